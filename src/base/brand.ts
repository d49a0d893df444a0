declare const brand: unique symbol;

/** A nominal type over `T`: a `Brand<string, 'RunId'>` is a string, but a plain string is not one. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

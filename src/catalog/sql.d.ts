declare module '*.sql' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: a text file has no names
  export default text;
}

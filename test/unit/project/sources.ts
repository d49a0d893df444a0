import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Files below a folder whose names end so, relative to the repository, with `/`. */
export function sources(folder: string, ...endings: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join(folder, file.replaceAll(path.sep, '/')))
    .filter((file) => endings.some((ending) => file.endsWith(ending)))
    .sort();
}

export interface Import {
  /** As it is written: a package, or a file relative to the importing one. */
  readonly name: string;
  /** Of a relative import: the file within the repository. */
  readonly file: string | undefined;
}

const statement =
  /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s+['"]([^'"]+)['"]|(?:^|\n)\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g;

export function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(statement)].map(([, from, bare, dynamic]) => {
    const name = from ?? bare ?? dynamic ?? '';
    return { name, file: name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : undefined };
  });
}

// The npm-built editor needs Node 24. Its binary comes from the npm registry when this Node is another one.
import path from 'node:path';
import { cached } from './cache.mjs';
import { unpackNpmPackage } from './npm-archive.mjs';

const version = '24.21.0';

/** @returns {Promise<{ node: string, folder: string }>} The binary, and the folder that holds it and its headers. */
export async function installNode24() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const folder = await cached(`${name}-${version}`, (work) => unpackNpmPackage(`${name}@${version}`, work));
  return { folder, node: path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node') };
}

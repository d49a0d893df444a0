import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Of what is measured: Runstone, what runs it, and the peers as pinned in bench/peers. */
export async function readVersions(
  root: string,
  { python, node, serverMain }: { python: string; node: string; serverMain: string },
): Promise<Record<string, string>> {
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const product = JSON.parse(
    await readFile(path.join(path.dirname(serverMain), '..', 'product.json'), 'utf8').catch(() => '{}'),
  );
  const versions: Record<string, string> = {
    Runstone: version,
    Python: (await run(python, ['--version'])).stdout.replace('Python', '').trim(),
    Node: (await run(node, ['--version'])).stdout.replace('v', '').trim(),
  };
  if (typeof product.version === 'string') versions['VS Code'] = product.version;
  const folder = path.join(root, 'bench', 'peers');
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.txt')).sort()) {
    for (const [, name, pinned] of (await readFile(path.join(folder, file), 'utf8')).matchAll(
      /^([\w-]+)==(.+)$/gm,
    )) {
      if (name && pinned) versions[name] = pinned;
    }
  }
  return versions;
}

/**
 * A window that dies: one catalog client in a process of its own, which saves over and over.
 *   node window.cjs <worker> <wasm> <workspace folder>
 */
import { CatalogClient } from '../../src/catalog/client.ts';

async function run(): Promise<void> {
  const [workerPath = '', wasmPath = '', folder = ''] = process.argv.slice(2);
  const writer = `window-${process.pid}`;
  const client = new CatalogClient({ workerPath, wasmPath, folder, writer, poll: 'always' });
  client.onLog(({ level, message }) => process.stdout.write(`${level}: ${message}\n`));
  await client.start();
  for (;;) {
    await client.call('save', {});
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

void run();

import path from 'node:path';
import type { BenchContext } from '../bench.ts';
import { runForJson } from '../run-program.ts';
import { quietEnvironment } from './quiet.ts';

/** TensorBoard's native data server on event files, from its start until its first load cycle is over. In milliseconds. */
export async function loadNatively(context: BenchContext, server: string, logdir: string): Promise<number> {
  const began = performance.now();
  const child = context.tools.spawnGroup(
    server,
    ['--logdir', logdir, '--host', '127.0.0.1', '--port', '0', '-v'],
    {
      env: quietEnvironment(context.folder),
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  try {
    await new Promise<void>((resolve, reject) => {
      let said = '';
      child.stderr?.on('data', (chunk) => {
        said += chunk;
        if (/Finished load cycle/.test(said)) resolve();
      });
      child.on('error', reject);
      child.on('close', (code) =>
        reject(new Error(`It ended with ${code}: ${said.trim().split('\n').at(-1)}`)),
      );
    });
    return performance.now() - began;
  } finally {
    await context.tools.endGroup(child);
  }
}

export async function nativeServer(context: BenchContext): Promise<string> {
  const { python } = await context.peer('tensorboard');
  const script = 'import json, tensorboard_data_server as s; print(json.dumps(s.server_binary()))';
  const found = await runForJson(python, ['-c', script], {
    cwd: context.root,
    env: quietEnvironment(context.folder),
    timeoutMs: 60_000,
  });
  if (typeof found !== 'string') throw new Error('There is no native data server for this platform.');
  return path.normalize(found);
}

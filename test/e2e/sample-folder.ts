/** The project that every end-to-end test starts from, made once for all of them: vitest calls `setup`. */
import { cp } from 'node:fs/promises';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { commitAll, createProject, editTraining, train } from '../../tools/demo/sample-project.mjs';
import { makeTemporaryFolder } from '../../tools/editor/temporary-folder.mjs';
import { root } from '../../tools/setup/everything.mjs';
import { makePythonEnvironment } from '../../tools/setup/python-venv.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    sampleFolder: string;
  }
}

/** Trained by the real client: two runs of one commit, one of the next; ten epochs each. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { python } = await makePythonEnvironment(root);
  const { folder, remove } = await makeTemporaryFolder('sample');
  const sample = await createProject(path.join(folder, 'digits'), python);
  await commitAll(sample, 'Learn handwritten digits');
  await Promise.all(['0.005', '0.01'].map((lr) => train(sample, ['--lr', lr, '--epochs', '10'])));
  await editTraining(sample, '"--hidden", type=int, default=32', '"--hidden", type=int, default=64');
  await commitAll(sample, 'Widen the hidden layer');
  await train(sample, ['--lr', '0.005', '--epochs', '10']);
  project.provide('sampleFolder', sample.folder);
  return remove;
}

/** @returns A folder of the caller's own with the sample project in it. */
export async function copySample(
  sampleFolder: string,
): Promise<{ folder: string; remove: () => Promise<void> }> {
  const { folder, remove } = await makeTemporaryFolder('project');
  const copy = path.join(folder, 'digits');
  await cp(sampleFolder, copy, { recursive: true });
  return { folder: copy, remove };
}

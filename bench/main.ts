import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Bench, BenchContext } from './bench.ts';
import { ingest } from './benches/ingest.ts';
import { live } from './benches/live.ts';
import { logCall } from './benches/log-call.ts';
import { memory } from './benches/memory.ts';
import { open } from './benches/open.ts';
import { start } from './benches/start.ts';
import type { Shipped, Tools } from './environment.ts';
import { type Options, readOptions, usage } from './options.ts';
import { performanceDocument, withShortTable } from './report/document.ts';
import { describeMachine } from './report/machine.ts';
import { mergeReports } from './report/merge.ts';
import type { Report, Result } from './report/result.ts';
import { textTable } from './report/table.ts';
import { runBench } from './run-bench.ts';
import { readVersions } from './versions.ts';

const benches: readonly Bench[] = [logCall, ingest, open, memory, live, start];

const say = (text: string) => process.stderr.write(`${text}\n`);

/** `npm run bench`. Gives the process's exit code. */
export async function main(args: readonly string[], root: string, tools: Tools): Promise<number> {
  let options: Options;
  try {
    options = readOptions(
      args,
      benches.map((bench) => bench.name),
    );
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return 2;
  }
  const work = await mkdtemp(path.join(os.tmpdir(), 'runstone-bench-'));
  const remove = () => rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', remove);
  try {
    const report = await measure(options, root, work, tools);
    console.log(`\n${textTable(report.results)}`);
    if (options.json) await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
    if (report.full) await writeDocuments(root, report, options.writeDocs);
    else console.log('\nSmall sizes: these figures say nothing but that everything works.');
    return report.results.some((result) => result.ours === null) ? 1 : 0;
  } finally {
    process.off('exit', remove);
    remove();
  }
}

async function measure(options: Options, root: string, work: string, tools: Tools): Promise<Report> {
  const setUp = await tools.setUp();
  const data = options.data ? path.resolve(options.data) : path.join(work, 'data');
  await mkdir(data, { recursive: true });
  let shipped: Promise<Shipped> | undefined;
  const shared = {
    root,
    quick: options.quick,
    data,
    python: setUp.python,
    node: setUp.node,
    tools,
    peer: (name: string) => tools.makePeerEnvironment(root, name),
    shipped: () => (shipped ??= tools.shippedPackage(options.vsix)),
    say,
  };
  const results: Result[] = [];
  for (const bench of benches.filter(({ name }) => options.benches.includes(name))) {
    const context: BenchContext = { ...shared, folder: path.join(work, bench.name) };
    results.push(...(await runBench(bench, context, options.rounds)));
  }
  return {
    machine: describeMachine(),
    date: new Date().toISOString().slice(0, 10),
    full: !options.quick,
    versions: await readVersions(root, setUp),
    results,
  };
}

/** docs/performance.json keeps the figures from which the pages are written, so that benches can be run one by one. */
async function writeDocuments(root: string, now: Report, withReadme: boolean): Promise<void> {
  const kept = path.join(root, 'docs', 'performance.json');
  const before = await readFile(kept, 'utf8').then(
    (text) => JSON.parse(text) as Report,
    () => undefined,
  );
  const report = mergeReports(before, now);
  await writeFile(kept, `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(path.join(root, 'docs', 'performance.md'), performanceDocument(report, benches));
  say('docs/performance.md is written.');
  if (!withReadme) return;
  const readme = path.join(root, 'README.md');
  const renewed = withShortTable(await readFile(readme, 'utf8').catch(() => ''), report);
  if (renewed === undefined) say('README.md has no <!-- performance:begin --> ... <!-- performance:end -->.');
  else await writeFile(readme, renewed);
}

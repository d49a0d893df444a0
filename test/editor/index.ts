// Runs inside the extension host: the editor calls `run`, and mocha the suites that were bundled beside this file.
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/** One line of the report. `error` is the stack, or the message where there is none. */
interface TestResult {
  readonly title: readonly string[];
  readonly durationMs: number;
  readonly error?: string;
}

/**
 * Writes the report anew after every test, so that it survives an extension host that goes away.
 *
 * @param file What is written: `{ passed, failed, finished, tests }` as JSON.
 */
function reportTo(file: string, runner: Mocha.Runner): void {
  const tests: TestResult[] = [];
  const write = (finished: boolean): void => {
    const failed = tests.filter((test) => test.error !== undefined).length;
    writeFileSync(file, JSON.stringify({ passed: tests.length - failed, failed, finished, tests }));
  };
  runner.on('pass', (test) => {
    tests.push({ title: test.titlePath(), durationMs: test.duration ?? 0 });
    write(false);
  });
  // A failed hook is reported here as well, as a test of its own.
  runner.on('fail', (test, error) => {
    const reason = error.stack ?? error.message;
    tests.push({ title: test.titlePath(), durationMs: test.duration ?? 0, error: reason });
    write(false);
  });
  runner.on('end', () => write(true));
}

/** @throws When a test failed: the editor then ends with a code other than 0. */
export async function run(): Promise<void> {
  const report = process.env['RUNSTONE_TEST_REPORT'];
  if (!report) throw new Error('RUNSTONE_TEST_REPORT names no file for the report.');
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, color: false, reporter: Mocha.reporters.Base });
  const suites = readdirSync(__dirname, { recursive: true, encoding: 'utf8' });
  for (const file of suites.filter((name) => name.endsWith('.test.cjs')).sort()) {
    mocha.addFile(path.join(__dirname, file));
  }
  const failures = await new Promise<number>((resolve) => reportTo(report, mocha.run(resolve)));
  if (failures > 0) throw new Error(`${failures} failed`);
}

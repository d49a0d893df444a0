// Counts passed and failed tests from what the runners write for machines.
import { readFile } from 'node:fs/promises';

/** @typedef {{ passed: number, failed: number }} Counts */

/** @param {string} file @returns {Promise<Counts>} */
export async function countVitestReport(file) {
  const { numPassedTests, numFailedTests, numFailedTestSuites, testResults } = JSON.parse(
    await readFile(file, 'utf8'),
  );
  // A file that does not even load has no failed test, only a failed suite.
  const broken = testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  ).length;
  return { passed: numPassedTests, failed: numFailedTests + (numFailedTestSuites > 0 ? broken : 0) };
}

/** @param {string} file @returns {Promise<Counts>} */
export async function countPytestReport(file) {
  const suite = /<testsuite [^>]*>/.exec(await readFile(file, 'utf8'))?.[0] ?? '';
  const number = (name) => Number(new RegExp(` ${name}="(\\d+)"`).exec(suite)?.[1] ?? Number.NaN);
  const failed = number('failures') + number('errors');
  return { passed: number('tests') - failed - number('skipped'), failed };
}

/** @param {string} file @returns {Promise<Counts>} */
export async function countMochaReport(file) {
  const { passed, failed } = JSON.parse(await readFile(file, 'utf8'));
  return { passed, failed };
}

import { isFloor, type Report, type Result } from './result.ts';
import { markdownTable, peersText, tableHeads, tableLine } from './table.ts';

/** What docs/performance.md says of one bench beside its figures. */
export interface BenchText {
  readonly name: string;
  readonly about: string;
  readonly findings?: string;
}

/** docs/performance.md, whole. */
export function performanceDocument(report: Report, benches: readonly BenchText[]): string {
  const { machine } = report;
  const versions = Object.entries(report.versions).map(([name, version]) => `${name} ${version}`);
  const sections = benches.flatMap((bench) => {
    const results = report.results.filter((result) => result.bench === bench.name);
    return results.length === 0 ? [] : [benchSection(bench, results)];
  });
  const missing = benches.filter(({ name }) => report.results.every(({ bench }) => bench !== name));
  return [
    '# Performance',
    'Written by `npm run bench`; not edited by hand. Peers are installed at pinned versions, each in an environment of its ' +
      'own, and run on the same machine in the same invocation, in turns: what is compared is a ratio on this machine, ' +
      'not a time. Figures are medians over the rounds; the spread is the lowest and the highest round. ' +
      'A peer that is ahead is shown ahead.',
    `Measured on ${report.date}: ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.os}.`,
    `Versions: ${versions.join(', ')}.`,
    ...(missing.length > 0
      ? [`Not measured on this machine yet: ${missing.map(({ name }) => `\`${name}\``).join(', ')}.`]
      : []),
    ...sections,
    '',
  ].join('\n\n');
}

function benchSection(bench: BenchText, results: readonly Result[]): string {
  const columns = ['measure', 'ours', 'spread', 'peers', 'ratio', 'goal'] as const;
  const rows = results.map((result) => {
    const line = tableLine(result);
    return columns.map((column) => line[column]);
  });
  const table = markdownTable(
    columns.map((column) => tableHeads[column]),
    rows,
  );
  const notes = new Map(results.flatMap((result) => Object.entries(result.why ?? {})));
  const rounds = Math.max(...results.map((result) => result.rounds));
  return [
    `## ${bench.name}`,
    bench.about,
    `\`npm run bench -- ${bench.name}\`, ${rounds} rounds.`,
    table,
    [...notes].map(([name, note]) => `- ${name}: ${note}`).join('\n'),
    bench.findings ?? '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

const begin = '<!-- performance:begin -->';
const end = '<!-- performance:end -->';

/** The README with its short table renewed; undefined when it has no place for one. */
export function withShortTable(readme: string, report: Report): string | undefined {
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) return undefined;
  return `${readme.slice(0, from + begin.length)}\n${shortForm(report)}\n${readme.slice(to)}`;
}

/** Measures that a user feels, in the words of a user; the others are in docs/performance.md. */
const felt: readonly (readonly [bench: string, measure: string, words: string])[] = [
  ['log-call', 'p50', 'one `log()` of five metrics, median'],
  ['log-call', 'close', 'end of a training, until all is on disk'],
  ['ingest', 'rate', 'points read from disk each second'],
  [
    'open',
    'warm table',
    '1,000 runs, 10 million points: first rows (from activation; peers from opening their page)',
  ],
  ['open', 'warm curves', 'the same: first curves'],
  ['memory', 'all', 'memory with all of that open'],
  ['live', 'p95', 'from `log()` to the pixel, 95 of 100 (peers: their refresh intervals)'],
];

function shortForm(report: Report): string {
  const rows = felt.flatMap(([bench, measure, words]) => {
    const result = report.results.find((one) => one.bench === bench && one.measure === measure);
    if (!result || result.ours === null) return [];
    const line = tableLine(result);
    return [[words, `${line.ours} ${result.unit}`, peersText(result, (name) => !isFloor(name)), line.ratio]];
  });
  const { cpu, cores } = report.machine;
  return [
    markdownTable(['', 'Runstone', 'peers', 'against the best'], rows),
    `${cpu}, ${cores} cores, ${report.date}; \`npm run bench\` measures it on yours. All of it: [docs/performance.md](docs/performance.md).`,
  ].join('\n\n');
}

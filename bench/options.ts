import { parseArgs } from 'node:util';

export interface Options {
  readonly benches: readonly string[];
  readonly rounds: number;
  readonly quick: boolean;
  readonly json: string | undefined;
  readonly writeDocs: boolean;
  /** Folder where the runs made for the benches are kept; a temporary one when it is not given. */
  readonly data: string | undefined;
  /** A package of the extension made before, instead of a new one. */
  readonly vsix: string | undefined;
}

export const usage =
  'npm run bench -- [BENCH ...] [--rounds N] [--quick] [--json FILE] [--write-docs] [--data FOLDER] [--vsix FILE]\n' +
  '  --rounds N     5 by default\n' +
  '  --quick        small sizes: shows that everything works, and nothing else\n' +
  '  --json FILE    the figures as JSON\n' +
  '  --write-docs   renews the short table in README.md as well\n' +
  '  --data FOLDER  keeps the runs that are made for the benches there, and uses those that are there\n' +
  '  --vsix FILE    measures this package of the extension instead of a new one';

/** Throws a message for the person when an argument is not known. */
export function readOptions(args: readonly string[], known: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rounds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      data: { type: 'string' },
      vsix: { type: 'string' },
      'write-docs': { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no bench ${unknown.join(', ')}. The benches are: ${known.join(', ')}.`);
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 5));
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds is a whole number above 0.');
  return {
    benches: positionals.length > 0 ? known.filter((name) => positionals.includes(name)) : known,
    rounds,
    quick: values.quick,
    json: values.json,
    data: values.data,
    vsix: values.vsix,
    writeDocs: values['write-docs'],
  };
}

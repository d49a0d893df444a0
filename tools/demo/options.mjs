// What the demo can be asked for.
import path from 'node:path';
import { parseArgs } from 'node:util';

export const usage = `npm run demo [-- OPTIONS]

Trains a sample project for real and opens VS Code on its runs: the desktop editor where the command
\`code\` is found, otherwise one that is served to a browser. Nothing of your own editor is touched.

  --editor PATH   the desktop editor's command (default: \`code\`)
  --serve         serve to a browser even where a desktop editor is found
  --port N        port to serve on (default: a free one)
  --keep DIR      make the sample project in DIR and leave it there; used again when it is there
  --headless      no person: print the runs and write pictures to --out, then end
  --out DIR       where the pictures go (default: out/pictures)
  --help          this
`;

/**
 * @typedef {object} Options
 * @property {string | undefined} editor
 * @property {boolean} serve
 * @property {number} port
 * @property {string | undefined} keep
 * @property {boolean} headless
 * @property {string} out
 * @property {boolean} help
 */

/**
 * @param {readonly string[]} args
 * @returns {Options}
 * @throws {TypeError} With what is wrong about the arguments.
 */
export function readOptions(args) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      editor: { type: 'string' },
      serve: { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
      keep: { type: 'string' },
      headless: { type: 'boolean', default: false },
      out: { type: 'string', default: path.join('out', 'pictures') },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new TypeError(`--port wants a number from 0 to 65535, not ${values.port}.`);
  }
  return {
    ...values,
    editor: values.editor,
    port,
    keep: values.keep && path.resolve(values.keep),
    out: path.resolve(values.out),
  };
}

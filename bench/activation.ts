import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * When the editor began to activate the extension, in Unix milliseconds, as its extension host logged it last after
 * `since`; undefined when it did not.
 */
export async function activatedAt(logsFolder: string, since: number): Promise<number | undefined> {
  let latest: number | undefined;
  for (const file of await readdir(logsFolder, { recursive: true })) {
    if (path.basename(file) !== 'remoteexthost.log') continue;
    const text = await readFile(path.join(logsFolder, file), 'utf8');
    for (const [, time] of text.matchAll(/^(\S+ \S+) \[\w+\] .*_doActivateExtension runstone\.runstone/gm)) {
      const at = Date.parse(`${time?.replace(' ', 'T')}`);
      if (at >= since && (latest === undefined || at > latest)) latest = at;
    }
  }
  return latest;
}

/** How `PYTHONPATH` of a new terminal is changed. */
export interface PythonPathChange {
  readonly how: 'replace' | 'prepend';
  readonly value: string;
}

export interface PythonPathQuestion {
  /** The folder that holds the client. */
  readonly client: string;
  /** What the variable would be without us; undefined when it is not set. */
  readonly before: string | undefined;
  /** `:`, or `;` on Windows. */
  readonly delimiter: string;
}

/**
 * Puts the client on `PYTHONPATH`, keeps the person's own entries, and leaves no empty one: Python takes an empty
 * entry for the current folder, where a hostile repository could put a `runstone.py`, or a `json.py`, of its own. An
 * unset variable must therefore be replaced, since prepending `client:` to nothing leaves an empty entry behind;
 * and a value that has empty entries already, as `export PYTHONPATH=$PYTHONPATH:/mine` leaves them, is written anew.
 */
export function changePythonPath({ client, before, delimiter }: PythonPathQuestion): PythonPathChange {
  if (before === undefined || before === '') return { how: 'replace', value: client };
  // Placeholders such as ${workspaceFolder} are filled in by the editor, later and for each terminal.
  if (before.includes('${')) return { how: 'prepend', value: client + delimiter };
  const entries = before.split(delimiter);
  const own = entries.filter((entry) => entry !== '' && entry !== client);
  if (own.length === entries.length) return { how: 'prepend', value: client + delimiter };
  return { how: 'replace', value: [client, ...own].join(delimiter) };
}

/**
 * What a terminal's variable will be before any extension changes it: the setting `terminal.integrated.env.*` wins over
 * the editor's own environment, null in it unsets the variable, and `${env:NAME}` in it is looked up.
 */
export function valueInTerminal(
  name: string,
  setting: Readonly<Record<string, string | null>> | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const said = setting?.[name];
  if (said === null) return undefined;
  if (said === undefined) return environment[name];
  return said.replace(/\$\{env:([^}]*)\}/g, (_, other: string) => environment[other] ?? '');
}

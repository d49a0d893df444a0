import os from 'node:os';
import type { SqlDatabase } from './database.ts';
import { JournalFiles } from './journal-files.ts';
import { Liveness } from './liveness.ts';
import { Projector } from './projector.ts';
import { RunQuery } from './run-query.ts';
import { TableQuery } from './table-query.ts';

/** A database and what works on it: made anew when the catalog is rebuilt. */
export interface Engine {
  readonly database: SqlDatabase;
  readonly projector: Projector;
  readonly files: JournalFiles;
  readonly runs: RunQuery;
  readonly table: TableQuery;
}

export function makeEngine(root: string, database: SqlDatabase): Engine {
  const liveness = new Liveness(os.hostname());
  const projector = new Projector(database);
  const files = new JournalFiles(root, database, projector, liveness);
  const runs = new RunQuery(database, liveness);
  return { database, projector, files, runs, table: new TableQuery(database, runs, projector.runs.changes) };
}

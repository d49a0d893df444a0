-- The catalog: an index over the journal, made by the projector and by nothing else.
-- docs/catalog.md describes it for people who query catalog.db. Any change here needs a new schemaVersion
-- in database.ts: a catalog of another version is rebuilt, never migrated.

-- How far each journal file has been read. Paths are relative to .runstone.
CREATE TABLE files (
  file_id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  run_ref INTEGER REFERENCES runs (run_ref),
  writer TEXT NOT NULL,
  -- '' for the process that started or resumed the run, the writer's name for its other processes.
  lineage TEXT NOT NULL,
  read_bytes INTEGER NOT NULL DEFAULT 0,
  read_lines INTEGER NOT NULL DEFAULT 0,
  -- 1 within a line that is too long to be an event.
  in_long_line INTEGER NOT NULL DEFAULT 0,
  -- The latest time of an event so far: within a file the order of lines holds, even when its clock goes back.
  clock_ms INTEGER NOT NULL DEFAULT 0,
  -- SHA-256 of the first bytes and the time of the last change, to notice a file that was replaced.
  head_bytes INTEGER NOT NULL DEFAULT 0,
  head_digest TEXT NOT NULL DEFAULT '',
  modified_at_ms REAL NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX files_by_run ON files (run_ref);

-- Columns that end in _stamp order what several files say of the same thing: time, then writer.
CREATE TABLE runs (
  run_ref INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL UNIQUE,
  -- NULL while only facts about the run are known and none of its own events.
  started_at_ms INTEGER,
  experiment TEXT NOT NULL DEFAULT 'default',
  start_stamp TEXT NOT NULL DEFAULT '',
  name TEXT,
  name_stamp TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL DEFAULT 'running',
  status_stamp TEXT NOT NULL DEFAULT '',
  ended_at_ms INTEGER,
  last_event_at_ms INTEGER NOT NULL DEFAULT 0,
  exit_code INTEGER,
  error TEXT,
  traceback TEXT,
  archived INTEGER NOT NULL DEFAULT 0,
  archived_stamp TEXT NOT NULL DEFAULT '',
  deleted INTEGER NOT NULL DEFAULT 0,
  notes TEXT,
  notes_stamp TEXT NOT NULL DEFAULT '',
  parent_run_id TEXT,
  group_name TEXT,
  command TEXT,
  cwd TEXT,
  host TEXT,
  user_name TEXT,
  pid INTEGER,
  process_stamp TEXT NOT NULL DEFAULT '',
  python TEXT,
  environment TEXT,
  commit_id TEXT,
  snapshot_id TEXT,
  branch TEXT,
  dirty INTEGER NOT NULL DEFAULT 0,
  remote TEXT,
  code_stamp TEXT NOT NULL DEFAULT '',
  headline_column INTEGER,
  problems INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX runs_by_start ON runs (started_at_ms);
CREATE INDEX runs_by_experiment ON runs (experiment, started_at_ms);
CREATE INDEX runs_open ON runs (last_event_at_ms) WHERE status = 'running';

-- The columns of the runs table, and one cell for each value a run has in one.
CREATE TABLE columns (
  column_ref INTEGER PRIMARY KEY,
  group_name TEXT NOT NULL,
  key TEXT NOT NULL,
  UNIQUE (group_name, key)
) STRICT;
CREATE TABLE cells (
  column_ref INTEGER NOT NULL REFERENCES columns (column_ref),
  run_ref INTEGER NOT NULL REFERENCES runs (run_ref),
  -- number, text, boolean or null. A number that is NULL is NaN.
  type TEXT NOT NULL,
  number REAL,
  text TEXT,
  stamp TEXT NOT NULL,
  PRIMARY KEY (column_ref, run_ref)
) STRICT, WITHOUT ROWID;
CREATE INDEX cells_by_run ON cells (run_ref, column_ref);

-- Values that a training set for the whole run; where the key is also a metric they override its last value.
CREATE TABLE summaries (
  run_ref INTEGER NOT NULL REFERENCES runs (run_ref),
  key TEXT NOT NULL,
  type TEXT NOT NULL,
  number REAL,
  text TEXT,
  stamp TEXT NOT NULL,
  PRIMARY KEY (run_ref, key)
) STRICT, WITHOUT ROWID;

-- One row for each metric (kind 'metric') or system value (kind 'system') of one journal file.
CREATE TABLE series (
  series_id INTEGER PRIMARY KEY,
  run_ref INTEGER NOT NULL REFERENCES runs (run_ref),
  file_id INTEGER NOT NULL REFERENCES files (file_id),
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  point_count INTEGER NOT NULL,
  nan_count INTEGER NOT NULL,
  first_value REAL,
  last_value REAL,
  last_step REAL NOT NULL,
  last_at_ms INTEGER NOT NULL,
  last_line INTEGER NOT NULL,
  min_value REAL,
  min_step REAL,
  max_value REAL,
  max_step REAL,
  UNIQUE (run_ref, kind, key, file_id)
) STRICT;
CREATE INDEX series_by_file ON series (file_id);

-- Points, columnar: rows logged with the same keys share an axis; each key has its values in a chunk.
CREATE TABLE key_sets (
  key_set_id INTEGER PRIMARY KEY,
  keys TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE axes (
  axis_id INTEGER PRIMARY KEY,
  file_id INTEGER NOT NULL REFERENCES files (file_id),
  kind TEXT NOT NULL,
  key_set_id INTEGER NOT NULL REFERENCES key_sets (key_set_id),
  row_count INTEGER NOT NULL,
  steps BLOB NOT NULL,
  times BLOB NOT NULL,
  lines BLOB NOT NULL
) STRICT;
CREATE INDEX axes_by_file ON axes (file_id, kind, key_set_id);
CREATE TABLE chunks (
  series_id INTEGER NOT NULL REFERENCES series (series_id),
  axis_id INTEGER NOT NULL REFERENCES axes (axis_id),
  point_values BLOB NOT NULL,
  UNIQUE (series_id, axis_id)
) STRICT;

CREATE TABLE artifacts (
  run_ref INTEGER NOT NULL REFERENCES runs (run_ref),
  path TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  sha256 TEXT,
  stamp TEXT NOT NULL,
  PRIMARY KEY (run_ref, path)
) STRICT, WITHOUT ROWID;
CREATE TABLE datasets (
  run_ref INTEGER NOT NULL REFERENCES runs (run_ref),
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  digest TEXT NOT NULL,
  stamp TEXT NOT NULL,
  PRIMARY KEY (run_ref, name, role)
) STRICT, WITHOUT ROWID;
CREATE TABLE alerts (
  run_ref INTEGER NOT NULL REFERENCES runs (run_ref),
  at_ms INTEGER NOT NULL,
  file_id INTEGER NOT NULL,
  line INTEGER NOT NULL,
  level TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (run_ref, at_ms, file_id, line)
) STRICT, WITHOUT ROWID;
CREATE TABLE metric_directions (
  key TEXT PRIMARY KEY,
  direction TEXT NOT NULL,
  stamp TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Lines of the journal that could not be read.
CREATE TABLE problems (
  file_id INTEGER NOT NULL REFERENCES files (file_id),
  line INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (file_id, line)
) STRICT, WITHOUT ROWID;

-- For people: what is worth querying by hand. Deleted runs are left out, archived ones are marked.
CREATE VIEW runs_overview AS
  SELECT run_id, experiment, COALESCE(name, run_id) AS name, status,
         datetime(started_at_ms / 1000, 'unixepoch') AS started_utc,
         (COALESCE(ended_at_ms, last_event_at_ms) - started_at_ms) / 1000.0 AS duration_s,
         commit_id, branch, dirty, archived, notes
  FROM runs WHERE started_at_ms IS NOT NULL AND deleted = 0;
CREATE VIEW params AS
  SELECT r.run_id, k.key, COALESCE(c.text, c.number) AS value
  FROM cells c JOIN columns k USING (column_ref) JOIN runs r USING (run_ref)
  WHERE k.group_name = 'param' AND r.started_at_ms IS NOT NULL AND r.deleted = 0;
CREATE VIEW tags AS
  SELECT r.run_id, k.key, c.text AS value
  FROM cells c JOIN columns k USING (column_ref) JOIN runs r USING (run_ref)
  WHERE k.group_name = 'tag' AND c.type <> 'null' AND r.started_at_ms IS NOT NULL AND r.deleted = 0;
-- One row for each writer of a metric. NULL is NaN.
CREATE VIEW metrics AS
  SELECT r.run_id, s.key, f.writer, s.point_count, s.nan_count, s.first_value, s.last_value, s.last_step,
         s.min_value, s.min_step, s.max_value, s.max_step
  FROM series s JOIN runs r USING (run_ref) JOIN files f USING (file_id)
  WHERE s.kind = 'metric' AND r.started_at_ms IS NOT NULL AND r.deleted = 0;
-- Params, last metrics and tags as they go into JSON, which has no infinities: they are texts, as in the journal.
CREATE VIEW json_cells AS
  SELECT c.run_ref, k.group_name, k.key,
         CASE WHEN c.type = 'boolean' THEN json(c.text)
              WHEN c.number > 1.7976931348623157e308 THEN 'Infinity'
              WHEN c.number < -1.7976931348623157e308 THEN '-Infinity'
              ELSE COALESCE(c.text, c.number) END AS value
  FROM cells c JOIN columns k USING (column_ref);
-- One row for each run, with all its values as JSON objects: params ->> '$.lr', metrics ->> '$.loss'.
CREATE VIEW runs_wide AS
  SELECT o.*,
         (SELECT json_group_object(key, value) FROM json_cells WHERE run_ref = r.run_ref AND group_name = 'param') AS params,
         (SELECT json_group_object(key, value) FROM json_cells WHERE run_ref = r.run_ref AND group_name = 'metric') AS metrics,
         (SELECT json_group_object(key, value) FROM json_cells WHERE run_ref = r.run_ref AND group_name = 'tag' AND value IS NOT NULL) AS tags
  FROM runs_overview o JOIN runs r USING (run_id);
CREATE VIEW journal_problems AS
  SELECT f.path, p.line, p.reason, r.run_id
  FROM problems p JOIN files f USING (file_id) LEFT JOIN runs r USING (run_ref);

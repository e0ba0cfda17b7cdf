/**
 * First schema. Times are UTC milliseconds. Why it looks like this:
 * - `numeric_tail` takes each second's rows in one place; once a minute they
 *   move to `numeric`, clustered by channel. Writing straight into `numeric`
 *   would touch one page per channel and second, 60 times the disk traffic.
 * - numeric rows keep arrival and device time as distances from the measured
 *   time: mostly zero or small, which SQLite stores in 0 to 2 bytes.
 * - `ordinal` tells rows of one channel and instant apart, so none is dropped.
 * - `block` is found by its end: ends of one channel rise, and no block spans
 *   more than a fixed time (fold.ts), so a range query is bounded on both sides.
 */
export const initial = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE bed (
  bed TEXT PRIMARY KEY, label TEXT NOT NULL, driver TEXT NOT NULL, link TEXT NOT NULL, options TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE channel (
  number INTEGER PRIMARY KEY, bed TEXT NOT NULL, driver TEXT NOT NULL, simulated INTEGER NOT NULL,
  spec TEXT NOT NULL
);
CREATE UNIQUE INDEX channel_identity ON channel (bed, driver, simulated, spec);

CREATE TABLE coverage (
  bed TEXT PRIMARY KEY, from_utc_ms INTEGER NOT NULL, to_utc_ms INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE journal (
  id INTEGER PRIMARY KEY AUTOINCREMENT, from_utc_ms INTEGER NOT NULL, to_utc_ms INTEGER NOT NULL,
  payload BLOB NOT NULL
);
CREATE INDEX journal_time ON journal (to_utc_ms, from_utc_ms);

CREATE TABLE block (
  id INTEGER PRIMARY KEY AUTOINCREMENT, channel INTEGER NOT NULL, from_utc_ms INTEGER NOT NULL,
  to_utc_ms INTEGER NOT NULL, samples INTEGER NOT NULL, payload BLOB NOT NULL
);
CREATE INDEX block_time ON block (channel, to_utc_ms, from_utc_ms);

CREATE TABLE numeric_tail (
  measured_utc_ms INTEGER NOT NULL, channel INTEGER NOT NULL, ordinal INTEGER NOT NULL,
  arrival_delta_ms INTEGER NOT NULL, device_delta_ms INTEGER, value, validity INTEGER NOT NULL,
  PRIMARY KEY (measured_utc_ms, channel, ordinal)
) WITHOUT ROWID;

CREATE TABLE numeric (
  channel INTEGER NOT NULL, measured_utc_ms INTEGER NOT NULL, ordinal INTEGER NOT NULL,
  arrival_delta_ms INTEGER NOT NULL, device_delta_ms INTEGER, value, validity INTEGER NOT NULL,
  PRIMARY KEY (channel, measured_utc_ms, ordinal)
) WITHOUT ROWID;

CREATE TABLE alert (
  id INTEGER PRIMARY KEY, bed TEXT NOT NULL, at_utc_ms INTEGER NOT NULL, phase TEXT NOT NULL,
  priority TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL
);
CREATE INDEX alert_time ON alert (bed, at_utc_ms);

CREATE TABLE gap (
  id INTEGER PRIMARY KEY, bed TEXT NOT NULL, channel INTEGER NOT NULL, from_utc_ms INTEGER NOT NULL,
  to_utc_ms INTEGER NOT NULL, cause TEXT NOT NULL, evidence TEXT NOT NULL
);
CREATE UNIQUE INDEX gap_identity ON gap (bed, from_utc_ms, channel, cause);

CREATE TABLE clock (
  bed TEXT NOT NULL, at_utc_ms INTEGER NOT NULL, device_ms INTEGER NOT NULL, PRIMARY KEY (bed, at_utc_ms)
) WITHOUT ROWID;

CREATE TABLE binding (
  id INTEGER PRIMARY KEY, bed TEXT NOT NULL, patient TEXT NOT NULL, authority TEXT NOT NULL,
  from_utc_ms INTEGER NOT NULL, to_utc_ms INTEGER
);
CREATE INDEX binding_time ON binding (bed, from_utc_ms);

CREATE TABLE delivery (
  id INTEGER PRIMARY KEY, control_id TEXT NOT NULL, destination TEXT NOT NULL, bed TEXT NOT NULL,
  at_utc_ms INTEGER NOT NULL, outcome TEXT NOT NULL, detail TEXT NOT NULL
);

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY, at_utc_ms INTEGER NOT NULL, station TEXT NOT NULL, initials TEXT,
  session TEXT NOT NULL, action TEXT NOT NULL, object TEXT NOT NULL, before TEXT, after TEXT,
  previous_hash TEXT NOT NULL, hash TEXT NOT NULL
);
CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'an audit row never changes'); END;
CREATE TRIGGER audit_never_shrinks BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'an audit row is never removed'); END;
CREATE TRIGGER audit_never_replaced BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE seq >= NEW.seq)
BEGIN SELECT RAISE(ABORT, 'an audit row is never replaced'); END;
`

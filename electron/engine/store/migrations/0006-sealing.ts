/**
 * Sealing and erasing. Why it looks like this:
 * - a `subject` is whoever data belongs to: a patient (`digest`, a keyed digest of authority and identifier, finds
 *   them) or nobody, for a stretch of a `bed` in which no patient was connected. `identity` and `hold` are sealed.
 * - `subject_key` holds the keys and nothing else: destroying a row makes all that was sealed with it unreadable.
 * - `subject` 0 in `block` and `binding` means "in the clear": what earlier releases stored, sealed in the background.
 * - `block_gone` lists the numbers of blocks that were removed on purpose, as ranges: `verify` misses any other.
 * - `erasure` outlives what was erased: a restore must know whom not to bring back. `facts` is JSON, see erase/erasures.ts.
 */
export const sealing = `
CREATE TABLE subject (
  subject INTEGER PRIMARY KEY AUTOINCREMENT, digest TEXT UNIQUE, bed TEXT, from_utc_ms INTEGER NOT NULL,
  identity BLOB, hold BLOB
);
CREATE UNIQUE INDEX subject_stretch ON subject (bed, from_utc_ms);
CREATE INDEX subject_held ON subject (subject) WHERE hold IS NOT NULL;
CREATE TABLE subject_key (subject INTEGER PRIMARY KEY, key BLOB NOT NULL);
CREATE TABLE erasure (
  id TEXT PRIMARY KEY, subject INTEGER NOT NULL, digest TEXT, at_utc_ms INTEGER NOT NULL, done INTEGER NOT NULL,
  facts TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE block_gone (first INTEGER PRIMARY KEY, last INTEGER NOT NULL);
CREATE INDEX block_gone_last ON block_gone (last);
ALTER TABLE block ADD COLUMN subject INTEGER NOT NULL DEFAULT 0;
CREATE INDEX block_subject ON block (subject, id);
ALTER TABLE binding ADD COLUMN subject INTEGER NOT NULL DEFAULT 0;
`

/**
 * What people enter of what a monitor cannot see. Rows are never changed: one that `corrects` another holds in its
 * place, or with `is_withdrawal` says that nothing does. `entered` is sealed with the key of `subject`.
 */
export const entry = `
CREATE TABLE entry (
  id TEXT NOT NULL UNIQUE, bed TEXT NOT NULL, at_utc_ms INTEGER NOT NULL, written_utc_ms INTEGER NOT NULL,
  author TEXT NOT NULL, subject INTEGER NOT NULL, corrects TEXT UNIQUE, is_withdrawal INTEGER NOT NULL,
  entered BLOB NOT NULL,
  PRIMARY KEY (bed, at_utc_ms, id)
) WITHOUT ROWID;
CREATE INDEX entry_subject ON entry (subject, at_utc_ms);
`

/**
 * What people write about a bed: never changed, so that what stood there can be read again; it goes with its patient.
 * `text` is sealed with the key of `subject`, whose the moment of the bed is.
 */
export const note = `
CREATE TABLE note (
  id TEXT NOT NULL UNIQUE, bed TEXT NOT NULL, kind TEXT NOT NULL, at_utc_ms INTEGER NOT NULL,
  written_utc_ms INTEGER NOT NULL, author TEXT NOT NULL, subject INTEGER NOT NULL, text BLOB NOT NULL,
  PRIMARY KEY (bed, at_utc_ms, id)
) WITHOUT ROWID;
CREATE INDEX note_subject ON note (subject);
`

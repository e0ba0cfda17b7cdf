/** What people write about a bed: never changed and never removed, so that what stood there can be read again. */
export const note = `
CREATE TABLE note (
  id TEXT NOT NULL UNIQUE, bed TEXT NOT NULL, kind TEXT NOT NULL, at_utc_ms INTEGER NOT NULL,
  written_utc_ms INTEGER NOT NULL, author TEXT NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY (bed, at_utc_ms, id)
) WITHOUT ROWID;
`

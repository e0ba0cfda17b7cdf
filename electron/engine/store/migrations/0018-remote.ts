/**
 * Patients whose readings come from elsewhere, and the reports that came. `content` is sealed with the key of `subject`;
 * `name` names what it is about without saying whom: put twice it is one row.
 */
export const remote = `
CREATE TABLE remote (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, name TEXT NOT NULL UNIQUE, at_utc_ms INTEGER NOT NULL,
  subject INTEGER NOT NULL, state TEXT NOT NULL, content BLOB NOT NULL
);
CREATE INDEX remote_subject ON remote (subject);
`

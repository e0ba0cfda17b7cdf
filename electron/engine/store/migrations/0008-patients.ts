/**
 * `person`: what is known of a patient besides the identifier, sealed; the latest row of a subject counts, the ones
 * before stay. `standby`: beds that nobody lies in and whose line raises no alarm.
 */
export const patients = `
CREATE TABLE person (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, subject INTEGER NOT NULL,
  written_utc_ms INTEGER NOT NULL, facts BLOB NOT NULL
);
CREATE INDEX person_subject ON person (subject, number);
CREATE TABLE standby (bed TEXT PRIMARY KEY, since_utc_ms INTEGER NOT NULL) WITHOUT ROWID;
`

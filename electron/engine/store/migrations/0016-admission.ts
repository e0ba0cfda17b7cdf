/**
 * What the hospital's system said of patients of this ward and nobody has dealt with, and for a few days what was dealt
 * with: by it a message that comes late is told. `content` is sealed with the key of `subject`; a merge is also about
 * `other`. `dedupe` names the message: sent twice, it is one row.
 */
export const admission = `
CREATE TABLE admission (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, dedupe TEXT NOT NULL UNIQUE, received_utc_ms INTEGER NOT NULL,
  subject INTEGER NOT NULL, other INTEGER, state TEXT NOT NULL, content BLOB NOT NULL
);
CREATE INDEX admission_subject ON admission (subject);
CREATE INDEX admission_other ON admission (other);
CREATE INDEX admission_state ON admission (state, received_utc_ms);
`

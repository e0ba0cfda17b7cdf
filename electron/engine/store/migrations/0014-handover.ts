/**
 * Finished hand-overs: never changed, so that one printed again is the same. `content` is what its pages are made from,
 * packed and sealed with the key of `subject`, who lay in the bed at its end. `set_id`: those finished at once.
 */
export const handover = `
CREATE TABLE handover (
  id TEXT PRIMARY KEY, set_id TEXT NOT NULL, bed TEXT NOT NULL, from_utc_ms INTEGER NOT NULL,
  to_utc_ms INTEGER NOT NULL, finished_utc_ms INTEGER NOT NULL, author TEXT NOT NULL, subject INTEGER NOT NULL,
  content BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX handover_finished ON handover (finished_utc_ms);
CREATE INDEX handover_subject ON handover (subject, from_utc_ms);
`

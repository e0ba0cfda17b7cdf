/**
 * `run`: when Vigil ran and how each run ended, so that the next start can say why there was
 * nothing; a run without an end stopped by itself. `clock.link`: the line a device clock was
 * read on, since the clock of another monitor on the same bed is another clock.
 */
export const ledgers = `
CREATE TABLE run (
  id INTEGER PRIMARY KEY, started_utc_ms INTEGER NOT NULL, version TEXT NOT NULL,
  ended_utc_ms INTEGER, exit TEXT, ended_by TEXT
);
ALTER TABLE clock ADD COLUMN link TEXT NOT NULL DEFAULT '';
`

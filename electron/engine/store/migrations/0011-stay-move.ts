/**
 * Stretches of a bed that were given from one patient to another: a temporary patient who was named, the wrong patient put
 * right, or such a step taken back. `binding` says whose the time is; a row here says whose it was, so that what
 * was first bound can be read back. Rows of one step have one `id`, and never change but for `resealed`: whether all
 * waves of the stretch have the key of whose it is.
 */
export const stayMove = `
CREATE TABLE stay_move (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, kind TEXT NOT NULL, undoes TEXT, bed TEXT NOT NULL,
  from_utc_ms INTEGER NOT NULL, to_utc_ms INTEGER NOT NULL, is_running INTEGER NOT NULL, was INTEGER NOT NULL,
  becomes INTEGER NOT NULL, written_utc_ms INTEGER NOT NULL, author TEXT NOT NULL, resealed INTEGER NOT NULL DEFAULT 0
);
CREATE TRIGGER stay_move_never_changes
BEFORE UPDATE OF id, kind, undoes, bed, from_utc_ms, to_utc_ms, is_running, was, becomes, written_utc_ms, author ON stay_move
BEGIN SELECT RAISE(ABORT, 'a move of a stay never changes'); END;
`

/**
 * The trend pyramid: what a channel did in each minute, ten minutes and hour. Why it looks like this:
 * - `level` is the place in `TREND_LEVELS` (trend/levels.ts); a row holds only what was measured, so a stretch
 *   without numbers has no row.
 * - waves are kept in raw units, whose sums are exact; `total` of numerics may be NULL where it overflows.
 * - what lies in the record already is entered in the background, newest first. `trend_todo` and the fact
 *   `trendBlocksBelow` say what is still missing: numerics measured before `before_utc_ms`, blocks with a lower id.
 *   The bounds come from small tables: a damaged page of numbers must not stop a start. A day is added on both
 *   sides, because a reading may have been measured outside the time its bed was on line.
 */
export const trend = `
CREATE TABLE trend (
  channel INTEGER NOT NULL, level INTEGER NOT NULL, from_utc_ms INTEGER NOT NULL, count INTEGER NOT NULL,
  least REAL NOT NULL, greatest REAL NOT NULL, total REAL, questionable INTEGER NOT NULL, demo INTEGER NOT NULL,
  PRIMARY KEY (channel, level, from_utc_ms)
) WITHOUT ROWID;

CREATE TABLE trend_todo (
  channel INTEGER PRIMARY KEY, from_utc_ms INTEGER NOT NULL, before_utc_ms INTEGER NOT NULL
);

INSERT INTO trend_todo (channel, from_utc_ms, before_utc_ms)
  SELECT number, from_utc_ms - 86400000, to_utc_ms + 86400000 FROM channel JOIN coverage USING (bed)
  WHERE json_extract(spec, '$.kind') = 'numeric';
INSERT OR REPLACE INTO meta (name, value)
  SELECT 'trendBlocksBelow', seq + 1 FROM sqlite_sequence WHERE name = 'block';
`

/**
 * A bed may have several devices, each with gaps, alarms and a clock of its own. `gap.device`: '*' is all of the bed, ''
 * its monitor; elsewhere '' is the monitor, or the bed's only device. Names of others stand in their channels as well.
 */
export const device = `
ALTER TABLE gap ADD COLUMN device TEXT NOT NULL DEFAULT '*';
DROP INDEX gap_identity;
CREATE UNIQUE INDEX gap_identity ON gap (bed, from_utc_ms, channel, cause, device);
ALTER TABLE alert ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE clock RENAME TO clock_before;
CREATE TABLE clock (
  bed TEXT NOT NULL, at_utc_ms INTEGER NOT NULL, device_ms INTEGER NOT NULL, link TEXT NOT NULL DEFAULT '',
  device TEXT NOT NULL DEFAULT '', PRIMARY KEY (bed, at_utc_ms, device)
) WITHOUT ROWID;
INSERT INTO clock (bed, at_utc_ms, device_ms, link) SELECT bed, at_utc_ms, device_ms, link FROM clock_before;
DROP TABLE clock_before;
`

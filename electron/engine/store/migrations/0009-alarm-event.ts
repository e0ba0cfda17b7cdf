/**
 * Everything that changed the alarms of a bed, numbered by bed without a gap; the state is their fold, a `snapshot` holds
 * what came before. Rows never change; they go with the alarms of their age, or with the patient whose time it was.
 */
export const alarmEvent = `
CREATE TABLE alarm_event (
  bed TEXT NOT NULL, number INTEGER NOT NULL, at_utc_ms INTEGER NOT NULL, type TEXT NOT NULL, payload TEXT NOT NULL,
  PRIMARY KEY (bed, number)
) WITHOUT ROWID;
CREATE INDEX alarm_event_time ON alarm_event (bed, at_utc_ms);
CREATE INDEX alarm_event_snapshot ON alarm_event (bed, number) WHERE type = 'snapshot';
CREATE TRIGGER alarm_event_never_changes BEFORE UPDATE ON alarm_event
BEGIN SELECT RAISE(ABORT, 'an alarm event never changes'); END;
`

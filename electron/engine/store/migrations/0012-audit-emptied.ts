/**
 * An audit row still never changes, but for one thing: an erasure may empty what a release before sealing wrote about the
 * erased patient. Who did what and when stays, and the hashes of the chain.
 */
export const auditEmptied = `
DROP TRIGGER IF EXISTS audit_never_changes;
CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit
WHEN NOT (
  NEW.seq IS OLD.seq AND NEW.at_utc_ms IS OLD.at_utc_ms AND NEW.station IS OLD.station
  AND NEW.initials IS OLD.initials AND NEW.session IS OLD.session AND NEW.action IS OLD.action
  AND NEW.object IS OLD.object AND NEW.previous_hash IS OLD.previous_hash AND NEW.hash IS OLD.hash
  AND (NEW.before IS OLD.before OR (OLD.before IS NOT NULL AND NEW.before IS '{"erased":true}'))
  AND (NEW.after IS OLD.after OR (OLD.after IS NOT NULL AND NEW.after IS '{"erased":true}'))
)
BEGIN SELECT RAISE(ABORT, 'an audit row never changes'); END;
`

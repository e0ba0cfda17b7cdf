/** The hub's tables. Each statement may run again: it changes nothing that is there. */
export const TABLES: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS vigil_message (
    station text NOT NULL, sequence bigint NOT NULL, control_id text NOT NULL,
    kind text NOT NULL, bed text NOT NULL, from_utc timestamptz NOT NULL, to_utc timestamptz NOT NULL,
    patient_id text NOT NULL, patient_authority text NOT NULL, simulated boolean NOT NULL,
    received_utc timestamptz NOT NULL DEFAULT now(), hl7 text NOT NULL,
    PRIMARY KEY (station, sequence, control_id))`,
  'CREATE INDEX IF NOT EXISTS vigil_message_patient ON vigil_message (patient_authority, patient_id, from_utc)',
  `CREATE TABLE IF NOT EXISTS vigil_observation (
    station text NOT NULL, sequence bigint NOT NULL, control_id text NOT NULL, path text NOT NULL,
    measured_utc timestamptz NOT NULL, code text NOT NULL, name text NOT NULL, system text NOT NULL,
    value double precision, text text NOT NULL, unit text NOT NULL, status text NOT NULL,
    simulated boolean NOT NULL,
    PRIMARY KEY (station, sequence, control_id, path, measured_utc)) PARTITION BY RANGE (measured_utc)`,
  `CREATE TABLE IF NOT EXISTS vigil_refused (
    digest text PRIMARY KEY, received_utc timestamptz NOT NULL DEFAULT now(), subject text NOT NULL,
    reason text NOT NULL, payload bytea NOT NULL)`,
]

/** Rows of messages; $1: a JSON list. A repeat changes nothing. */
export const INSERT_MESSAGES = `
  INSERT INTO vigil_message (station, sequence, control_id, kind, bed, from_utc, to_utc,
    patient_id, patient_authority, simulated, hl7)
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS row (station text, sequence bigint, control_id text, kind text,
    bed text, from_utc timestamptz, to_utc timestamptz, patient_id text, patient_authority text,
    simulated boolean, hl7 text)
  ON CONFLICT DO NOTHING`

/** The same for their figures. */
export const INSERT_OBSERVATIONS = `
  INSERT INTO vigil_observation (station, sequence, control_id, path, measured_utc, code, name, system,
    value, text, unit, status, simulated)
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS row (station text, sequence bigint, control_id text, path text,
    measured_utc timestamptz, code text, name text, system text, value double precision, text text, unit text,
    status text, simulated boolean)
  ON CONFLICT DO NOTHING`

/** What cannot be kept as a message; $1 digest, $2 subject, $3 reason, $4 bytes. */
export const INSERT_REFUSED = `
  INSERT INTO vigil_refused (digest, subject, reason, payload) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`

/** The partition of a month (UTC). In: a time in it. */
export function partitionOf(utcMs: number): string {
  const at = new Date(utcMs)
  const from = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1))
  const to = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1))
  const name = `vigil_observation_${from.toISOString().slice(0, 7).replace('-', '_')}`
  return `CREATE TABLE IF NOT EXISTS ${name} PARTITION OF vigil_observation
    FOR VALUES FROM ('${from.toISOString()}') TO ('${to.toISOString()}')`
}

import type { Channel } from '../../../../drivers/model/channel.ts'
import type { Validity } from '../../../../drivers/model/measurement.ts'
import { personOf } from '../patients/persons.ts'
import { openAuditText } from '../seal/sealed-audit.ts'
import { IN_THE_CLEAR } from '../seal/subject-keys.ts'
import { identityOf } from '../seal/subjects.ts'
import type { AuditRow, BindingRow, NewChannel, StoredNumeric } from '../types.ts'
import type { Connection } from './database.ts'

/** Stored as the place in this list: append only. */
const VALIDITIES: readonly Validity[] = ['good', 'questionable', 'invalid', 'off', 'demo']

/** Number under which a validity is stored. */
export function validityNumber(validity: Validity): number {
  return VALIDITIES.indexOf(validity)
}

/** A stored validity; a number of a later release counts as `invalid`: such a value is not shown. */
export function validityOf(number: number): Validity {
  return VALIDITIES[number] ?? 'invalid'
}

export interface NumericColumns {
  readonly measured_utc_ms: number
  readonly ordinal: number
  readonly arrival_delta_ms: number
  readonly device_delta_ms: number | null
  readonly value: number | null
  readonly validity: number
}

/** The columns in the order of the queries. */
export type NumericList = readonly [
  measuredUtcMs: number,
  ordinal: number,
  arrivalDeltaMs: number,
  deviceDeltaMs: number | null,
  value: number | null,
  validity: number,
]

/** Builds a numeric from its columns; the value is withheld where the validity carries none. */
export function numericOfList(
  channel: number,
  [measuredUtcMs, , arrivalDeltaMs, deviceDeltaMs, value, stored]: NumericList,
): StoredNumeric {
  const validity = validityOf(stored)
  const withheld = validity === 'invalid' || validity === 'off'
  return {
    channel,
    atUtcMs: measuredUtcMs + arrivalDeltaMs,
    measuredUtcMs,
    deviceMs: deviceDeltaMs === null ? null : measuredUtcMs + deviceDeltaMs,
    value: withheld ? null : value,
    validity,
  }
}

/** The same of columns by name. */
export function numericOf(channel: number, row: NumericColumns): StoredNumeric {
  const { measured_utc_ms, ordinal, arrival_delta_ms, device_delta_ms, value, validity } = row
  return numericOfList(channel, [
    measured_utc_ms,
    ordinal,
    arrival_delta_ms,
    device_delta_ms,
    value,
    validity,
  ])
}

export interface ChannelColumns {
  readonly number: number
  readonly bed: string
  readonly driver: string
  readonly simulated: number
  readonly spec: string
}

/** Builds a channel from its columns; the spec is our own JSON inside the authenticated database. */
export function channelOf(row: ChannelColumns): NewChannel {
  return {
    number: row.number,
    bed: row.bed,
    driver: row.driver,
    simulated: row.simulated !== 0,
    channel: JSON.parse(row.spec) as Channel,
  }
}

/** JSON of a channel with its keys in one order, so that equal channels are equal texts. */
export function specText(channel: Channel): string {
  return JSON.stringify(Object.fromEntries(Object.entries(channel).sort(([a], [b]) => (a < b ? -1 : 1))))
}

export interface AuditColumns {
  readonly seq: number
  readonly at_utc_ms: number
  readonly station: string
  readonly initials: string | null
  readonly session: string
  readonly action: string
  readonly object: string
  readonly before: string | null
  readonly after: string | null
  readonly previous_hash: string
  readonly hash: string
}

/** Builds an audit row from its columns. */
export function auditRowOf(row: AuditColumns): AuditRow {
  return {
    seq: row.seq,
    atUtcMs: row.at_utc_ms,
    actor: { station: row.station, initials: row.initials, verified: false, session: row.session },
    action: row.action,
    object: row.object,
    before: row.before,
    after: row.after,
    previousHash: row.previous_hash,
    hash: row.hash,
  }
}

/** The same with its patients opened; its hash stays that of the sealed row. */
export function openedAuditRow(connection: Connection, row: AuditRow): AuditRow {
  const [before, after] = [row.before, row.after].map((text) => openAuditText(connection, text, row.seq))
  return { ...row, before: before ?? null, after: after ?? null }
}

export interface BindingColumns {
  readonly bed: string
  readonly subject: number
  /** Empty where the patient stands sealed with the subject. */
  readonly patient: string
  readonly authority: string
  readonly from_utc_ms: number
  readonly to_utc_ms: number | null
}

/**
 * The stays of some rows, with what is known of each patient. That is read after all else, outside a transaction: damage
 * there must not cost who it was.
 */
export function staysOf(connection: Connection, rows: readonly BindingColumns[]): (BindingRow | null)[] {
  const stays = rows.map((row) => ({ subject: row.subject, stay: bindingOf(connection, row) }))
  return stays.map(({ subject, stay }) => {
    const person = stay === null ? null : personOf(connection, subject)
    return stay === null || person === null ? stay : { ...stay, person }
  })
}

/** Builds a stay from its columns; null where who it was cannot be opened: then nobody is known to have been there. */
function bindingOf(connection: Connection, row: BindingColumns): BindingRow | null {
  const { bed, subject, from_utc_ms: fromUtcMs, to_utc_ms: toUtcMs } = row
  const patient =
    subject === IN_THE_CLEAR ? { id: row.patient, authority: row.authority } : identityOf(connection, subject)
  return patient === null ? null : { bed, patient, fromUtcMs, toUtcMs }
}

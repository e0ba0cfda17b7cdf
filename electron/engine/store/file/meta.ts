import type { DataClass, KeptDays } from '../../../ipc/erasure.ts'
import type { AuditHead } from '../tables/audit.ts'
import { FIRST_PREVIOUS_HASH } from '../tables/audit.ts'
import type { Connection } from './database.ts'
import { queries } from './queries.ts'

/** What people set for the station, JSON; absent until somebody sets it. */
export type SettingName =
  /** How it draws waves and looks. */
  | 'display'
  /** Where it sends to, with the secrets of these places. */
  | 'destinations'
  /** The number under which other systems know the station. */
  | 'eui64'

/** Small facts of the record: one row each in `meta`. */
export type MetaName =
  /** '1' after an orderly close, '0' while a writer is open: tells a crash from a closed app. */
  | 'closed'
  /** Number of audit rows and hash of the last. */
  | 'auditRows'
  | 'auditHash'
  /** Session and number of the last second recorded: a second sent twice is stored once. */
  | 'lastSecond'
  /** UTC ms up to which a full disk refused seconds; empty once a second was stored again. */
  | 'fullUntil'
  /** Blocks with a lower id are not in the trend pyramid yet; absent or 1 once all are. */
  | 'trendBlocksBelow'
  /** Whole days after which full-rate waves are removed; absent or empty: only when the disk demands it. */
  | 'wavesKeptDays'
  | SettingName
  /** The same for numbers with their trends, and for the alarms of the monitors; never by the disk. */
  | 'numericsKeptDays'
  | 'alertsKeptDays'
  /** The number that the last temporary patient of the station got; absent: there was none. */
  | 'temporaryNumber'

/** Reads one fact, or null. */
export function getMeta(connection: Connection, name: MetaName): string | null {
  const value = connection.prepare(queries.getMeta).pluck().get(name)
  return typeof value === 'string' ? value : null
}

/** Writes one fact. */
export function setMeta(connection: Connection, name: MetaName, value: string): void {
  connection.prepare(queries.setMeta).run(name, value)
}

/** UTC ms up to which a full disk refused seconds, or null when the last one was stored. */
export function readFullUntil(connection: Connection): number | null {
  const text = getMeta(connection, 'fullUntil') ?? ''
  return text === '' ? null : Number(text)
}

/** Whole days after which each class of data is removed, or null: waves only when the disk demands it, others never. */
export function readKeptDays(connection: Connection): KeptDays {
  const days = (name: MetaName): number | null => {
    const text = getMeta(connection, name) ?? ''
    return text === '' ? null : Number(text)
  }
  return { waves: days('wavesKeptDays'), numerics: days('numericsKeptDays'), alerts: days('alertsKeptDays') }
}

/** Sets one of them. */
export function setKeptDays(connection: Connection, kind: DataClass, days: number | null): void {
  setMeta(connection, `${kind}KeptDays`, days === null ? '' : String(days))
}

/** The number of the last temporary patient of the station; 0: there was none. */
export function readTemporaryNumber(connection: Connection): number {
  return Number(getMeta(connection, 'temporaryNumber') ?? 0)
}

/** The end of the audit chain as last written. */
export function auditHead(connection: Connection): AuditHead {
  return {
    rows: Number(getMeta(connection, 'auditRows') ?? 0),
    hash: getMeta(connection, 'auditHash') ?? FIRST_PREVIOUS_HASH,
  }
}

import type { HoldView, KeptDays } from '../../../ipc/erasure.ts'
import type { HandoverHead } from '../../../ipc/handover-store.ts'
import type { StayMoveView } from '../../../ipc/patient.ts'
import { type BackupRow, readBackups } from '../backup/backups.ts'
import { cutPiece, joinPieces } from '../codec/pieces.ts'
import { type ErasureRow, readErasures } from '../erase/erasures.ts'
import { hiddenOfBed, isHidden } from '../erase/hidden.ts'
import { type Connection, inSnapshot } from '../file/database.ts'
import { isDamage, toVigilError } from '../file/errors.ts'
import { readKeptDays, readTemporaryNumber } from '../file/meta.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import {
  type AuditColumns,
  auditRowOf,
  type BindingColumns,
  type ChannelColumns,
  channelOf,
  openedAuditRow,
  staysOf,
} from '../file/rows.ts'
import { readAdmissions } from '../patients/admissions.ts'
import { readStandbys, type StandbyRow } from '../patients/patient-steps.ts'
import { readRemote } from '../patients/remote.ts'
import { readStayMoves } from '../patients/stay-moves.ts'
import { readHolds } from '../seal/holds.ts'
import { readAlarmEvents, readAlarmLog, type StoredAlarmEvent } from '../tables/alarm-events.ts'
import { readAlerts, readDeliveries } from '../tables/alerts.ts'
import { type ComparisonRow, readComparisons } from '../tables/comparisons.ts'
import { type EntryRow, readEntries, readOccupantEntries } from '../tables/entries.ts'
import { type HandoverRow, readHandover, readHandovers } from '../tables/handovers.ts'
import { type NoteRow, readNotes, readStayReason } from '../tables/notes.ts'
import {
  type OutboxMessage,
  type OutboxRow,
  readOutbox,
  readOutboxMessage,
  readOutboxUntil,
} from '../tables/outbox.ts'
import { readPercentiles } from '../trend/percentiles.ts'
import { readTrend } from '../trend/read.ts'
import { readTimeInRange } from '../trend/time-in-range.ts'
import type { StoredPercentiles, StoredTrend, TimeInRange, ValueRange } from '../trend/types.ts'
import type {
  AuditRow,
  BedRow,
  BindingRow,
  CorrectedNumeric,
  DeliveryRow,
  NewChannel,
  StoredAlert,
  StoredClock,
  StoredGap,
  StoredNumeric,
  StoredWave,
  StoreReader,
} from '../types.ts'
import { correctedNumerics } from './corrected.ts'
import { takesFrom } from './gap-scope.ts'
import { type ClockColumns, clockOf, type GapColumns, gapOf } from './ledger-rows.ts'
import { readNumerics } from './read-numerics.ts'
import { salvagedPieces, wavePieces } from './wave-pieces.ts'

interface SpanRow {
  readonly from_utc_ms: number
  readonly to_utc_ms: number
}

/** A reader of an open record. Made by openStoreReader; sees the last finished second at each call. */
export class SqliteStoreReader implements StoreReader {
  readonly kind = 'reader'
  readonly #connection: Connection

  readonly #dataDir: string

  constructor(connection: Connection, dataDir: string) {
    this.#connection = connection
    this.#dataDir = dataDir
  }

  /** All rows of a statement; what SQLite throws becomes one sentence. */
  #all<Row>(sql: string, ...values: readonly (string | number)[]): Row[] {
    try {
      return this.#connection.prepare<(string | number)[], Row>(sql).all(...values)
    } catch (error) {
      throw toVigilError(error, this.#dataDir)
    }
  }

  /** Runs `body` on one unchanging picture of the store; what SQLite throws becomes one sentence. */
  #snapshot<T>(body: () => T): T {
    try {
      return inSnapshot(this.#connection, body)
    } catch (error) {
      throw toVigilError(error, this.#dataDir)
    }
  }

  /** Of what `body` reads of a bed, what is not being erased. */
  #shown<T extends { readonly atUtcMs: number }>(bed: string, body: () => readonly T[]): readonly T[] {
    return this.#snapshot(() => {
      const hidden = hiddenOfBed(this.#connection, bed)
      return body().filter(({ atUtcMs }) => !isHidden(hidden, atUtcMs))
    })
  }

  /** The channel of a number; undefined if there is none. */
  protected channelOfNumber(number: number): NewChannel | undefined {
    const [row] = this.#all<ChannelColumns>(queries.channelByNumber, number)
    return row && channelOf(row)
  }

  beds(): readonly BedRow[] {
    return this.#all<BedRow>(wholeTableQueries.beds)
  }

  channels(bed?: string): readonly NewChannel[] {
    const rows = this.#all<ChannelColumns>(wholeTableQueries.channels)
    return rows.filter((row) => bed === undefined || row.bed === bed).map(channelOf)
  }

  numerics(channel: number, fromUtcMs: number, toUtcMs: number): readonly StoredNumeric[] {
    return this.#snapshot(() => readNumerics(this.#connection, channel, fromUtcMs, toUtcMs))
  }

  correctedNumerics(channel: number, fromUtcMs: number, toUtcMs: number): readonly CorrectedNumeric[] {
    return this.#snapshot(() => correctedNumerics(this, channel, fromUtcMs, toUtcMs))
  }

  waves(channel: number, fromUtcMs: number, toUtcMs: number): readonly StoredWave[] {
    const spec = this.channelOfNumber(channel)?.channel
    if (spec?.kind !== 'wave') return []
    const range = { channel, fromUtcMs, toUtcMs }
    let pieces: StoredWave[]
    try {
      pieces = inSnapshot(this.#connection, () => wavePieces(this.#connection, range))
    } catch (error) {
      if (!isDamage(error)) throw error
      this.onDamage()
      pieces = salvagedPieces(this.#connection, range)
    }
    const cut: StoredWave[] = []
    for (const piece of joinPieces(pieces, spec.rateHz)) {
      const part = cutPiece(piece, spec.rateHz, fromUtcMs, toUtcMs)
      if (part !== null) cut.push(part)
    }
    return cut.sort((a, b) => a.startUtcMs - b.startUtcMs)
  }

  trend(channel: number, fromUtcMs: number, toUtcMs: number, mostPoints: number): StoredTrend | null {
    checkRange(fromUtcMs, toUtcMs)
    if (!Number.isInteger(mostPoints) || mostPoints < 1) throw new TypeError('"mostPoints" is below 1')
    const spec = this.channelOfNumber(channel)?.channel
    if (spec === undefined) return null
    return this.#snapshot(() =>
      readTrend(this.#connection, { channel, spec, fromUtcMs, toUtcMs, mostPoints }),
    )
  }

  timeInRange(channel: number, fromUtcMs: number, toUtcMs: number, range: ValueRange): TimeInRange | null {
    checkRange(fromUtcMs, toUtcMs)
    if ([range.low, range.high].some(Number.isNaN))
      throw new TypeError('"range" has a bound that is no number')
    const known = this.channelOfNumber(channel)
    if (known?.channel.kind !== 'numeric' || known.channel.timing === 'episodic') return null
    return this.#snapshot(() => {
      const ledger = this.gaps(known.bed, fromUtcMs, toUtcMs)
      const gaps = ledger.filter((gap) => takesFrom(gap, known))
      return readTimeInRange(this.#connection, { channel, fromUtcMs, toUtcMs, range, gaps })
    })
  }

  percentiles(
    channel: number,
    fromUtcMs: number,
    toUtcMs: number,
    parts: readonly number[],
  ): StoredPercentiles {
    checkRange(fromUtcMs, toUtcMs)
    if (!parts.every((part) => part >= 0 && part <= 1)) throw new TypeError('"parts" are not from 0 to 1')
    return this.#snapshot(() => readPercentiles(this.#connection, { channel, fromUtcMs, toUtcMs }, parts))
  }

  alerts(bed: string, fromUtcMs: number, toUtcMs: number): readonly StoredAlert[] {
    return this.#shown(bed, () => readAlerts(this.#connection, bed, fromUtcMs, toUtcMs))
  }

  alarmLog(bed: string, beforeUtcMs = Number.MAX_SAFE_INTEGER): readonly StoredAlarmEvent[] {
    return this.#shown(bed, () => readAlarmLog(this.#connection, bed, beforeUtcMs))
  }

  alarmEvents(bed: string, fromUtcMs: number, toUtcMs: number): readonly StoredAlarmEvent[] {
    return this.#shown(bed, () => readAlarmEvents(this.#connection, bed, fromUtcMs, toUtcMs))
  }

  /** Whole gaps (not cut) that overlap or touch the range. */
  gaps(bed: string, fromUtcMs: number, toUtcMs: number): readonly StoredGap[] {
    return this.#all<GapColumns>(queries.gapsInRange, bed, toUtcMs, fromUtcMs).map(gapOf)
  }

  clocks(bed: string, fromUtcMs: number, toUtcMs: number): readonly StoredClock[] {
    return this.#all<ClockColumns>(queries.clocksInRange, bed, fromUtcMs, toUtcMs).map(clockOf)
  }

  bindings(bed: string): readonly BindingRow[] {
    try {
      const rows = this.#all<BindingColumns>(queries.bindingsOf, bed)
      return staysOf(this.#connection, rows).filter((stay) => stay !== null)
    } catch (error) {
      throw toVigilError(error, this.#dataDir)
    }
  }

  stayMoves(): readonly StayMoveView[] {
    return this.#snapshot(() => readStayMoves(this.#connection))
  }

  lastTemporary(): number {
    return this.#snapshot(() => readTemporaryNumber(this.#connection))
  }

  standbys(): readonly StandbyRow[] {
    return this.#snapshot(() => readStandbys(this.#connection))
  }

  auditRows(): readonly AuditRow[] {
    return this.#snapshot(() => {
      const rows = this.#all<AuditColumns>(wholeTableQueries.audit).map(auditRowOf)
      return rows.map((row) => openedAuditRow(this.#connection, row))
    })
  }

  deliveries(): readonly DeliveryRow[] {
    return this.#snapshot(() => readDeliveries(this.#connection))
  }

  outboxRows(): readonly OutboxRow[] {
    return this.#snapshot(() => readOutbox(this.#connection))
  }

  outboxMessage(seq: number): OutboxMessage | null {
    return this.#snapshot(() => readOutboxMessage(this.#connection, seq))
  }

  readonly admissions: StoreReader['admissions'] = () =>
    this.#snapshot(() => readAdmissions(this.#connection))
  readonly remote: StoreReader['remote'] = () => this.#snapshot(() => readRemote(this.#connection))

  outboxUntil(): ReturnType<typeof readOutboxUntil> {
    return this.#snapshot(() => readOutboxUntil(this.#connection))
  }

  outboxPauses(): readonly string[] {
    return this.#all<{ destination: string }>(wholeTableQueries.outboxPauses).map((row) => row.destination)
  }

  notes(bed: string, fromUtcMs: number, toUtcMs: number): readonly NoteRow[] {
    return this.#snapshot(() => readNotes(this.#connection, bed, fromUtcMs, toUtcMs))
  }

  stayReason(bed: string, beforeUtcMs: number): NoteRow | null {
    return this.#snapshot(() => readStayReason(this.#connection, bed, beforeUtcMs))
  }

  handovers(most: number): readonly HandoverHead[] {
    return this.#snapshot(() => readHandovers(this.#connection, most))
  }

  handover(id: string): HandoverRow | null {
    return this.#snapshot(() => readHandover(this.#connection, id))
  }

  entries(bed: string, fromUtcMs: number, toUtcMs: number): readonly EntryRow[] {
    return this.#snapshot(() => readEntries(this.#connection, bed, fromUtcMs, toUtcMs))
  }

  occupantEntries(bed: string, fromUtcMs: number): readonly EntryRow[] {
    return this.#snapshot(() => readOccupantEntries(this.#connection, bed, fromUtcMs))
  }

  comparisons(): readonly ComparisonRow[] {
    try {
      return readComparisons(this.#connection)
    } catch (error) {
      throw toVigilError(error, this.#dataDir)
    }
  }

  backups(): readonly BackupRow[] {
    try {
      return readBackups(this.#connection)
    } catch (error) {
      throw toVigilError(error, this.#dataDir)
    }
  }

  holds(): readonly HoldView[] {
    return this.#snapshot(() => readHolds(this.#connection))
  }

  erasures(): readonly ErasureRow[] {
    return this.#snapshot(() => readErasures(this.#connection))
  }

  keptDays(): KeptDays {
    return this.#snapshot(() => readKeptDays(this.#connection))
  }

  span(bed?: string): { readonly fromUtcMs: number; readonly toUtcMs: number } | null {
    const rows =
      bed === undefined
        ? this.#all<SpanRow>(wholeTableQueries.allCoverage)
        : this.#all<SpanRow>(queries.coverageOf, bed)
    const [first] = rows
    if (first === undefined) return null
    return {
      fromUtcMs: rows.reduce((least, row) => Math.min(least, row.from_utc_ms), first.from_utc_ms),
      toUtcMs: rows.reduce((most, row) => Math.max(most, row.to_utc_ms), first.to_utc_ms),
    }
  }

  /** Waves of a stretch could not all be read. */
  protected onDamage(): void {}

  close(): void {
    if (this.#connection.open) this.#connection.close()
  }
}

function checkRange(fromUtcMs: number, toUtcMs: number): void {
  if (!Number.isFinite(fromUtcMs) || !Number.isFinite(toUtcMs) || fromUtcMs >= toUtcMs) {
    throw new TypeError('"fromUtcMs" is not before "toUtcMs"')
  }
}

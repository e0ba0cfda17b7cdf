import type { PatientView } from '../../ipc/views.ts'
import { chainAuditRow, FIRST_PREVIOUS_HASH } from './audit.ts'
import { type CarryOver, readCarryOver } from './carry-over.ts'
import { encodeJournal } from './codec/journal.ts'
import { endUtcMs, tidyWave } from './codec/pieces.ts'
import { type ComparisonRow, insertComparison, markWithdrawn, type Withdrawal } from './comparisons.ts'
import type { Connection } from './database.ts'
import { isDamage, isDiskFull, toVigilError } from './errors.ts'
import { Folder, insertNumericRow } from './fold.ts'
import { getMeta, readFullUntil, setMeta } from './meta.ts'
import { queries, wholeTableQueries } from './queries.ts'
import { type ChannelColumns, channelOf, specText, validityNumber } from './rows.ts'
import type { RunEnd } from './runs.ts'
import type {
  AuditEntry,
  AuditRow,
  BedRow,
  DeliveryRow,
  NewChannel,
  SecondOfRecord,
  SecondSequence,
  StoredNumeric,
  StoreWriter,
} from './types.ts'

/** A gap of the whole bed is stored under this channel number. */
export const WHOLE_BED = -1

interface Statement {
  run(...values: (string | number | null | Uint8Array)[]): { readonly changes: number }
}

interface Span {
  fromUtcMs: number
  toUtcMs: number
}

/** The one writer of an open record. Made by openStoreWriter; every method is one transaction and throws VigilError. */
export class SqliteStoreWriter implements StoreWriter {
  readonly kind = 'writer'
  readonly #connection: Connection
  readonly #dataDir: string
  readonly #folder: Folder
  readonly #onClose: () => void
  readonly #channels = new Map<number, NewChannel>()
  readonly #statements = new Map<string, Statement>()
  #closed = false
  /** End of the last second that a full disk refused, UTC ms; null once one was stored. */
  #fullUntilUtcMs: number | null

  constructor(connection: Connection, dataDir: string, onClose: () => void) {
    this.#connection = connection
    this.#dataDir = dataDir
    this.#folder = new Folder(connection, (number) => {
      const channel = this.#channels.get(number)?.channel
      return channel?.kind === 'wave' ? channel.rateHz : null
    })
    this.#onClose = onClose
    for (const row of connection.prepare<[], ChannelColumns>(wholeTableQueries.channels).all()) {
      this.#channels.set(row.number, channelOf(row))
    }
    this.#fullUntilUtcMs = readFullUntil(connection)
    setMeta(connection, 'closed', '0')
  }

  /** Every channel of the record, announced in this session or before. */
  channels(): readonly NewChannel[] {
    return [...this.#channels.values()]
  }

  /** What a new record must know if this one turns out to be damaged. */
  carryOver(): CarryOver {
    return readCarryOver(this.#connection)
  }

  record(second: SecondOfRecord): void {
    try {
      this.#transaction(() => this.#saveSecond(second))
      this.#fullUntilUtcMs = null
    } catch (error) {
      if (isDiskFull(error)) this.#noteFull(second.toUtcMs)
      throw error
    }
  }

  #saveSecond(second: SecondOfRecord): void {
    if (second.sequence !== undefined) {
      if (isStoredAlready(second.sequence, getMeta(this.#connection, 'lastSecond'))) return
      setMeta(this.#connection, 'lastSecond', JSON.stringify(second.sequence))
    }
    for (const channel of second.channels) this.#saveChannel(channel)
    const spans = new Map<string, Span>()
    this.#saveWaves(second, spans)
    for (const numeric of second.numerics) this.#saveNumeric(numeric, spans)
    this.#saveLedgers(second)
    const saveCoverage = this.#prepared(queries.saveCoverage)
    for (const [bed, span] of spans) saveCoverage.run(bed, span.fromUtcMs, span.toUtcMs)
    if (this.#fullUntilUtcMs !== null) setMeta(this.#connection, 'fullUntil', '')
  }

  /** So small that it mostly finds a place where a second does not: the next start must know why there is nothing. */
  #noteFull(untilUtcMs: number): void {
    this.#fullUntilUtcMs = untilUtcMs
    try {
      setMeta(this.#connection, 'fullUntil', String(untilUtcMs))
    } catch (error) {
      if (!isDiskFull(error)) throw toVigilError(error, this.#dataDir)
    }
  }

  #saveChannel(channel: NewChannel): void {
    this.#prepared('INSERT INTO channel (number, bed, driver, simulated, spec) VALUES (?, ?, ?, ?, ?)').run(
      channel.number,
      channel.bed,
      channel.driver,
      channel.simulated ? 1 : 0,
      specText(channel.channel),
    )
    this.#channels.set(channel.number, channel)
  }

  #saveWaves(second: SecondOfRecord, spans: Map<string, Span>): void {
    if (second.waves.length === 0) return
    let fromUtcMs = Number.POSITIVE_INFINITY
    let toUtcMs = Number.NEGATIVE_INFINITY
    for (const wave of second.waves) {
      const channel = this.#channelOf(wave.channel)
      const rateHz = channel.channel.kind === 'wave' ? channel.channel.rateHz : null
      if (rateHz === null) throw new TypeError('"waves" names a channel that is no wave')
      const end = endUtcMs(wave, rateHz)
      fromUtcMs = Math.min(fromUtcMs, wave.startUtcMs)
      toUtcMs = Math.max(toUtcMs, end)
      widen(spans, channel.bed, wave.startUtcMs, end)
    }
    const payload = encodeJournal(second.waves.map(tidyWave))
    this.#prepared(queries.insertJournal).run(fromUtcMs, toUtcMs, payload)
  }

  #saveNumeric(numeric: StoredNumeric, spans: Map<string, Span>): void {
    const channel = this.#channelOf(numeric.channel)
    insertNumericRow(this.#prepared(queries.insertNumericTail), {
      measured_utc_ms: numeric.measuredUtcMs,
      channel: numeric.channel,
      ordinal: 0,
      arrival_delta_ms: numeric.atUtcMs - numeric.measuredUtcMs,
      device_delta_ms: numeric.deviceMs === null ? null : numeric.deviceMs - numeric.measuredUtcMs,
      value: numeric.value,
      validity: validityNumber(numeric.validity),
    })
    widen(spans, channel.bed, numeric.atUtcMs, numeric.atUtcMs)
  }

  #saveLedgers(second: SecondOfRecord): void {
    for (const alert of second.alerts) {
      this.#prepared(queries.insertAlert).run(
        alert.bed,
        alert.atUtcMs,
        alert.phase,
        alert.priority,
        alert.kind,
        alert.text,
      )
    }
    for (const gap of second.gaps) {
      this.#prepared(queries.saveGap).run(
        gap.bed,
        gap.channel ?? WHOLE_BED,
        gap.fromUtcMs,
        gap.toUtcMs,
        gap.cause,
        gap.evidence,
      )
    }
    for (const clock of second.clocks) {
      this.#prepared(queries.saveClock).run(clock.bed, clock.atUtcMs, clock.deviceMs, clock.link)
    }
  }

  #channelOf(number: number): NewChannel {
    const channel = this.#channels.get(number)
    if (channel === undefined) throw new TypeError('"channel" was not announced')
    return channel
  }

  audit(entry: AuditEntry): AuditRow {
    return this.#transaction(() => {
      const last = this.#connection.prepare<[], { seq: number; hash: string }>(queries.lastAudit).get()
      const row = chainAuditRow((last?.seq ?? 0) + 1, entry, last?.hash ?? FIRST_PREVIOUS_HASH)
      this.#prepared(queries.insertAudit).run(
        row.seq,
        row.atUtcMs,
        row.actor.station,
        row.actor.initials,
        row.actor.session,
        row.action,
        row.object,
        row.before,
        row.after,
        row.previousHash,
        row.hash,
      )
      setMeta(this.#connection, 'auditRows', String(row.seq))
      setMeta(this.#connection, 'auditHash', row.hash)
      return row
    })
  }

  saveBed(bed: BedRow): void {
    this.#transaction(() => {
      this.#prepared(
        'INSERT OR REPLACE INTO bed (bed, label, driver, link, options) VALUES (?, ?, ?, ?, ?)',
      ).run(bed.bed, bed.label, bed.driver, bed.link, bed.options)
    })
  }

  removeBed(bed: string): void {
    this.#transaction(() => {
      this.#connection.prepare('DELETE FROM bed WHERE bed = ?').run(bed)
    })
  }

  bind(bed: string, patient: PatientView | null, atUtcMs: number): void {
    this.#transaction(() => {
      this.#prepared(queries.endBindings).run(atUtcMs, bed)
      if (patient === null) return
      this.#prepared(queries.insertBinding).run(bed, patient.id, patient.authority, atUtcMs)
    })
  }

  delivery(row: DeliveryRow): void {
    this.#transaction(() => {
      this.#prepared(
        `INSERT INTO delivery (control_id, destination, bed, at_utc_ms, outcome, detail)
           VALUES (?, ?, ?, ?, ?, ?)`,
      ).run(row.controlId, row.destination, row.bed, row.atUtcMs, row.outcome, row.detail)
    })
  }

  saveComparison(row: ComparisonRow): void {
    this.#transaction(() => insertComparison(this.#connection, row))
  }

  withdrawComparison(id: string, by: Withdrawal): void {
    this.#transaction(() => markWithdrawn(this.#connection, id, by))
  }

  beginRun(startedUtcMs: number, version: string): void {
    this.#transaction(() => this.#prepared(queries.insertRun).run(startedUtcMs, version))
  }

  endRun({ endedUtcMs, exit, endedBy }: RunEnd): void {
    this.#transaction(() => this.#prepared(queries.endRun).run(endedUtcMs, exit, endedBy))
  }

  fold(_nowUtcMs: number): void {
    while (this.foldStep(Number.POSITIVE_INFINITY)) {
      // Each round folds one minute.
    }
  }

  /** Folds for about `budgetMs`; out: whether there is more to do. */
  foldStep(budgetMs: number): boolean {
    try {
      const more = this.#folder.step(budgetMs)
      // After a fold and not inside a commit, so that no second waits for it; PASSIVE never waits for readers.
      if (this.#folder.finished()) this.#connection.pragma('wal_checkpoint(PASSIVE)')
      return more
    } catch (error) {
      throw toVigilError(error, this.#dataDir)
    }
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    try {
      if (this.#fullUntilUtcMs !== null) this.#noteFull(this.#fullUntilUtcMs)
      setMeta(this.#connection, 'closed', '1')
    } catch (error) {
      // Without the mark the next start tells a crash, which is what it was.
      if (!isDamage(error) && !isDiskFull(error)) throw error
    } finally {
      this.#connection.close()
      this.#onClose()
    }
  }

  /** Prepared once: a second of a full ward runs some statements hundreds of times. */
  #prepared(sql: string): Statement {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.#connection.prepare<(string | number | null | Uint8Array)[]>(sql)
    this.#statements.set(sql, statement)
    return statement
  }

  #transaction<T>(body: () => T): T {
    try {
      return this.#connection.transaction(body).immediate()
    } catch (error) {
      if (error instanceof TypeError) throw error
      throw toVigilError(error, this.#dataDir)
    }
  }
}

/** Whether this second of this session was stored before the worker died. */
function isStoredAlready(sequence: SecondSequence, stored: string | null): boolean {
  if (stored === null) return false
  const last = JSON.parse(stored) as SecondSequence
  return last.session === sequence.session && sequence.number <= last.number
}

function widen(spans: Map<string, Span>, bed: string, fromUtcMs: number, toUtcMs: number): void {
  const span = spans.get(bed)
  if (span === undefined) {
    spans.set(bed, { fromUtcMs, toUtcMs })
  } else {
    span.fromUtcMs = Math.min(span.fromUtcMs, fromUtcMs)
    span.toUtcMs = Math.max(span.toUtcMs, toUtcMs)
  }
}

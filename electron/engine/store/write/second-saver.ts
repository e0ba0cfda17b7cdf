import { MONITOR } from '../../bus.ts'
import { endUtcMs, tidyWave } from '../codec/pieces.ts'
import type { Connection } from '../file/database.ts'
import { ALL_DEVICES, WHOLE_BED } from '../file/ledger.ts'
import { getMeta, setMeta } from '../file/meta.ts'
import { queries } from '../file/queries.ts'
import { specText, validityNumber } from '../file/rows.ts'
import { sealJournal } from '../seal/sealed-journal.ts'
import { splitByStays } from '../seal/split.ts'
import type { StayBook } from '../seal/stay-book.ts'
import { keysOf } from '../seal/subject-keys.ts'
import { insertAlarmEvent } from '../tables/alarm-events.ts'
import type {
  NewChannel,
  RecordOutcome,
  SecondOfRecord,
  SecondSequence,
  StoredNumeric,
  StoredWave,
} from '../types.ts'
import { insertNumericRow } from './fold.ts'

interface Span {
  fromUtcMs: number
  toUtcMs: number
}

/** Turns a second of record into rows. Throws TypeError for a second that names a channel nobody announced. */
export class SecondSaver {
  readonly #connection: Connection
  readonly #channels: Map<number, NewChannel>
  readonly #stays: StayBook

  /**
   * In: the open record, its channels by number, and whose time is whose; channels
   * announced by a second are added to them.
   */
  constructor(connection: Connection, channels: Map<number, NewChannel>, stays: StayBook) {
    this.#connection = connection
    this.#channels = channels
    this.#stays = stays
  }

  /** Runs inside a transaction of the caller. In: the second and what will have become of it. Out: what became of it, perhaps before. */
  save(second: SecondOfRecord, outcome: RecordOutcome): RecordOutcome {
    if (second.sequence !== undefined) {
      const stored = storedAlready(second.sequence, getMeta(this.#connection, 'lastSecond'))
      if (stored !== null) return stored
      setMeta(this.#connection, 'lastSecond', JSON.stringify({ ...second.sequence, outcome }))
    }
    for (const channel of second.channels) this.#saveChannel(channel)
    const spans = new Map<string, Span>()
    this.#saveWaves(second, spans)
    for (const numeric of second.numerics) this.#saveNumeric(numeric, spans)
    this.#saveLedgers(second)
    const saveCoverage = this.#connection.prepare(queries.saveCoverage)
    for (const [bed, span] of spans) saveCoverage.run(bed, span.fromUtcMs, span.toUtcMs)
    return outcome
  }

  #saveChannel(channel: NewChannel): void {
    this.#connection
      .prepare('INSERT INTO channel (number, bed, driver, simulated, spec) VALUES (?, ?, ?, ?, ?)')
      .run(channel.number, channel.bed, channel.driver, channel.simulated ? 1 : 0, specText(channel.channel))
    this.#channels.set(channel.number, channel)
  }

  #saveWaves(second: SecondOfRecord, spans: Map<string, Span>): void {
    if (second.waves.length === 0) return
    let fromUtcMs = Number.POSITIVE_INFINITY
    let toUtcMs = Number.NEGATIVE_INFINITY
    const bySubject = new Map<number, StoredWave[]>()
    for (const wave of second.waves) {
      const channel = this.#channelOf(wave.channel)
      const rateHz = channel.channel.kind === 'wave' ? channel.channel.rateHz : null
      if (rateHz === null) throw new TypeError('"waves" names a channel that is no wave')
      const end = endUtcMs(wave, rateHz)
      fromUtcMs = Math.min(fromUtcMs, wave.startUtcMs)
      toUtcMs = Math.max(toUtcMs, end)
      widen(spans, channel.bed, wave.startUtcMs, end)
      for (const { subject, waves } of splitByStays(this.#stays, channel.bed, rateHz, tidyWave(wave))) {
        const known = bySubject.get(subject)
        if (known === undefined) bySubject.set(subject, [...waves])
        else known.push(...waves)
      }
    }
    const time = { from_utc_ms: fromUtcMs, to_utc_ms: toUtcMs }
    const parts = [...bySubject].map(([subject, waves]) => ({ subject, waves }))
    const payload = sealJournal(keysOf(this.#connection), time, parts)
    this.#connection.prepare(queries.insertJournal).run(fromUtcMs, toUtcMs, payload)
  }

  #saveNumeric(numeric: StoredNumeric, spans: Map<string, Span>): void {
    const channel = this.#channelOf(numeric.channel)
    insertNumericRow(this.#connection.prepare(queries.insertNumericTail), {
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
      this.#connection
        .prepare(queries.insertAlert)
        .run(
          alert.bed,
          alert.atUtcMs,
          alert.phase,
          alert.priority,
          alert.kind,
          alert.text,
          alert.device ?? MONITOR,
        )
    }
    for (const event of second.alarmEvents ?? []) insertAlarmEvent(this.#connection, event)
    for (const gap of second.gaps) {
      this.#connection
        .prepare(queries.saveGap)
        .run(
          gap.bed,
          gap.channel ?? WHOLE_BED,
          gap.fromUtcMs,
          gap.toUtcMs,
          gap.cause,
          gap.evidence,
          gap.device ?? ALL_DEVICES,
        )
    }
    for (const clock of second.clocks) {
      this.#connection
        .prepare(queries.saveClock)
        .run(clock.bed, clock.atUtcMs, clock.deviceMs, clock.link, clock.device ?? MONITOR)
    }
  }

  #channelOf(number: number): NewChannel {
    const channel = this.#channels.get(number)
    if (channel === undefined) throw new TypeError('"channel" was not announced')
    return channel
  }
}

/** What became of this second of this session before the worker died; null: it was not stored. */
function storedAlready(sequence: SecondSequence, stored: string | null): RecordOutcome | null {
  if (stored === null) return null
  const last = JSON.parse(stored) as SecondSequence & { readonly outcome?: RecordOutcome }
  const isStored = last.session === sequence.session && sequence.number <= last.number
  return isStored ? (last.outcome ?? 'whole') : null
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

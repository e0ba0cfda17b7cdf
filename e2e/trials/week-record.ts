import { crc32 } from 'node:zlib'
import { decodeBlock, encodeBlock } from '../../electron/engine/store/codec/block.ts'
import { type Connection, connect } from '../../electron/engine/store/file/database.ts'
import { storePaths } from '../../electron/engine/store/file/paths.ts'
import { queries } from '../../electron/engine/store/file/queries.ts'
import { openStoreWriter } from '../../electron/engine/store/open/open.ts'
import { sealBlock } from '../../electron/engine/store/seal/sealed-block.ts'
import { keysOf } from '../../electron/engine/store/seal/subject-keys.ts'
import { Subjects } from '../../electron/engine/store/seal/subjects.ts'
import { openOptions, RATE_HZ, secondOf } from '../../electron/engine/store/testing/samples.ts'
import { TrendBackground } from '../../electron/engine/store/trend/background.ts'
import { enterTrend } from '../../electron/engine/store/trend/enter.ts'
import { addWave, type Sums } from '../../electron/engine/store/trend/sums.ts'
import type { NewChannel, StoredWave } from '../../electron/engine/store/types.ts'
import type { PatientView } from '../../electron/ipc/views.ts'
import { NUMERICS, samplesOf, WAVES } from '../support/stored-ward.ts'

const MINUTE_MS = 60_000
const MINUTES_PER_HOUR = 60
const HOURS_PER_DAY = 24
const MS_PER_SECOND = 1000
const CHECK_BYTES = 4

/** How often the numbers of a bed come: the usual interval of the monitors Vigil reads. */
export const NUMERIC_INTERVAL_MS = 5000
export const DAYS = 7
const MINUTES_PER_DAY = HOURS_PER_DAY * MINUTES_PER_HOUR
/** A fixed instant, a whole hour: 2026-01-05T08:00:00Z. */
export const WEEK_FROM_UTC_MS = Date.UTC(2026, 0, 5, 8)
export const WEEK_TO_UTC_MS = WEEK_FROM_UTC_MS + DAYS * MINUTES_PER_DAY * MINUTE_MS
/** Seconds after the week that stay in the journal: what a fold has not reached yet. */
const UNFOLDED_SECONDS = 60

/** A block that can be stored again under another time. */
interface Stamp {
  readonly channel: number
  /** Nobody is connected: whose time it is, is the bed's. */
  readonly subject: number
  readonly payload: Uint8Array
  readonly timeAt: number
  readonly minutes: Sums
}

function stampOf(channel: NewChannel, subject: number): Stamp {
  const samples = samplesOf(channel, MINUTE_MS / MS_PER_SECOND)
  const piece = { channel: channel.number, startUtcMs: WEEK_FROM_UTC_MS, samples, missing: [], marks: [] }
  const payload = encodeBlock([piece], RATE_HZ)
  const minutes: Sums = new Map()
  addWave(minutes, piece, RATE_HZ)
  const stamp = { channel: channel.number, subject, payload, timeAt: timeOffset(payload), minutes }
  const moved = decodeBlock(stampedPayload(stamp, WEEK_TO_UTC_MS))?.pieces[0]
  if (moved?.startUtcMs !== WEEK_TO_UTC_MS) throw new TypeError('"encodeBlock" keeps its time in another way')
  return stamp
}

/** Where a block holds the time of its one piece, as a little-endian f64. */
function timeOffset(payload: Uint8Array): number {
  const time = Buffer.alloc(Float64Array.BYTES_PER_ELEMENT)
  time.writeDoubleLE(WEEK_FROM_UTC_MS)
  return Buffer.from(payload.buffer, payload.byteOffset, payload.length).indexOf(time)
}

/** The same block at another time, with its checksum: a copy that the next call changes. */
function stampedPayload({ payload, timeAt }: Stamp, startUtcMs: number): Uint8Array {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length)
  const end = payload.length - CHECK_BYTES
  view.setFloat64(timeAt, startUtcMs, true)
  view.setUint32(end, crc32(payload.subarray(0, end)), true)
  return payload
}

function storeHour(connection: Connection, stamps: readonly Stamp[], firstMinute: number): void {
  const insert = connection.prepare(queries.insertBlock)
  for (let minute = firstMinute; minute < firstMinute + MINUTES_PER_HOUR; minute++) {
    const from = WEEK_FROM_UTC_MS + minute * MINUTE_MS
    for (const stamp of stamps) {
      const { channel, subject } = stamp
      const place = {
        subject,
        channel,
        from_utc_ms: from,
        to_utc_ms: from + MINUTE_MS,
        samples: RATE_HZ * 60,
      }
      const payload = sealBlock(keysOf(connection), place, stampedPayload(stamp, from))
      insert.run(channel, from, from + MINUTE_MS, place.samples, subject, payload)
      const sum = stamp.minutes.get(WEEK_FROM_UTC_MS)
      if (sum !== undefined) enterTrend(connection, stamp.channel, new Map([[from, sum]]))
    }
  }
}

/** Numbers are made inside SQLite; which ones they are does not matter, that they differ does. */
function storeNumerics(connection: Connection, minutes: number): void {
  const insert = connection.prepare<[Readonly<Record<string, number>>]>(`
    WITH RECURSIVE step(number) AS (SELECT 0 UNION ALL SELECT number + 1 FROM step WHERE number + 1 < $rows)
    INSERT INTO numeric (channel, measured_utc_ms, ordinal, arrival_delta_ms, device_delta_ms, value, validity)
    SELECT $channel, $from + number * $interval, 0, 0, -40,
      60 + ((number * 7919 + $channel * 31) % 601) / 10.0, 0 FROM step`)
  const rows = (minutes * MINUTE_MS) / NUMERIC_INTERVAL_MS
  const toUtcMs = WEEK_FROM_UTC_MS + minutes * MINUTE_MS
  const todo = connection.prepare<number[]>('INSERT INTO trend_todo VALUES (?, ?, ?)')
  for (const { number } of NUMERICS) {
    connection.transaction(() => {
      insert.run({ channel: number, rows, from: WEEK_FROM_UTC_MS, interval: NUMERIC_INTERVAL_MS })
      todo.run(number, WEEK_FROM_UTC_MS, toUtcMs)
    })()
  }
}

/** How long the parts of the record took to build, and what is in it. */
export interface Built {
  readonly blocks: number
  readonly numericRows: number
  readonly bytesPerSample: number
  readonly wavesMs: number
  readonly numericsMs: number
  readonly numericTrendMs: number
}

/** What is to be built, where it is not the week with nobody in any bed. */
export interface WeekParts {
  readonly days?: number
  /** Somebody who lies in one bed throughout. */
  readonly stay?: { readonly bed: string; readonly patient: PatientView }
}

/**
 * Builds a record of 16 beds and 7 days in `dataDir`: one coded minute of each of 64 waves, stored again under each
 * minute of the week; 192 numbers every 5 s, entered into the pyramid by the background work of the product; and a
 * minute that waits in the journal. Faster than a station may be: nothing is safe from a crash while it is built.
 */
export function buildWeek(
  dataDir: string,
  say: (text: string) => void,
  { days = DAYS, stay }: WeekParts = {},
): Built {
  const minutesToStore = days * MINUTES_PER_DAY
  const opened = openStoreWriter({ ...openOptions(dataDir), nowUtcMs: WEEK_FROM_UTC_MS })
  opened.writer.record(secondOf({ channels: [...WAVES, ...NUMERICS] }))
  if (stay !== undefined) opened.writer.bind(stay.bed, stay.patient, WEEK_FROM_UTC_MS)
  opened.writer.close()
  const connection = connect(storePaths(dataDir), opened.key.hex, 'writer')
  const subjects = new Subjects(connection, opened.key.hex)
  const subjectOf = (bed: string) =>
    (bed === stay?.bed ? subjects.find(stay.patient) : null) ??
    subjects.ofStretch(bed, Number.MIN_SAFE_INTEGER)
  const stamps = WAVES.map((wave) => stampOf(wave, subjectOf(wave.bed)))
  for (const pragma of ['journal_mode = DELETE', 'journal_mode = OFF', 'synchronous = OFF']) {
    connection.pragma(pragma)
  }
  const startedMs = performance.now()
  for (let minute = 0; minute < minutesToStore; minute += MINUTES_PER_HOUR) {
    connection.transaction(() => storeHour(connection, stamps, minute))()
    const stored = minute + MINUTES_PER_HOUR
    if (stored % MINUTES_PER_DAY === 0) say(`waves of day ${stored / MINUTES_PER_DAY} stored`)
  }
  const wavesMs = performance.now() - startedMs
  storeNumerics(connection, minutesToStore)
  say('numbers stored')
  const numericsMs = performance.now() - startedMs - wavesMs
  const background = new TrendBackground(connection)
  while (background.step(MS_PER_SECOND)) {
    // A second at a time.
  }
  const numericTrendMs = performance.now() - startedMs - wavesMs - numericsMs
  connection.pragma('journal_mode = WAL')
  connection.close()
  recordUnfolded(dataDir, WEEK_FROM_UTC_MS + minutesToStore * MINUTE_MS)
  const bytes = stamps.reduce((sum, stamp) => sum + stamp.payload.length, 0)
  return {
    blocks: stamps.length * minutesToStore,
    numericRows: (NUMERICS.length * minutesToStore * MINUTE_MS) / NUMERIC_INTERVAL_MS,
    bytesPerSample: bytes / (stamps.length * RATE_HZ * 60),
    wavesMs,
    numericsMs,
    numericTrendMs,
  }
}

function recordUnfolded(dataDir: string, fromUtcMs: number): void {
  const { writer } = openStoreWriter({ ...openOptions(dataDir), nowUtcMs: fromUtcMs })
  const minute = WAVES.map((channel) => samplesOf(channel, UNFOLDED_SECONDS))
  for (let second = 0; second < UNFOLDED_SECONDS; second++) {
    const startUtcMs = fromUtcMs + second * MS_PER_SECOND
    const waves: StoredWave[] = WAVES.map(({ number }, index) => ({
      channel: number,
      startUtcMs,
      samples: minute[index]?.slice(second * RATE_HZ, (second + 1) * RATE_HZ) ?? new Int16Array(0),
      missing: [],
      marks: [],
    }))
    writer.record(secondOf({ waves }))
  }
  writer.close()
}

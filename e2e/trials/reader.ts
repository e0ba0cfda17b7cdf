import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hash32 } from '../../drivers/physiology/noise.ts'
import { connect } from '../../electron/engine/store/file/database.ts'
import { getMeta, setMeta } from '../../electron/engine/store/file/meta.ts'
import { storePaths } from '../../electron/engine/store/file/paths.ts'
import { openStoreReader, openStoreWriter } from '../../electron/engine/store/open/open.ts'
import { openOptions, RATE_HZ } from '../../electron/engine/store/testing/samples.ts'
import { TrendBackground } from '../../electron/engine/store/trend/background.ts'
import type { StoreReader } from '../../electron/engine/store/types.ts'
import { SetupProblem } from '../../resources/setup/say.ts'
import { oneDecimal, percentile } from '../bench/statistics.ts'
import { NUMERICS, NUMERICS_PER_BED, WAVES, WAVES_PER_BED } from '../support/stored-ward.ts'
import type { Trial } from './trial.ts'
import { buildWeek, DAYS, NUMERIC_INTERVAL_MS, WEEK_FROM_UTC_MS, WEEK_TO_UTC_MS } from './week-record.ts'

const ROUNDS = 400
const SEED = 20260105
const MINUTE_MS = 60_000
const MS_PER_SECOND = 1000
const WEEK_MINUTES = (WEEK_TO_UTC_MS - WEEK_FROM_UTC_MS) / MINUTE_MS
/** The issue: any minute of any channel. */
const SLOWEST_MINUTE_MS = 300
/** Points that a trend of this width on a screen can show. */
const SCREEN_POINTS = 1200
/** Whole weeks are asked for less often than minutes: each reads a hundred thousand rows. */
const WEEK_ROUNDS = 24
const PARTS = [0.05, 0.25, 0.5, 0.75, 0.95]
const RANGE = { low: 70, high: 100 }
const BACKGROUND_STEP_MS = 30
const BACKGROUND_STEPS = 60
const BYTES_PER_GIGABYTE = 1e9
/** The record and room to spare. */
const NEEDED_GIGABYTES = 14

interface Spread {
  readonly count: number
  readonly median: number
  readonly p95: number
  readonly max: number
}

function spreadOf(values: readonly number[]): Spread {
  return {
    count: values.length,
    median: percentile(values, 0.5),
    p95: percentile(values, 0.95),
    max: percentile(values, 1),
  }
}

function timed<T>(times: number[], body: () => T): T {
  const from = performance.now()
  const value = body()
  times.push(performance.now() - from)
  return value
}

/** Lets the system forget what it has read of a file, so that the next read comes from the disk. */
function forget(path: string): void {
  execFileSync('dd', [`if=${path}`, 'iflag=nocache', 'count=0', 'status=none'])
}

/** Reads random minutes of random channels, from the disk and again from memory. Out: what was not as recorded. */
function readMinutes(reader: StoreReader, database: string, rounds: number) {
  const failures: string[] = []
  const times = { waveFromDisk: [] as number[], wave: [] as number[], numericFromDisk: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    const from = WEEK_FROM_UTC_MS + (hash32(SEED, round) % (WEEK_MINUTES * MINUTE_MS - MINUTE_MS))
    const wave = WAVES[hash32(SEED + 1, round) % WAVES.length]?.number ?? 0
    const numeric = NUMERICS[hash32(SEED + 2, round) % NUMERICS.length]?.number ?? 0
    forget(database)
    const pieces = timed(times.waveFromDisk, () => reader.waves(wave, from, from + MINUTE_MS))
    timed(times.wave, () => reader.waves(wave, from, from + MINUTE_MS))
    forget(database)
    const rows = timed(times.numericFromDisk, () => reader.numerics(numeric, from, from + MINUTE_MS))
    const samples = pieces.reduce((sum, piece) => sum + piece.samples.length, 0)
    if (
      samples !== (RATE_HZ * MINUTE_MS) / MS_PER_SECOND ||
      rows.length !== MINUTE_MS / NUMERIC_INTERVAL_MS
    ) {
      failures.push(`minute ${round + 1}: ${samples} samples and ${rows.length} numbers came`)
    }
  }
  const slowest = Math.max(...times.waveFromDisk, ...times.numericFromDisk)
  if (slowest >= SLOWEST_MINUTE_MS) failures.push(`a minute took ${oneDecimal(slowest)} ms`)
  return {
    failures,
    figures: {
      waveMinuteFromDiskMs: spreadOf(times.waveFromDisk),
      waveMinuteAgainMs: spreadOf(times.wave),
      numericMinuteFromDiskMs: spreadOf(times.numericFromDisk),
    },
  }
}

function weekOf(reader: StoreReader, channel: number) {
  return reader.trend(channel, WEEK_FROM_UTC_MS, WEEK_TO_UTC_MS + MINUTE_MS, SCREEN_POINTS)
}

/** Draws and counts whole weeks, from the disk each time. */
function readWeeks(reader: StoreReader, database: string) {
  const failures: string[] = []
  const times = { numeric: [] as number[], wave: [] as number[], bed: [] as number[] }
  const exact = { percentiles: [] as number[], timeInRange: [] as number[] }
  for (let round = 0; round < WEEK_ROUNDS; round++) {
    const bed = round % (NUMERICS.length / NUMERICS_PER_BED)
    const numbers = NUMERICS.slice(bed * NUMERICS_PER_BED, (bed + 1) * NUMERICS_PER_BED)
    const waves = WAVES.slice(bed * WAVES_PER_BED, (bed + 1) * WAVES_PER_BED)
    const numeric = numbers[round % NUMERICS_PER_BED]?.number ?? 0
    forget(database)
    const trend = timed(times.numeric, () => weekOf(reader, numeric))
    forget(database)
    timed(times.wave, () => weekOf(reader, waves[round % WAVES_PER_BED]?.number ?? 0))
    forget(database)
    timed(times.bed, () => [...numbers, ...waves].map(({ number }) => weekOf(reader, number)))
    forget(database)
    const week = [WEEK_FROM_UTC_MS, WEEK_TO_UTC_MS] as const
    const values = timed(exact.percentiles, () => reader.percentiles(numeric, ...week, PARTS))
    forget(database)
    const stood = timed(exact.timeInRange, () => reader.timeInRange(numeric, ...week, RANGE))
    if (stood === null || stood.notMeasuredMs > 0 || stood.belowMs === 0) {
      failures.push(`channel ${numeric} stood for another time than it was recorded`)
    }
    const counted = trend?.points.reduce((sum, point) => sum + point.count, 0)
    if (trend?.complete !== true || counted !== values.count) {
      failures.push(`the trend of channel ${numeric} counts ${counted} of ${values.count} numbers`)
    }
  }
  return {
    failures,
    figures: {
      weekTrendNumericFromDiskMs: spreadOf(times.numeric),
      weekTrendWaveFromDiskMs: spreadOf(times.wave),
      weekTrendBedOf16ChannelsFromDiskMs: spreadOf(times.bed),
      weekPercentilesFromDiskMs: spreadOf(exact.percentiles),
      weekTimeInRangeFromDiskMs: spreadOf(exact.timeInRange),
    },
  }
}

/** How fast older waves enter the pyramid, and how long the writer is busy at a time. Changes the record: comes last. */
function enterAgain(dataDir: string) {
  const first = openStoreWriter({ ...openOptions(dataDir), nowUtcMs: WEEK_TO_UTC_MS })
  const connection = connect(storePaths(dataDir), first.key.hex, 'writer')
  first.writer.close()
  setMeta(connection, 'trendBlocksBelow', String(WAVES.length * WEEK_MINUTES + 1))
  const background = new TrendBackground(connection)
  const steps: number[] = []
  for (let step = 0; step < BACKGROUND_STEPS; step++) timed(steps, () => background.step(BACKGROUND_STEP_MS))
  const blocksLeft = Number(getMeta(connection, 'trendBlocksBelow'))
  connection.close()
  return {
    stepMs: spreadOf(steps),
    blocksPerStep: oneDecimal((WAVES.length * WEEK_MINUTES + 1 - blocksLeft) / BACKGROUND_STEPS),
  }
}

/** Reads a record of 16 beds and 7 days as review, trends and export do. */
export const reader: Trial = {
  claim: `In a record of 16 beds and ${DAYS} days any minute of any channel comes whole in under ${SLOWEST_MINUTE_MS} ms, from the disk, and a trend of the week counts every number once.`,
  usualRounds: ROUNDS,
  minutes: 6,
  async run(rounds, say) {
    const folder = mkdtempSync(join(tmpdir(), 'vigil-trial-'))
    try {
      const room = statfsSync(folder)
      if ((room.bavail * room.bsize) / BYTES_PER_GIGABYTE < NEEDED_GIGABYTES) {
        throw new SetupProblem(`This trial needs ${NEEDED_GIGABYTES} GB: free some space in ${tmpdir()}.`)
      }
      const startedMs = performance.now()
      const built = buildWeek(folder, say)
      const buildS = (performance.now() - startedMs) / MS_PER_SECOND
      say(`built in ${oneDecimal(buildS)} s`)
      const { database } = storePaths(folder)
      const { reader: opened } = openStoreReader(openOptions(folder))
      const minutes = readMinutes(opened, database, rounds)
      const weeks = readWeeks(opened, database)
      opened.close()
      const failures = [...minutes.failures, ...weeks.failures]
      const figures = {
        buildS: oneDecimal(buildS),
        fileGigabytes: oneDecimal(statSync(database).size / BYTES_PER_GIGABYTE),
        built,
        ...minutes.figures,
        ...weeks.figures,
        background: enterAgain(folder),
      }
      return { ok: failures.length === 0, rounds, failures, figures }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

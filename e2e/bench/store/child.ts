/**
 * One side of B4: stores seconds of a full ward as fast as it can, prints what that cost,
 * and goes on until it is killed, saying of each second that it was offered and that it is stored.
 * Run by store.ts. Arguments: side, folder, seconds.
 */
import { readdirSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { RATE_HZ, START_UTC_MS } from '../../../electron/engine/store/testing/samples.ts'
import type { StoredWave } from '../../../electron/engine/store/types.ts'
import { samplesOf, WAVES } from '../../support/stored-ward.ts'
import { percentile } from '../statistics.ts'
import { SIDES } from './sides.ts'

const STDOUT = 1
const MS_PER_SECOND = 1000
const SECONDS_PER_MINUTE = 60
/** The parent is long dead if this many seconds are reached. */
const MOST_SECONDS = 100_000

const [name = '', folder = '', secondsText = ''] = process.argv.slice(2)
const seconds = Number(secondsText)
const side = SIDES[name]?.(folder)
if (side === undefined) throw new TypeError('"side" is unknown')
const minute = WAVES.map((channel) => samplesOf(channel, SECONDS_PER_MINUTE))

function wavesOf(second: number): StoredWave[] {
  const from = (second % SECONDS_PER_MINUTE) * RATE_HZ
  return WAVES.map(({ number }, index) => ({
    channel: number,
    startUtcMs: START_UTC_MS + second * MS_PER_SECOND,
    samples: minute[index]?.slice(from, from + RATE_HZ) ?? new Int16Array(0),
    missing: [],
    marks: [],
  }))
}

function say(line: string): void {
  writeSync(STDOUT, `${line}\n`)
}

const commitsMs: number[] = []
const cpuFrom = process.cpuUsage()
const startedMs = performance.now()
for (let second = 0; second < seconds; second++) {
  const waves = wavesOf(second)
  const from = performance.now()
  side.write(waves)
  commitsMs.push(performance.now() - from)
  side.between()
}
const tookMs = performance.now() - startedMs
const { user, system } = process.cpuUsage(cpuFrom)
side.settle()
const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0)
const samples = seconds * WAVES.length * RATE_HZ
say(
  JSON.stringify({
    samplesPerSecond: (samples / tookMs) * MS_PER_SECOND,
    cpuSamplesPerSecond: (samples / ((user + system) / MS_PER_SECOND)) * MS_PER_SECOND,
    bytesPerSample: bytes / samples,
    commitP50Ms: percentile(commitsMs, 0.5),
    commitP99Ms: percentile(commitsMs, 0.99),
  }),
)
for (let second = seconds; second < MOST_SECONDS; second++) {
  say(`offered ${second}`)
  side.write(wavesOf(second))
  say(`stored ${second}`)
  side.between()
}

/**
 * One side of B9: a ward of 16 beds sends twelve hours, sixty times faster than it would, and what
 * the process holds is weighed every ten of its minutes. Run by footprint.ts. Arguments: side, folder, hours, and the
 * recording whose waves every bed sends, or none for made-up ones.
 */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { storePaths } from '../../../electron/engine/store/file/paths.ts'
import { RATE_HZ } from '../../../electron/engine/store/testing/samples.ts'
import { BEDS, samplesOf, WAVES, WAVES_PER_BED } from '../../support/stored-ward.ts'
import { readWfdbRecord } from '../compress/channels.ts'
import { naiveBuild } from './naive.ts'
import { vigilRecord } from './vigil.ts'

/** Keeps seconds of the ward, by its own clock. */
export interface Keeper {
  /** In: number of the second, and the samples of every wave in it. Resolves when the next one may come. */
  second(second: number, samples: readonly Int16Array[]): Promise<void>
  close(): Promise<void>
}

const KEEPERS: Readonly<Record<string, (folder: string) => Promise<Keeper>>> = {
  vigil: vigilRecord,
  'arrays of {t, v} and a row a sample': naiveBuild,
}

const FASTER = 60
const MS_PER_SECOND = 1000
const SECONDS_PER_MINUTE = 60
const SECONDS_PER_HOUR = 3600
const WEIGHED_EVERY_S = 600
const BYTES_PER_MEGABYTE = 1e6
/** A side that holds this much is stopped: it would take the machine down with it. */
const MOST_MEGABYTES = 2000

const [name = '', folder = '', hoursText = '', recording = ''] = process.argv.slice(2)
const keeper = await KEEPERS[name]?.(folder)
if (keeper === undefined) throw new TypeError('"side" is unknown')
const waves = recording === '' ? madeUp() : recorded(recording)
/** Seconds after which the waves come again. */
const periodS = (waves[0]?.length ?? 0) / RATE_HZ
const weights: { readonly bedHours: number; readonly megabytes: number }[] = []
const startedMs = performance.now()
let second = 0
let megabytes = 0
while (second < Number(hoursText) * SECONDS_PER_HOUR && megabytes < MOST_MEGABYTES) {
  const from = (second % periodS) * RATE_HZ
  const samples = waves.map((wave) => wave.slice(from, from + RATE_HZ))
  await keeper.second(second, samples)
  second++
  megabytes = process.memoryUsage.rss() / BYTES_PER_MEGABYTE
  if (second % WEIGHED_EVERY_S === 0)
    weights.push({ bedHours: (second * BEDS) / SECONDS_PER_HOUR, megabytes })
  const aheadMs = (second * MS_PER_SECOND) / FASTER - (performance.now() - startedMs)
  if (aheadMs > 1) await pause(aheadMs)
}
await keeper.close()
// The room that the store sets aside for a full disk is of one size, however long it records.
const files = readdirSync(folder).filter((file) => join(folder, file) !== storePaths(folder).reserve)
const diskMegabytes =
  files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0) / BYTES_PER_MEGABYTE
const tookS = (performance.now() - startedMs) / MS_PER_SECOND
const bedHours = (second * BEDS) / SECONDS_PER_HOUR
process.stdout.write(`${JSON.stringify({ bedHours, weights, diskMegabytes, faster: second / tookS })}\n`)

function madeUp(): Int16Array[] {
  return WAVES.map((channel) => samplesOf(channel, SECONDS_PER_MINUTE))
}

/** Every bed sends the same four waves, each from another place of them on. */
function recorded(record: string): Int16Array[] {
  const channels = readWfdbRecord(record).filter(({ rateHz }) => rateHz === RATE_HZ)
  if (channels.length < WAVES_PER_BED) throw new TypeError(`"${record}" has too few waves of ${RATE_HZ} Hz`)
  return WAVES.map((_, index) => {
    const samples = channels[index % WAVES_PER_BED]?.samples ?? new Int16Array(0)
    const whole = samples.length - (samples.length % RATE_HZ)
    const shift = Math.floor((whole * Math.floor(index / WAVES_PER_BED)) / BEDS)
    return Int16Array.from({ length: whole }, (_value, at) => samples[(at + shift) % whole] ?? 0)
  })
}

import { HR, NURSE, SPO2 } from '../../electron/engine/alarms/testing/bench.ts'
import { DeskBench } from '../../electron/engine/alarms/testing/desk-bench.ts'
import { openStoreWriter } from '../../electron/engine/store/open/open.ts'
import { announced, openOptions, secondOf } from '../../electron/engine/store/testing/samples.ts'
import type { StoredNumeric } from '../../electron/engine/store/types.ts'
import { ManualTime } from '../../electron/engine/testing/manual-time.ts'
import type { Actor } from '../../electron/ipc/views.ts'

const SECOND_MS = 1_000
const MINUTE_S = 60
const LENGTH_S = 55 * MINUTE_S
const LOOKS_A_SECOND = 5
/** Of each two minutes: a heart rate that is high for 12 s. Of each five: a saturation that dips for 20 s. */
const FAST = { everyS: 2 * MINUTE_S, forS: 12, rate: 125, usual: 80 }
const DIP = { everyS: 5 * MINUTE_S, forS: 20, depths: [89, 85, 78], usual: 97 }
/** The third dip, to 78. */
const MARK_S = 2 * DIP.everyS + DIP.forS
const AUTHOR: Actor = NURSE

const NUMBERS = [
  { number: 1, channel: HR },
  { number: 2, channel: SPO2 },
] as const

function valueAt(channel: typeof HR, second: number): number {
  if (channel === HR) return second % FAST.everyS < FAST.forS ? FAST.rate : FAST.usual
  const depth = DIP.depths[Math.floor(second / DIP.everyS) % DIP.depths.length]
  return second % DIP.everyS < DIP.forS ? (depth ?? DIP.usual) : DIP.usual
}

/**
 * Writes 55 made-up minutes of one bed that end at `toUtcMs` into an empty data folder, with the alarms that the desk
 * decided over them second by second, and one marked moment: the first dip to 78.
 */
export function storeAlarms(dataDir: string, bed: string, toUtcMs: number): void {
  const fromUtcMs = toUtcMs - LENGTH_S * SECOND_MS
  const time = new ManualTime(fromUtcMs)
  const bench = new DeskBench(time, [bed])
  const alarms = bench.desk.of(bed)
  alarms.act([{ ...alarms.by(AUTHOR), type: 'ageClass', before: null, after: 'adult' }])
  const channels = NUMBERS.map(({ number, channel }) => announced(number, channel, bed))
  const numerics: StoredNumeric[] = []
  for (let second = 0; second < LENGTH_S; second++) {
    const atUtcMs = fromUtcMs + second * SECOND_MS
    for (const { number, channel } of NUMBERS) {
      const value = valueAt(channel, second)
      bench.value(bed, channel, value)
      const stamp = { atUtcMs, measuredUtcMs: atUtcMs, deviceMs: null }
      numerics.push({ channel: number, ...stamp, value, validity: 'good' })
    }
    for (let look = 0; look < LOOKS_A_SECOND; look++) {
      time.advance(SECOND_MS / LOOKS_A_SECOND)
      bench.tick()
    }
  }
  const { writer } = openStoreWriter({ ...openOptions(dataDir), nowUtcMs: fromUtcMs })
  writer.saveBed({ bed, label: 'Bed 1', driver: 'ge-s5', link: 'sim:stable?seed=1', options: '{}' })
  writer.record(secondOf({ fromUtcMs, toUtcMs, channels, numerics, alarmEvents: bench.eventsOf(bed) }))
  const markUtcMs = fromUtcMs + MARK_S * SECOND_MS
  writer.saveNote({
    id: 'mark-1',
    bed,
    kind: 'mark',
    atUtcMs: markUtcMs,
    writtenUtcMs: markUtcMs,
    author: 'AB',
    text: 'Oxygen raised',
  })
  writer.close()
}

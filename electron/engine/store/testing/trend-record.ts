import fc from 'fast-check'
import type { WaveChannel } from '../../../../drivers/model/channel.ts'
import type { SecondOfRecord, StoredNumeric, StoredWave } from '../types.ts'
import { announced, numericChannel, pieceAt, START_UTC_MS, secondOf, waveChannel } from './samples.ts'

/** Few samples a second: what is tested does not depend on it, the time it takes does. */
export const SLOW_RATE_HZ = 5
const MINUTE_MS = 60_000
/** Raw units are the unit, so that a wave's trend can be compared with its samples as they are. */
const WAVE: WaveChannel = { ...waveChannel('ii', SLOW_RATE_HZ), gain: 1, offset: 0 }

export const WAVE_NUMBER = 1
export const NUMERIC_NUMBER = 2
export const EPISODIC_NUMBER = 3

/** Announces one channel of each kind. */
export function firstSecond(): SecondOfRecord {
  return secondOf({
    channels: [
      announced(WAVE_NUMBER, WAVE),
      announced(NUMERIC_NUMBER, numericChannel('hr')),
      announced(EPISODIC_NUMBER, numericChannel('nibp', 'episodic')),
    ],
  })
}

/** One recorded second: where it lies, and what came in it. */
export interface TrendSecond {
  readonly offsetS: number
  readonly waves: readonly StoredWave[]
  readonly numerics: readonly StoredNumeric[]
}

const validity = fc.constantFrom('good', 'good', 'good', 'questionable', 'demo', 'invalid', 'off')

function numeric(channel: number, atUtcMs: number): fc.Arbitrary<StoredNumeric> {
  const latestMs = channel === EPISODIC_NUMBER ? 90 * MINUTE_MS : 0
  return fc
    .record({ validity, value: fc.integer({ min: -500, max: 3000 }), lateMs: fc.nat(latestMs) })
    .map(({ validity, value, lateMs }) => ({
      channel,
      atUtcMs,
      measuredUtcMs: atUtcMs - lateMs,
      deviceMs: null,
      value: validity === 'invalid' || validity === 'off' ? null : value / 10,
      validity,
    }))
}

function wave(startUtcMs: number): fc.Arbitrary<StoredWave> {
  const at = fc.nat(SLOW_RATE_HZ - 1)
  return fc
    .record({
      samples: fc.array(fc.integer({ min: -2000, max: 2000 }), {
        minLength: SLOW_RATE_HZ,
        maxLength: SLOW_RATE_HZ,
      }),
      missing: fc.option(at, { freq: 4 }),
      leadOff: fc.option(at, { freq: 4 }),
    })
    .map(({ samples, missing, leadOff }) => ({
      ...pieceAt(WAVE_NUMBER, startUtcMs, samples),
      missing: missing === null ? [] : [{ start: missing, length: 2 }],
      marks: leadOff === null ? [] : [{ at: leadOff, kind: 'leadOff' as const }],
    }))
}

/** Seconds of about two hours with holes of up to a quarter of an hour, in time order. */
export const trendSeconds: fc.Arbitrary<TrendSecond[]> = fc
  .array(
    fc.oneof(
      { arbitrary: fc.constant(1), weight: 40 },
      { arbitrary: fc.integer({ min: 2, max: 900 }), weight: 1 },
    ),
    {
      minLength: 100,
      maxLength: 400,
    },
  )
  .chain((steps) => {
    let offsetS = 0
    return fc.tuple(
      ...steps.map((step) => {
        offsetS += step
        const at = START_UTC_MS + offsetS * 1000
        return fc.record({
          offsetS: fc.constant(offsetS),
          waves: fc.tuple(wave(at)),
          numerics: fc
            .tuple(numeric(NUMERIC_NUMBER, at), fc.option(numeric(EPISODIC_NUMBER, at), { freq: 9 }))
            .map(([continuous, episodic]) => (episodic === null ? [continuous] : [continuous, episodic])),
        })
      }),
    )
  })

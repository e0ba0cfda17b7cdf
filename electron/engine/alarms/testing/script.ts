import fc from 'fast-check'
import type { NumericChannel } from '../../../../drivers/model/channel.ts'
import { RESUMABLE, type Resumable } from '../../../ipc/alarm-commands.ts'
import { AGE_CLASSES, type AgeClass, type LimitSide } from '../../../ipc/alarms.ts'
import { limitsInForce } from '../watches.ts'
import { type AlarmBench, CUFF_PULSE, HR, NIBP, PRESSURE_PULSE, PULSE, RR, SPO2 } from './bench.ts'

/** One thing that happens to a bed. */
export type Step =
  | { readonly does: 'pass'; readonly forMs: number }
  | { readonly does: 'value'; readonly channel: NumericChannel; readonly value: number | null }
  | { readonly does: 'start'; readonly text: string; readonly priority: 'high' | 'medium' | 'low' }
  | { readonly does: 'end'; readonly text: string }
  | { readonly does: 'line'; readonly isLive: boolean }
  | { readonly does: 'acknowledged' | 'unacknowledged' | 'reset' }
  | { readonly does: 'set'; readonly state: Resumable; readonly forMs: number }
  | { readonly does: 'resume'; readonly state: Resumable }
  | {
      readonly does: 'off'
      readonly channel: NumericChannel
      readonly side: LimitSide
      readonly forMs: number
    }
  | { readonly does: 'limits'; readonly channel: NumericChannel; readonly by: number }
  | { readonly does: 'ageClass'; readonly after: AgeClass }
  | { readonly does: 'patient' }

const rates = fc.oneof(
  fc.constantFrom(34, 35, 49, 50, 52, 118, 120, 121, 160, 161),
  fc.integer({ min: 0, max: 260 }),
)
/** Values at limits, one step beyond and far beyond, and anywhere. */
const VALUES: readonly (readonly [NumericChannel, fc.Arbitrary<number>])[] = [
  [HR, rates],
  [PULSE, rates],
  [PRESSURE_PULSE, rates],
  [CUFF_PULSE, rates],
  [SPO2, fc.oneof(fc.constantFrom(79, 80, 81, 89, 90, 91), fc.integer({ min: 55, max: 100 }))],
  [RR, fc.oneof(fc.constantFrom(7, 8, 9, 29, 30, 31), fc.integer({ min: 0, max: 70 }))],
  [NIBP, fc.oneof(fc.constantFrom(89, 90, 160, 161), fc.integer({ min: 40, max: 220 }))],
]
const channel = fc.constantFrom(HR, SPO2, RR)
const text = fc.constantFrom('ASYSTOLE', 'V RUN', 'TACHY')
const forMs = fc.integer({ min: 1_000, max: 60_000 })

const value = fc.oneof(
  ...VALUES.map(([of, values]) =>
    fc.record({
      does: fc.constant('value' as const),
      channel: fc.constant(of),
      value: fc.option(values, { freq: 6 }),
    }),
  ),
)
const pass = fc.record({
  does: fc.constant('pass' as const),
  forMs: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 50, max: 1_500 }) },
    { weight: 2, arbitrary: fc.constantFrom(1_000, 3_000, 5_000, 10_000) },
    { weight: 1, arbitrary: fc.integer({ min: 1_000, max: 40_000 }) },
  ),
})
const monitor = fc.oneof(
  fc.record({
    does: fc.constant('start' as const),
    text,
    priority: fc.constantFrom('high' as const, 'medium' as const, 'low' as const),
  }),
  fc.record({ does: fc.constant('end' as const), text }),
  fc.record({ does: fc.constant('line' as const), isLive: fc.boolean() }),
)
const people = fc.oneof(
  fc.record({ does: fc.constantFrom('acknowledged' as const, 'unacknowledged' as const, 'reset' as const) }),
  fc.record({ does: fc.constant('set' as const), state: fc.constantFrom(...RESUMABLE), forMs }),
  fc.record({ does: fc.constant('resume' as const), state: fc.constantFrom(...RESUMABLE) }),
  fc.record({
    does: fc.constant('off' as const),
    channel,
    side: fc.constantFrom('low' as const, 'high' as const),
    forMs,
  }),
  fc.record({ does: fc.constant('limits' as const), channel, by: fc.integer({ min: -30, max: 30 }) }),
  fc.record({ does: fc.constant('ageClass' as const), after: fc.constantFrom(...AGE_CLASSES) }),
  fc.constant({ does: 'patient' as const }),
)

/** What may happen to a bed, in any order. */
export const scripts: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: value },
    { weight: 5, arbitrary: pass },
    { weight: 2, arbitrary: monitor },
    { weight: 2, arbitrary: people },
  ),
  { maxLength: 40, size: 'max' },
)

function moveLimits(bench: AlarmBench, of: NumericChannel, by: number): void {
  const inForce = limitsInForce(bench.state, of)
  if (inForce === null) return
  const { low, high } = inForce.limits
  bench.limits(of, { low, high }, { low: low && low + by, high: high && high + by })
}

function monitorDoes(bench: AlarmBench, step: Extract<Step, { does: 'value' | 'start' | 'end' }>): void {
  if (step.does === 'value') bench.bring(step.channel, step.value)
  else if (step.does === 'start') bench.start(bench.condition(step.text, { priority: step.priority }))
  else bench.end(bench.condition(step.text))
}

/** Does one step on a bench, as the engine and its commands would; nothing comes over a line that is lost. */
export function play(bench: AlarmBench, step: Step): void {
  switch (step.does) {
    case 'pass':
      bench.pass(step.forMs)
      break
    case 'value':
    case 'start':
    case 'end':
      if (bench.isLive) monitorDoes(bench, step)
      break
    case 'line':
      bench.line(step.isLive)
      break
    case 'set':
      bench.set(step.state, step.forMs)
      break
    case 'resume':
      if (bench.state.set[step.state] !== undefined) bench.act({ type: 'stateEnded', state: step.state })
      break
    case 'off':
      bench.off(step.channel, step.side, step.forMs)
      break
    case 'limits':
      moveLimits(bench, step.channel, step.by)
      break
    case 'ageClass':
      bench.act({ type: 'ageClass', before: bench.state.ageClass, after: step.after })
      break
    case 'patient':
      bench.patient()
      break
    default:
      bench.onAll(step.does)
  }
}

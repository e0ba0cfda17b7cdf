import { describe, expect, it } from 'vitest'
import { Replay } from './replay.ts'
import { AlarmBench, CUFF_PULSE, HR, PRESSURE_PULSE, PULSE, SPO2 } from './testing/bench.ts'
import { FIRST_STATE } from './types.ts'
import { statusView } from './view.ts'
import { limitsInForce } from './watches.ts'

const HR_LOW = 'limit:MDC_ECG_HEART_RATE:low'
const PULSE_LOW = 'limit:MDC_PULS_OXIM_PULS_RATE:low'
const PULSE_EXTREME = 'limit:MDC_PULS_OXIM_PULS_RATE:extreme-low'
const PRESSURE_LOW = 'limit:MDC_BLD_PULS_RATE_INV:low'
const HR_MISSING = 'missing:MDC_ECG_HEART_RATE'
const PULSE_MISSING = 'missing:MDC_PULS_OXIM_PULS_RATE'

/** The same rate from some sources, once a second. */
function beat(bench: AlarmBench, values: readonly (readonly [typeof HR, number | null])[], seconds: number) {
  for (let second = 0; second < seconds; second++) {
    for (const [channel, value] of values) bench.bring(channel, value)
    bench.pass(1_000)
  }
}

describe('the heart or pulse rate', () => {
  it('H4 of one slow heart is one alarm, from the ECG', () => {
    const bench = new AlarmBench()
    beat(
      bench,
      [
        [HR, 45],
        [PULSE, 45],
        [PRESSURE_PULSE, 44],
        [CUFF_PULSE, 44],
      ],
      20,
    )
    expect(bench.inForce).toEqual([HR_LOW])
    const { limits } = statusView(bench.state, {
      nowMs: bench.nowMs,
      utcMs: (atMs) => atMs,
      readings: bench.machine.readings,
    })
    expect(limits.map(({ label, watchedInstead }) => [label, watchedInstead])).toEqual([
      ['HR', null],
      ['PR', 'HR'],
      ['PR P1', 'HR'],
      ['PR NIBP', 'HR'],
    ])
  })

  it('H4 is that of the pleth as soon as the ECG has none, without a new delay, and then that of the pressure', () => {
    const bench = new AlarmBench()
    beat(
      bench,
      [
        [HR, 80],
        [PULSE, 45],
        [PRESSURE_PULSE, 44],
      ],
      10,
    )
    expect(bench.inForce).toEqual([])
    bench.bring(HR, null)
    expect(bench.raisedAt(PULSE_LOW)).toEqual([10_000])
    expect(bench.inForce).toEqual([PULSE_LOW, HR_MISSING])
    bench.bring(PULSE, null)
    expect(bench.raisedAt(PRESSURE_LOW)).toEqual([10_000])
  })

  it('H4 that is lethal alarms at the moment at which the ECG grew too old', () => {
    const bench = new AlarmBench()
    bench.hold(HR, 80, 3)
    beat(bench, [[PULSE, 30]], 8)
    // The last value of the ECG came at 2 s and held for 5 s.
    expect(bench.raisedAt(PULSE_EXTREME)).toEqual([7_000])
  })

  it('goes back to the ECG: a pulse that alarms ends by its own value only', () => {
    const bench = new AlarmBench()
    beat(
      bench,
      [
        [HR, null],
        [PULSE, 45],
      ],
      8,
    )
    expect(bench.inForce).toEqual([PULSE_LOW])
    beat(
      bench,
      [
        [HR, 80],
        [PULSE, 45],
      ],
      8,
    )
    expect(bench.inForce).toEqual([PULSE_LOW])
    beat(
      bench,
      [
        [HR, 80],
        [PULSE, 60],
      ],
      8,
    )
    expect(bench.inForce).toEqual([])
  })

  it('of a cuff counts when it comes, and an old reading takes nothing over', () => {
    const bench = new AlarmBench()
    bench.hold(HR, 80, 3)
    bench.bring(CUFF_PULSE, 34)
    bench.pass(20_000)
    expect(bench.inForce).toEqual([HR_MISSING])
    bench.bring(CUFF_PULSE, 34)
    expect(bench.inForce).toContain('limit:MDC_PULS_RATE_NON_INV:extreme-low')
  })

  it('is the same in a replay, whatever happens between two looks', () => {
    const bench = new AlarmBench()
    bench.hold(HR, 80, 2)
    bench.pass(3_990)
    beat(bench, [[PULSE, 30]], 3)
    const replay = new Replay(FIRST_STATE, 0, { ageClass: null, limits: new Map() })
    for (const input of bench.happened) replay.feed(input)
    replay.passTo(bench.nowMs)
    const raised = bench.raisedAt(PULSE_EXTREME)
    expect(raised).toEqual([6_000])
    const found = replay.alarms(0, bench.nowMs).filter(({ isExtreme }) => isExtreme)
    expect(found.map(({ sinceUtcMs }) => sinceUtcMs)).toEqual(raised)
  })
})

describe('a source of the rate without a value', () => {
  it('says so when it is the one to watch, and not beside the sensor that says it already', () => {
    const bench = new AlarmBench()
    bench.hold(PULSE, 80, 3)
    bench.hold(PULSE, null, 9)
    expect(bench.inForce).toEqual([])
    bench.hold(PULSE, null, 2)
    expect(bench.view(PULSE_MISSING)).toMatchObject({
      priority: 'low',
      text: 'PR: no value, check the sensor',
    })
    const both = new AlarmBench()
    const off = [
      [PULSE, null],
      [SPO2, null],
    ] as const
    beat(
      both,
      [
        [PULSE, 80],
        [SPO2, 97],
      ],
      3,
    )
    beat(both, off, 12)
    expect(both.inForce).toEqual(['missing:MDC_PULS_OXIM_SAT_O2'])
  })

  it('is no alarm while another one before it is watched', () => {
    const bench = new AlarmBench()
    beat(
      bench,
      [
        [HR, 45],
        [PULSE, 45],
      ],
      3,
    )
    beat(
      bench,
      [
        [HR, 80],
        [PULSE, null],
      ],
      20,
    )
    expect(bench.inForce).toEqual([])
  })
})

describe('a wearable without a value', () => {
  const STRAP = { ...PULSE, key: 'MDC_PULS_RATE', id: 'MDC_PULS_RATE', wornAgeMs: 10_000 }
  const MISSING = 'missing:MDC_PULS_RATE'

  it('is old late, and a low alarm only after five minutes: gaps are usual', () => {
    const bench = new AlarmBench()
    beat(bench, [[STRAP, 72]], 5)
    bench.pass(300_000)
    expect(bench.inForce).toEqual([])
    bench.pass(10_000)
    expect(bench.inForce).toEqual([MISSING])
    expect(bench.state.alarms[MISSING]?.facts.priority).toBe('low')
    bench.pass(600_000)
    expect(bench.state.alarms[MISSING]?.facts.priority).toBe('low')
  })

  it('alarms later: a rate after 20 s, a saturation after 30 s, and at once beyond the extreme', () => {
    const oximeter = { ...SPO2, wornAgeMs: 15_000 }
    const bench = new AlarmBench()
    beat(
      bench,
      [
        [STRAP, 45],
        [oximeter, 88],
      ],
      40,
    )
    const from = (id: string, ms: number) => expect(bench.raisedAt(id)).toEqual([ms])
    from('limit:MDC_PULS_RATE:low', 20_000)
    from(`limit:${SPO2.key}:low`, 30_000)
    const extreme = new AlarmBench()
    extreme.bring(STRAP, 30)
    expect(extreme.raisedAt('limit:MDC_PULS_RATE:extreme-low')).toEqual([0])
  })

  it('keeps a delay that somebody has set for the patient, up to what is usual for it', () => {
    const inForce = (channel: typeof STRAP, delayMs?: number) => {
      const low = { low: 50, high: 120, by: 'AB', ...(delayMs !== undefined && { delayMs }) }
      const limits = delayMs === undefined ? {} : { [channel.key]: low }
      return limitsInForce({ ...new AlarmBench().state, limits }, channel)
    }
    expect(inForce(STRAP)).toMatchObject({ delayMs: 20_000, profile: { delayBounds: { mostMs: 20_000 } } })
    expect(inForce(STRAP, 8_000)?.delayMs).toBe(8_000)
    expect(limitsInForce(new AlarmBench().state, PULSE)?.delayMs).toBe(5_000)
  })

  it('whose value was beyond its limit says so as soon as any other', () => {
    const bench = new AlarmBench()
    beat(bench, [[STRAP, 45]], 30)
    expect(bench.inForce).toEqual(['limit:MDC_PULS_RATE:low'])
    bench.pass(16_000)
    expect(bench.inForce).toContain(MISSING)
    expect(bench.state.alarms[MISSING]?.facts.priority).toBe('medium')
  })
})

describe('the first value after a start', () => {
  it('is no sensor without a value until a second one can have come', () => {
    const bench = new AlarmBench()
    bench.bring(HR, 80)
    bench.pass(9_900)
    bench.bring(HR, 80)
    bench.pass(20_000)
    expect(bench.events.filter(({ type }) => type === 'raised')).toEqual([])
    bench.pass(5_000)
    expect(bench.inForce).toEqual([HR_MISSING])
  })

  it('is one where no second one comes, and at once where the monitor says that there is none', () => {
    const late = new AlarmBench()
    late.bring(HR, 80)
    late.pass(26_000)
    expect(late.raisedAt(HR_MISSING)).toEqual([25_000])
    const off = new AlarmBench()
    off.bring(HR, 80)
    off.pass(500)
    off.bring(HR, null)
    expect(off.raisedAt(HR_MISSING)).toEqual([500])
  })
})

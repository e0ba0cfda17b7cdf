import { describe, expect, it } from 'vitest'
import { AlarmBench, HR, NIBP, RR, SPO2 } from './testing/bench.ts'

const HIGH = 'limit:MDC_ECG_HEART_RATE:high'
const LOW_SPO2 = 'limit:MDC_PULS_OXIM_SAT_O2:low'
const DESAT = 'limit:MDC_PULS_OXIM_SAT_O2:extreme-low'

describe('a limit', () => {
  it('alarms after its delay, in the words "value > limit", and ends after its dead band has held', () => {
    const bench = new AlarmBench()
    bench.hold(HR, 90, 3)
    bench.hold(HR, 130, 7)
    expect(bench.raisedAt(HIGH)).toEqual([8_000])
    expect(bench.view(HIGH)).toMatchObject({ priority: 'medium', text: 'HR 130 > 120', source: 'vigil' })
    bench.hold(HR, 119, 5)
    expect(bench.inForce).toEqual([HIGH])
    bench.hold(HR, 118, 4)
    expect(bench.inForce).toEqual([])
    expect(bench.view(HIGH)?.state).toBe('missed')
  })

  it('does not alarm for a value that comes back before the delay is over', () => {
    const bench = new AlarmBench()
    for (let round = 0; round < 5; round++) {
      bench.hold(HR, 130, 4)
      bench.hold(HR, 120, 1)
    }
    expect(bench.raisedAt(HIGH)).toEqual([])
  })

  it('H4 has no delay where missing it is lethal: desaturation, extreme rates, apnoea', () => {
    const bench = new AlarmBench()
    bench.hold(SPO2, 97, 2)
    bench.bring(SPO2, 79)
    expect(bench.raisedAt(DESAT)).toEqual([2_000])
    expect(bench.view(DESAT)).toMatchObject({ priority: 'high', sounds: true })
    bench.bring(HR, 34)
    expect(bench.inForce).toContain('limit:MDC_ECG_HEART_RATE:extreme-low')
  })

  it('of a cuff alarms at once and ends with the next reading', () => {
    const bench = new AlarmBench()
    bench.bring(NIBP, 170)
    expect(bench.inForce).toEqual(['limit:MDC_PRESS_BLD_NONINV_SYS:high'])
    bench.pass(3_600_000 / 60)
    expect(bench.inForce).toEqual(['limit:MDC_PRESS_BLD_NONINV_SYS:high'])
    bench.bring(NIBP, 160)
    expect(bench.inForce).toEqual([])
  })

  it('H9 is not there without an age class', () => {
    const bench = new AlarmBench(null)
    bench.hold(HR, 250, 20)
    expect(bench.inForce).toEqual([])
    bench.act({ type: 'ageClass', before: null, after: 'neonate' })
    expect(bench.inForce).toEqual(['limit:MDC_ECG_HEART_RATE:extreme-high'])
  })

  it('that is moved ends its alarm when the value is inside the new one, without a missed entry', () => {
    const bench = new AlarmBench()
    bench.hold(HR, 125, 6)
    expect(bench.inForce).toEqual([HIGH])
    bench.limits(HR, { low: 50, high: 120 }, { low: 50, high: 130 })
    expect(bench.views).toEqual([])
  })

  it('that is moved while a value is pending counts from the first value beyond it', () => {
    const bench = new AlarmBench()
    bench.hold(HR, 140, 3)
    bench.limits(HR, { low: 50, high: 120 }, { low: 50, high: 130 })
    bench.hold(HR, 140, 3)
    expect(bench.raisedAt(HIGH)).toEqual([5_000])
    bench.limits(HR, { low: 50, high: 130 }, { low: 50, high: 135 })
    expect(bench.view(HIGH)).toMatchObject({ text: 'HR 140 > 135', limit: { limit: 135, worst: 140 } })
  })
})

it('a delay of the patient holds from the first value beyond on, and an extreme bound has none', () => {
  const bench = new AlarmBench()
  bench.hold(SPO2, 88, 12)
  expect(bench.raisedAt(LOW_SPO2)).toEqual([10_000])
  const late = new AlarmBench()
  late.hold(SPO2, 88, 3)
  late.limits(SPO2, { low: 90, high: 100 }, { low: 90, high: 100, delayMs: 15_000 })
  late.hold(SPO2, 88, 14)
  expect(late.raisedAt(LOW_SPO2)).toEqual([15_000])
  late.bring(SPO2, 79)
  expect(late.inForce).toContain(DESAT)
})

describe('a value that is missing', () => {
  it('stops the delay for five seconds at most, then says so as a technical alarm', () => {
    const bench = new AlarmBench()
    bench.hold(RR, 40, 4)
    bench.hold(RR, null, 3)
    bench.hold(RR, 40, 5)
    expect(bench.inForce).toEqual([])
    bench.hold(RR, 40, 2)
    expect(bench.inForce).toEqual(['limit:MDC_RESP_RATE:high'])
    const other = new AlarmBench()
    other.hold(RR, 40, 4)
    other.hold(RR, null, 6)
    expect(other.view('missing:MDC_RESP_RATE')).toMatchObject({ kind: 'technical', priority: 'medium' })
    expect(other.state.pending).toEqual({})
  })

  it('never ends an alarm in force', () => {
    const bench = new AlarmBench()
    bench.hold(SPO2, 85, 12)
    expect(bench.inForce).toEqual([LOW_SPO2])
    bench.hold(SPO2, null, 120)
    expect(bench.inForce).toEqual([LOW_SPO2, 'missing:MDC_PULS_OXIM_SAT_O2'])
    bench.hold(SPO2, 97, 6)
    expect(bench.inForce).toEqual([])
  })

  it('of the ECG is medium at once, low while a pulse gives a rate', () => {
    const bench = new AlarmBench()
    bench.hold(HR, 80, 2)
    bench.bring(HR, null)
    expect(bench.view('missing:MDC_ECG_HEART_RATE')?.priority).toBe('medium')
    const pulse = { ...HR, id: 'MDC_PULS_OXIM_PULS_RATE', key: 'PR' }
    const other = new AlarmBench()
    other.hold(HR, 80, 2)
    other.bring(pulse, 80)
    other.bring(HR, null)
    expect(other.view('missing:MDC_ECG_HEART_RATE')?.priority).toBe('low')
  })

  it('of a parameter that never had one is no alarm', () => {
    const bench = new AlarmBench()
    bench.hold(HR, null, 60)
    expect(bench.views).toEqual([])
  })
})

describe('an alarm of the monitor', () => {
  it('is there at once in its own words, latches when it was high, and is gone when reset', () => {
    const bench = new AlarmBench()
    const asystole = bench.condition('ASYSTOLE')
    bench.start(asystole)
    expect(bench.views).toMatchObject([
      { text: 'ASYSTOLE', source: 'bedside', state: 'active', sounds: true },
    ])
    bench.onAll('reset')
    expect(bench.inForce).toHaveLength(1)
    bench.end(asystole)
    expect(bench.views).toMatchObject([{ state: 'latched', sounds: true }])
    bench.onAll('acknowledged')
    expect(bench.views).toMatchObject([{ state: 'latched', sounds: false }])
    bench.onAll('reset')
    expect(bench.views).toEqual([])
  })

  it('that begins and ends in one message is not lost', () => {
    const bench = new AlarmBench()
    const run = bench.condition('V RUN')
    bench.start(run)
    bench.end(run)
    bench.look()
    expect(bench.views).toMatchObject([{ text: 'V RUN', state: 'latched' }])
  })

  it('sounds again when it comes back, and what was done to the one before touches nothing', () => {
    const bench = new AlarmBench()
    const apnoea = bench.condition('APNEA')
    bench.start(apnoea)
    bench.onAll('acknowledged')
    bench.end(apnoea)
    bench.start(apnoea)
    expect(bench.views).toMatchObject([{ occurrence: 2, state: 'active', sounds: true }])
  })

  it('gives way to the alarm of the line when that is lost', () => {
    const bench = new AlarmBench()
    bench.start(bench.condition('ASYSTOLE'))
    bench.mirrored = [bench.condition('NO DATA', { id: 'b1/vigil/link', source: 'vigil', kind: 'technical' })]
    bench.isLive = false
    bench.look()
    expect(bench.views).toMatchObject([{ text: 'NO DATA', priority: 'high' }])
  })
})

describe('what people set', () => {
  it('H5 ends by itself: the alarm is back at its time, and people are reminded before', () => {
    const bench = new AlarmBench()
    bench.off(HR, 'high', 3_600_000)
    bench.hold(HR, 130, 30)
    expect(bench.inForce).toEqual([])
    bench.hold(HR, 130, 3_570)
    expect(bench.events.filter(({ type }) => type === 'reminded')).toHaveLength(3)
    expect(bench.events.find(({ type }) => type === 'limitOn')?.atMs).toBe(3_600_000)
    bench.hold(HR, 130, 6)
    expect(bench.inForce).toEqual([HIGH])
  })

  it('of the bed before does not hold for the next patient', () => {
    const bench = new AlarmBench()
    bench.hold(SPO2, 85, 12)
    bench.off(HR, 'high', 3_600_000)
    bench.set('comfortCare', 3_600_000)
    bench.act({ type: 'riskSet', reason: 'after surgery' })
    expect(bench.state.risk).toEqual({ sinceMs: bench.nowMs, by: 'AB', reason: 'after surgery' })
    bench.patient()
    expect(bench.state).toMatchObject({ ageClass: null, limits: {}, off: {}, set: {}, alarms: {} })
    expect(bench.state.risk).toBeUndefined()
  })

  it('escalates what sounds in vain after 30, 60 and 120 s, from the end of a pause on', () => {
    const bench = new AlarmBench()
    bench.start(bench.condition('TACHY', { priority: 'medium' }))
    const level = () => bench.views[0]?.escalation
    bench.pass(29_900)
    expect(level()).toBe(0)
    bench.pass(100)
    expect(level()).toBe(1)
    bench.pass(30_000)
    expect(level()).toBe(2)
    bench.pass(60_000)
    expect(level()).toBe(3)
    bench.set('audioPaused', 120_000)
    expect(level()).toBe(0)
    bench.pass(120_000)
    expect(level()).toBe(0)
    bench.pass(30_000)
    expect(level()).toBe(1)
  })
})

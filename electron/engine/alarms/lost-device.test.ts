import { expect, it } from 'vitest'
import type { Alert } from '../../../drivers/model/measurement.ts'
import { bedsideCondition, deviceOfCondition } from '../beds/alert-book.ts'
import { MONITOR } from '../bus.ts'
import { AlarmBench, RR, SPO2 } from './testing/bench.ts'

const VENTILATOR = 'ventilator'
const APNEA: Alert = {
  type: 'alert',
  priority: 'high',
  kind: 'physiological',
  text: 'APNEA',
  phase: 'start',
  device: VENTILATOR,
  atMs: 0,
  deviceMs: null,
}

it('the device of a mirrored alarm stands in its id, and its name before its words', () => {
  const condition = bedsideCondition('b1', APNEA, 0)
  expect(condition).toMatchObject({
    id: 'b1/bedside@ventilator/physiological APNEA',
    text: 'ventilator: APNEA',
  })
  expect(deviceOfCondition(condition.id)).toBe(VENTILATOR)
  const { device: _, ...ofMonitor } = APNEA
  expect(deviceOfCondition(bedsideCondition('b1', ofMonitor, 0).id)).toBe(MONITOR)
})

/** A bench whose second device sends the breath and, at times, an alarm; the monitor the saturation. */
function watched(lost: ReadonlySet<string>, seconds: number, bench = new AlarmBench()): AlarmBench {
  const conditions = lost.has(VENTILATOR) ? [] : [bedsideCondition('b1', APNEA, 0)]
  for (let second = 0; second < seconds; second++) {
    const atMs = bench.nowMs
    bench.machine.arrive({ channel: SPO2, value: 97, atMs, deviceMs: null }, atMs)
    if (!lost.has(VENTILATOR)) {
      bench.machine.arrive({ channel: RR, device: VENTILATOR, value: 40, atMs, deviceMs: null }, atMs)
    }
    for (let tick = 0; tick < 10; tick++) {
      bench.nowMs += 100
      bench.machine.conditions(conditions, true, bench.nowMs, lost)
      bench.machine.tick(bench.nowMs)
    }
  }
  return bench
}

it('H2 a lost device ends no alarm of limits, and its mirrored alarms end as those of a lost line', () => {
  const bench = watched(new Set(), 15)
  const limit = 'limit:MDC_RESP_RATE:high'
  expect(bench.inForce).toEqual(expect.arrayContaining([limit, 'b1/bedside@ventilator/physiological APNEA']))
  watched(new Set([VENTILATOR]), 90, bench)
  // The line that is away says so itself: nobody is sent to a sensor.
  expect(bench.inForce).toEqual([limit])
  const ended = bench.events.filter((event) => event.type === 'ended')
  expect(ended).toMatchObject([{ condition: 'b1/bedside@ventilator/physiological APNEA', why: 'lineLost' }])
})

it('H2 an alarm of a number that only a device taken off could send ends with it, and no other does', () => {
  const only = { ...RR, key: `${VENTILATOR}.${RR.key}`, device: VENTILATOR }
  const bench = new AlarmBench()
  for (let second = 0; second < 20; second++) {
    const atMs = bench.nowMs
    bench.machine.arrive({ channel: SPO2, value: 70, atMs, deviceMs: null }, atMs)
    bench.machine.arrive({ channel: only, device: VENTILATOR, value: 40, atMs, deviceMs: null }, atMs)
    bench.pass(1_000)
  }
  const [breath, saturation] = [`limit:${only.key}:high`, `limit:${SPO2.key}:low`]
  expect(bench.inForce).toEqual(expect.arrayContaining([breath, saturation]))
  const ventilator = new Set([VENTILATOR])
  // Another line of the same device may bring it again.
  bench.machine.anotherLine(bench.nowMs, ventilator, new Set())
  expect(bench.inForce).toEqual(expect.arrayContaining([breath, saturation]))
  bench.machine.anotherLine(bench.nowMs, ventilator, ventilator)
  expect(bench.inForce).not.toContain(breath)
  expect(bench.inForce).toContain(saturation)
  expect(bench.machine.reading(SPO2.key)?.value).toBe(70)
  expect(bench.machine.reading(only.key)).toBeUndefined()
})

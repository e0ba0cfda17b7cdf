import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { storedEvent } from '../alarms/log.ts'
import { stateAt } from '../alarms/stored-period.ts'
import type { AlarmEvent } from '../alarms/types.ts'
import { watchesOf } from '../alarms/watches.ts'
import { observationIn } from '../mapping/apply.ts'
import type { StoredAlarmEvent } from '../store/tables/alarm-events.ts'
import { rangeText, withLimits } from './limits-then.ts'
import type { Observation } from './observations.ts'
import { dictionaryFindings } from './testing/hl7-dictionary.ts'
import { ageClassRow, memoryReader, numericRow, numericSpec } from './testing/memory-reader.ts'
import { parseWithPython } from './testing/python-hl7.ts'
import { vitalsMessages } from './vitals.ts'

const FROM = Date.UTC(2026, 10, 22, 6)
const MINUTE_MS = 60_000
const HEART = numericSpec()
const BASE = { atMs: 0, actor: null }
const SET = { forMs: 600_000, reason: 'r', role: null }
const moved = (low: number | null, high: number | null): AlarmEvent => {
  return {
    ...BASE,
    type: 'limitChanged',
    parameter: HEART.key,
    before: { low: 0, high: 0 },
    after: { low, high },
  }
}
const off = (side: 'low' | 'high'): AlarmEvent => ({
  ...BASE,
  type: 'limitOff',
  limit: `${HEART.key}/${side}`,
  set: SET,
})
const on = (side: 'low' | 'high'): AlarmEvent => ({ ...BASE, type: 'limitOn', limit: `${HEART.key}/${side}` })
const isElse: AlarmEvent = { ...BASE, type: 'patientChanged' }

function rows(events: readonly (readonly [atUtcMs: number, event: AlarmEvent])[]): StoredAlarmEvent[] {
  return events.map(([at, event], index) => storedEvent('b1', index + 1, at, { event, about: null }))
}

function recordOf(alarmEvents: readonly StoredAlarmEvent[]) {
  return memoryReader({
    channels: [{ number: 1, bed: 'b1', driver: 'ge-s5', simulated: false, channel: HEART }],
    numerics: Array.from({ length: 6 }, (_, minute) => numericRow(FROM + minute * MINUTE_MS + 59_000, 72)),
    bindings: [{ bed: 'b1', patient: { id: '1', authority: 'H' }, fromUtcMs: FROM - 1, toUtcMs: null }],
    alarmEvents,
  })
}

function rangesOf(alarmEvents: readonly StoredAlarmEvent[]): (string | undefined)[] {
  const { messages } = vitalsMessages(recordOf(alarmEvents), {
    ...{ bed: 'b1', fromUtcMs: FROM, toUtcMs: FROM + 6 * MINUTE_MS, everyMs: MINUTE_MS },
    ...{ station: 'ward-3', eui64: '080019FFFE3ED02D', madeUtcMs: FROM + 9 * MINUTE_MS },
    destination: {
      training: false,
      wants: { numbers: true, alarms: false },
      form: { kind: 'hl7', map: [], ack: 'ihe' },
    },
  })
  expect(messages.flatMap(({ text }) => dictionaryFindings(text))).toEqual([])
  return parseWithPython(messages.map(({ text }) => text).join('')).map(
    (segments) => segments.find(([name, , type]) => name === 'OBX' && type === 'NM')?.[7],
  )
}

describe('the range beside a number (OBX-7)', () => {
  it('is the limits that were in force when it was measured, as another reader finds them', () => {
    const [minute, steps] = [MINUTE_MS, [moved(55, 110), off('high'), off('low'), on('high'), isElse]]
    const log = steps.map((event, index) => [FROM + (index + 1) * minute, event] as const)
    expect(rangesOf([ageClassRow(FROM - 5_000), ...rows(log)])).toEqual([
      '50-120',
      '55-110',
      '>=55',
      '',
      '<=110',
      '',
    ])
  })

  it('is not said while nobody has chosen an age class: nothing is watched then', () =>
    expect(rangesOf([ageClassRow(FROM + 3 * MINUTE_MS)])).toEqual(['', '', '', '50-120', '50-120', '50-120']))

  it('is not said of what a person entered, nor of a unit that has no limits', () => {
    const reader = recordOf([ageClassRow(FROM - 5_000)])
    const one: Observation = {
      ...{ channel: HEART, state: 'good', value: 72, measuredUtcMs: FROM, simulated: false, driver: 'd' },
    }
    const ofPerson = { ...one, byHand: { answer: null } }
    const ofUnit = { ...one, channel: { ...HEART, unit: 'Hz' } }
    const limits = withLimits(reader, 'b1', [one, ofPerson, ofUnit]).map((made) => made.limits)
    expect(limits).toEqual([{ low: 50, high: 120 }, undefined, undefined])
  })

  it('whatever was set and when, is what the alarms of that moment were watched by', () => {
    const bound = fc.option(fc.integer({ min: 30, max: 200 }))
    const side = fc.constantFrom('low' as const, 'high' as const)
    const event = fc.oneof(
      fc.tuple(bound, bound).map(([low, high]) => moved(low, high)),
      side.map(off),
      side.map(on),
      fc.constant(isElse),
      fc.constantFrom('adult' as const, 'neonate' as const).map((after): AlarmEvent => {
        return { ...BASE, type: 'ageClass', before: null, after }
      }),
    )
    const at = fc.integer({ min: FROM, max: FROM + 60_000 })
    fc.assert(
      fc.property(fc.array(fc.tuple(at, event), { maxLength: 12 }), fc.array(at), (log, times) => {
        const sorted = [...log].sort(([a], [b]) => a - b)
        const reader = recordOf([ageClassRow(FROM - 5_000), ...rows(sorted)])
        const observations = times.map((measuredUtcMs): Observation => {
          return {
            ...{ channel: HEART, state: 'good', value: 1, measuredUtcMs },
            simulated: false,
            driver: 'd',
          }
        })
        for (const { limits, measuredUtcMs } of withLimits(reader, 'b1', observations)) {
          // What happened in a millisecond holds from that millisecond on.
          const watches = watchesOf(stateAt(reader, 'b1', measuredUtcMs + 1), HEART)
          const of = (which: 'low' | 'high') =>
            watches.find((one) => one.side === which && !one.isExtreme)?.limit
          expect([limits?.low ?? undefined, limits?.high ?? undefined]).toEqual([of('low'), of('high')])
        }
      }),
    )
  })

  it('goes into another unit with its number', () => {
    const pressure = { ...HEART, unit: 'mm[Hg]' }
    const one: Observation = {
      ...{ channel: pressure, state: 'good', value: 120, measuredUtcMs: FROM, simulated: false, driver: 'd' },
      limits: { low: 90, high: null },
    }
    expect(observationIn(one, 'kPa')).toMatchObject({ value: 16, limits: { low: 12, high: null } })
  })

  it.each([
    [{ low: 50, high: 120 }, '50-120'],
    [{ low: 36.5, high: null }, '>=36.5'],
    [{ low: null, high: 8 }, '<=8'],
    [{ low: null, high: null }, ''],
  ])('of %j is %s', (limits, text) => expect(rangeText(limits)).toBe(text))
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { storedEvent } from '../alarms/log.ts'
import type { AlarmEvent, AlarmFacts } from '../alarms/types.ts'
import type { StoredAlarmEvent } from '../store/tables/alarm-events.ts'
import { alarmReports } from './alarm-reports.ts'
import { dictionaryFindings } from './testing/hl7-dictionary.ts'
import { SHIFT_FROM_UTC_MS as FROM, memoryReader, numericSpec } from './testing/memory-reader.ts'
import { type ForeignSegments, parseWithPython } from './testing/python-hl7.ts'
import { vitalsMessages } from './vitals.ts'
import type { VitalsRequest } from './vitals-message.ts'

const WHO = { id: '12345', authority: 'HOSP' }
const CHANNEL = numericSpec()
const LIMIT: AlarmFacts = {
  ...{ source: 'vigil', kind: 'physiological', priority: 'high', cause: 'cardiac', text: 'HR 150 > 120' },
  limit: {
    ...{ parameter: CHANNEL.key, label: 'HR', unit: '/min', decimals: 0, side: 'high', limit: 120 },
    ...{ value: 150, worst: 150, isExtreme: false },
  },
}
const BEDSIDE: AlarmFacts = {
  ...{ source: 'bedside', kind: 'technical', priority: 'low', cause: 'general', text: 'a|b^c&d~e\\f' },
  limit: null,
}
const PERIOD = { fromUtcMs: FROM, toUtcMs: FROM + 60_000 }
const REQUEST = {
  ...{ bed: 'b1', station: 'ward-3', eui64: '080019FFFE3ED02D', madeUtcMs: FROM + 63_000 },
  ...{ training: false, ack: 'ihe' as const },
}

type Kind = AlarmEvent['type']

/** Events of the log: when (seconds), what, of which alarm, with which facts. */
function rowsOf(
  events: readonly (readonly [
    second: number,
    type: Kind,
    occurrence: number,
    facts: AlarmFacts,
    as?: string,
  ])[],
): StoredAlarmEvent[] {
  return events.map(([second, type, occurrence, facts, as = 'gone'], index) => {
    const whole = {
      type,
      condition: `b1/${facts.source}`,
      facts,
      why: 'over',
      as,
      worst: 1,
      text: facts.text,
    }
    // Only what a report reads of an event.
    const event = { ...whole, atMs: 0, actor: null } as unknown as AlarmEvent
    return storedEvent('b1', index + 1, FROM + second * 1_000, { event, about: { occurrence, facts } })
  })
}

function readerOf(rows: readonly StoredAlarmEvent[], simulated = false, patient = WHO) {
  return memoryReader({
    channels: [{ number: 1, bed: 'b1', driver: 'ge-s5', simulated, channel: CHANNEL }],
    alarmEvents: rows,
    bindings: [{ bed: 'b1', patient, fromUtcMs: FROM - 60_000, toUtcMs: null }],
  })
}

function facet(segments: ForeignSegments, number: number): readonly string[] {
  return segments.find(([name, , , , path]) => name === 'OBX' && path === `1.1.1.${number}`) ?? []
}

/** Phase, state and inactivation as another reader finds them. */
function storyOf(text: string): readonly string[] {
  const [segments = []] = parseWithPython(text)
  return [3, 4, 5].map((number) => facet(segments, number)[5] ?? '')
}

describe('reports of the alarm log (PCD-04)', () => {
  it('tell an alarm from its start to its end under one name, each report by its own number', () => {
    const rows = rowsOf([
      [1, 'raised', 1, LIMIT],
      [2, 'worse', 1, LIMIT],
      [3, 'acknowledged', 1, LIMIT],
      [4, 'ended', 1, LIMIT, 'latched'],
      [5, 'reset', 1, LIMIT],
    ])
    const { messages } = alarmReports(readerOf(rows), REQUEST, PERIOD)
    expect(messages.map(({ text }) => storyOf(text))).toEqual([
      ['start', 'active', 'enabled'],
      ['update', 'active', 'audio-paused'],
      ['update', 'latched', 'enabled'],
      ['end', 'inactive', 'enabled'],
    ])
    const parsed = messages.flatMap(({ text }) => parseWithPython(text))
    const names = parsed.map((segments) => segments.find(([name]) => name === 'OBR')?.[3]?.split('^') ?? [])
    expect(names.map(([number]) => number)).toEqual(['1', '3', '4', '5'])
    expect(new Set(names.map(([, uuid]) => uuid)).size).toBe(1)
    expect(messages.every(({ text }) => dictionaryFindings(text).length === 0)).toBe(true)
    const [first = []] = parsed
    expect(first.find(([name]) => name === 'MSH')?.[9]).toBe('ORU^R40^ORU_R40')
    expect(facet(first, 1).slice(2, 6)).toEqual(['ST', '196648^MDC_EVT_HI^MDC', '1.1.1.1', 'HR 150 > 120'])
    expect(facet(first, 2).slice(2, 6)).toMatchObject([
      'NM',
      expect.stringMatching(/^147842\^/),
      '1.1.1.2',
      '150',
    ])
    expect([facet(first, 6)[5], facet(first, 7)[5]]).toEqual(['PH', 'SP'])
  })

  it('leave the words of a monitor as they are', () => {
    const { messages } = alarmReports(readerOf(rowsOf([[1, 'raised', 2, BEDSIDE]])), REQUEST, PERIOD)
    const [segments = []] = parseWithPython(messages[0]?.text ?? '')
    expect(facet(segments, 1)[3]).toBe('196616^MDC_EVT_ALARM^MDC')
    expect(facet(segments, 1)[5]).toBe('a\\F\\b\\S\\c\\T\\d\\R\\e\\E\\f')
    expect(facet(segments, 2)[5]).toBe('monitor')
  })

  it('of a simulated bed go to training alone; of nobody a hospital knows they wait', () => {
    const rows = rowsOf([[1, 'raised', 1, LIMIT]])
    expect(alarmReports(readerOf(rows, true), REQUEST, PERIOD)).toEqual({ messages: [], nameless: [] })
    const [sent] = alarmReports(readerOf(rows, true), { ...REQUEST, training: true }, PERIOD).messages
    expect(sent?.text).toContain('SIMULATED: not from a patient')
    const unknown = { id: 'UNKNOWN-20260616-001', authority: 'VIGIL-TEMPORARY' }
    const waiting = alarmReports(readerOf(rows, false, unknown), REQUEST, PERIOD)
    expect([waiting.messages, waiting.nameless]).toEqual([[], [PERIOD]])
  })

  it('go out only where the destination asks, beside its numbers or without them', () => {
    const reader = readerOf(rowsOf([[1, 'raised', 1, LIMIT]]))
    const request: Omit<VitalsRequest, 'destination'> = { ...REQUEST, ...PERIOD, everyMs: 10_000 }
    const sent = (numbers: boolean, alarms: boolean) =>
      vitalsMessages(reader, {
        ...request,
        destination: {
          training: false,
          wants: { numbers, alarms },
          form: { kind: 'hl7', map: [], ack: 'ihe' },
        },
      }).messages.length
    expect([sent(false, false), sent(true, false), sent(false, true), sent(true, true)]).toEqual([0, 0, 1, 1])
  })

  it('whatever the log, cut at whatever moment, each start and end is told once', () => {
    const kinds = fc.constantFrom<Kind>('raised', 'acknowledged', 'worse', 'reworded', 'ended', 'reset')
    const events = fc.array(fc.tuple(fc.nat(58), kinds, fc.integer({ min: 1, max: 3 })), { maxLength: 30 })
    fc.assert(
      fc.property(events, fc.nat(59), (some, cutSecond) => {
        const sorted = [...some].sort(([a], [b]) => a - b)
        const rows = rowsOf(sorted.map(([second, type, occurrence]) => [second, type, occurrence, LIMIT]))
        const reader = readerOf(rows)
        const cutUtcMs = FROM + cutSecond * 1_000
        const pieces = [
          { ...PERIOD, toUtcMs: cutUtcMs },
          { ...PERIOD, fromUtcMs: cutUtcMs },
        ].filter(({ fromUtcMs, toUtcMs }) => fromUtcMs < toUtcMs)
        const inPieces = pieces.flatMap((piece) => alarmReports(reader, REQUEST, piece).messages)
        const whole = alarmReports(reader, REQUEST, PERIOD).messages
        expect(inPieces.map(({ controlId }) => controlId)).toEqual(whole.map(({ controlId }) => controlId))
        expect(new Set(whole.map(({ controlId }) => controlId)).size).toBe(whole.length)
        expect(whole.length).toBe(sorted.filter(([, type]) => type !== 'worse').length)
        expect(whole.every(({ text }) => dictionaryFindings(text).length === 0)).toBe(true)
      }),
    )
  })
})

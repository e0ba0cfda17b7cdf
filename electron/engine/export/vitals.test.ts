import { describe, expect, it } from 'vitest'
import { leaf, segmentOf, segmentsOf } from '../../../drivers/hl7v2/message.ts'
import { parseMessage } from '../../../drivers/hl7v2/parse.ts'
import { temporaryPatient } from '../../ipc/patient.ts'
import type { EntryRow } from '../store/tables/entries.ts'
import { dictionaryFindings } from './testing/hl7-dictionary.ts'
import { type MemoryRecord, memoryReader, numericRow, numericSpec } from './testing/memory-reader.ts'
import { parseWithPython } from './testing/python-hl7.ts'
import { vitalsMessages } from './vitals.ts'
import type { VitalsRequest } from './vitals-message.ts'

const NUMBERS = { numbers: true, alarms: false }
const FROM = Date.UTC(2026, 5, 16, 7)
const MINUTE = 60_000
const JANE = { id: '12345', authority: 'HOSP' }
const NEXT = { id: '777', authority: 'HOSP' }
const CUFF = numericSpec({
  ...{ key: 'MDC_PRESS_BLD_NONINV_SYS', id: 'MDC_PRESS_BLD_NONINV_SYS', code: 150021, source: 'nibp' },
  ...{ unit: 'mm[Hg]', timing: 'episodic', label: 'NIBP' },
})
const CHANNELS = [numericSpec(), CUFF].map((channel, index) => {
  return { number: index + 1, bed: 'b1', driver: 'ge-s5', simulated: false, channel }
})
const BOUND = { bed: 'b1', patient: JANE, fromUtcMs: FROM - MINUTE, toUtcMs: null }

function record(over: MemoryRecord = {}) {
  const numerics = Array.from({ length: 120 }, (_, second) => numericRow(FROM + second * 1_000, second))
  return memoryReader({ channels: CHANNELS, numerics, bindings: [BOUND], ...over })
}

function made(reader = record(), over: Partial<VitalsRequest> = {}) {
  return vitalsMessages(reader, {
    ...{ bed: 'b1', fromUtcMs: FROM, toUtcMs: FROM + 2 * MINUTE, everyMs: MINUTE, station: 'ward-3' },
    ...{
      eui64: '080019FFFE3ED02D',
      madeUtcMs: FROM + 3 * MINUTE,
      destination: { training: false, wants: NUMBERS, form: { kind: 'hl7', map: [], ack: 'ihe' } },
    },
    ...over,
  })
}

/** Whose a message is and its numbers, `12345 59,120`. */
function said(text: string): string {
  const parsed = parseMessage(text)
  if (!parsed.ok) throw new Error(parsed.problem)
  const values = segmentsOf(parsed.message, 'OBX').filter((row) => leaf(row, 2) !== '')
  const words = values.map((row) => `${leaf(row, 5)}${leaf(row, 11) === 'R' ? '' : leaf(row, 11)}`)
  return `${leaf(segmentOf(parsed.message, 'PID'), 3)} ${words.join(',')}`
}

const sentBy = (reader = record(), over: Partial<VitalsRequest> = {}) =>
  made(reader, over).messages.map(({ text }) => said(text))

describe('numbers at an interval', () => {
  it('are one message an interval with how things stood at its end, the same for the same record', () => {
    expect(sentBy()).toEqual(['12345 59', '12345 119'])
    const ids = (madeUtcMs: number) =>
      made(record(), { madeUtcMs }).messages.map(({ controlId }) => controlId)
    expect(ids(FROM)).toEqual(ids(FROM + 9_999))
    expect(made().messages.map(({ fromUtcMs }) => fromUtcMs)).toEqual([FROM, FROM + MINUTE])
  })

  it('leave out no reading that came in it: each earlier one has a message before', () => {
    const numerics = [1, 20, 40].map((second) =>
      numericRow(FROM + second * 1_000, 120 + second, { channel: 2 }),
    )
    expect(sentBy(record({ numerics }))).toEqual(['12345 121', '12345 140', '12345 160'])
  })

  it('send a reading that came late when it came, to whoever lay there when it was taken', () => {
    const late = numericRow(FROM + 90_000, 133, { channel: 2, measuredUtcMs: FROM + 5_000 })
    const bindings = [
      { ...BOUND, toUtcMs: FROM + 30_000 },
      { ...BOUND, patient: NEXT, fromUtcMs: FROM + 30_000 },
    ]
    const numerics = [numericRow(FROM + 27_000, 70), numericRow(FROM + 50_000, 88), late]
    expect(sentBy(record({ numerics, bindings }))).toEqual(['12345 70', '777 88', '12345 133'])
  })

  it('tell a late reading in a message whose period is its time, which is taken back and told again with it', () => {
    const late = numericRow(FROM + 90_000, 133, { channel: 2, measuredUtcMs: FROM + 5_000 })
    const inTime = numericRow(FROM + 9_000, 120, { channel: 2, measuredUtcMs: FROM + 9_000 })
    const reader = record({ numerics: [inTime, late] })
    const second = made(reader, { fromUtcMs: FROM + MINUTE }).messages
    expect(second.map((one) => [one.fromUtcMs - FROM, one.toUtcMs - FROM, said(one.text)])).toEqual([
      [5_000, 5_001, '12345 133'],
    ])
    const stretch = { toUtcMs: FROM + MINUTE, cameBeforeUtcMs: FROM + 2 * MINUTE }
    const bindings = [
      { ...BOUND, patient: NEXT, toUtcMs: FROM + MINUTE },
      { ...BOUND, fromUtcMs: FROM + MINUTE },
    ]
    const repaired = record({ numerics: [inTime, late], bindings })
    const back = { ...stretch, takenBackFrom: JANE }
    expect(sentBy(repaired, back)).toEqual(['12345 120D', '12345 133D'])
    // Its interval waits; what came late went meanwhile.
    expect(sentBy(repaired, { ...back, neverTried: [{ fromUtcMs: FROM, toUtcMs: FROM + MINUTE }] })).toEqual([
      '12345 133D',
    ])
    expect(sentBy(repaired, stretch)).toEqual(['777 133', '777 120'])
    // What has not been told is told when its own interval is read.
    expect(sentBy(repaired, { ...back, cameBeforeUtcMs: FROM + MINUTE })).toEqual(['12345 120D'])
    expect(sentBy(repaired, { ...stretch, cameBeforeUtcMs: FROM + MINUTE })).toEqual(['777 120'])
  })

  it('tell a stretch of nobody, and of somebody without an identity, and send nothing of it', () => {
    const unknown = { ...BOUND, patient: temporaryPatient(3, FROM), fromUtcMs: FROM + 80_000 }
    const { messages, nameless } = made(record({ bindings: [unknown] }))
    expect(messages).toEqual([])
    expect(nameless).toEqual([{ fromUtcMs: FROM, toUtcMs: FROM + 2 * MINUTE }])
    expect(made(record({ numerics: [], bindings: [] })).nameless).toEqual([])
  })

  it('send what no patient gave to training alone', () => {
    const channels = CHANNELS.map((one) => ({ ...one, simulated: true }))
    expect(sentBy(record({ channels }))).toEqual([])
    const [first] = made(record({ channels }), {
      destination: { training: true, wants: NUMBERS, form: { kind: 'hl7', map: [], ack: 'app' } },
    }).messages
    expect(first?.text).toContain('|T|2.6|')
    expect(first?.text).toContain('SIMULATED')
  })

  it('say an entry when it was written, its correction as one, and that it was taken back', () => {
    const entry: EntryRow = {
      ...{ id: 'a', bed: 'b1', kind: 'pain', value: 3, unit: '{score}', atUtcMs: FROM - 1_000 },
      ...{ writtenUtcMs: FROM + 1_000, author: 'AB', corrects: null, state: 'corrected' },
    }
    const corrected: EntryRow = {
      ...entry,
      id: 'b',
      value: 4,
      corrects: 'a',
      writtenUtcMs: FROM + 2_000,
      state: 'valid',
    }
    const entries = [entry, corrected]
    expect(sentBy(record({ numerics: [], entries }))).toEqual(['12345 4C'])
    const withdrawn: EntryRow = {
      ...corrected,
      id: 'c',
      corrects: 'b',
      writtenUtcMs: FROM + 70_000,
      state: 'withdrawn',
    }
    expect(sentBy(record({ numerics: [], entries: [{ ...entry, state: 'withdrawn' }, withdrawn] }))).toEqual([
      '12345 4D',
    ])
  })

  it('tell of two entries at one minute the one written last, and the other when that one is taken back or moved', () => {
    const first: EntryRow = {
      ...{ id: 'a', bed: 'b1', kind: 'pain', value: 3, unit: '{score}', atUtcMs: FROM - 1_000 },
      ...{ writtenUtcMs: FROM + 1_000, author: 'AB', corrects: null, state: 'valid' },
    }
    const second: EntryRow = { ...first, id: 'b', value: 6, writtenUtcMs: FROM + MINUTE + 1_000 }
    const minute = (entries: EntryRow[], number: number) =>
      sentBy(record({ numerics: [], entries }), {
        fromUtcMs: FROM + number * MINUTE,
        toUtcMs: FROM + (number + 1) * MINUTE,
      })
    expect([minute([first], 0), minute([first, second], 1)]).toEqual([['12345 3F'], ['12345 6C']])
    const writtenUtcMs = FROM + 2 * MINUTE + 1_000
    const withdrawal: EntryRow = { ...second, id: 'c', corrects: 'b', writtenUtcMs, state: 'withdrawn' }
    expect(minute([first, { ...second, state: 'withdrawn' }, withdrawal], 2)).toEqual(['12345 3C'])
    const moved: EntryRow = { ...second, id: 'c', corrects: 'b', writtenUtcMs, atUtcMs: FROM }
    expect(minute([first, { ...second, state: 'corrected' }, moved], 2)).toEqual(['12345 3C', '12345 6C'])
    // One that stands where another was taken back takes its place.
    const gone: EntryRow = { ...first, id: 'd', corrects: 'a', state: 'withdrawn' }
    expect(minute([{ ...first, state: 'withdrawn' }, gone, second], 1)).toEqual(['12345 6C'])
  })

  it('take an entry back where its correction has another time, so that no receiver keeps both', () => {
    const entry: EntryRow = {
      ...{ id: 'a', bed: 'b1', kind: 'pain', value: 3, unit: '{score}', atUtcMs: FROM - 1_000 },
      ...{ writtenUtcMs: FROM + 1_000, author: 'AB', corrects: null, state: 'corrected' },
    }
    const between: EntryRow = {
      ...{ ...entry, id: 'b', value: 4, atUtcMs: FROM - 2_000 },
      ...{ corrects: 'a', writtenUtcMs: FROM + 70_000 },
    }
    const corrected: EntryRow = {
      ...{ ...between, id: 'c', value: 5, atUtcMs: FROM - 500, corrects: 'b' },
      ...{ writtenUtcMs: FROM + 80_000, state: 'valid' },
    }
    const minutes = (entries: EntryRow[]) => sentBy(record({ numerics: [], entries }))
    expect(minutes([entry, between, corrected])).toEqual(['12345 3D', '12345 5C'])
    const withdrawn: EntryRow = { ...corrected, state: 'withdrawn' }
    expect(minutes([entry, between, withdrawn])).toEqual(['12345 3D', '12345 5D'])
    // At the time that was sent it takes the place by itself.
    expect(minutes([entry, between, { ...corrected, atUtcMs: entry.atUtcMs }])).toEqual(['12345 5C'])
  })

  it('take back what was told though the correction after it never was: it had been corrected before it was read', () => {
    const entry: EntryRow = {
      ...{ id: 'a', bed: 'b1', kind: 'pain', value: 3, unit: '{score}', atUtcMs: FROM - 1_000 },
      ...{ writtenUtcMs: FROM - 500, author: 'AB', corrects: null, state: 'corrected' },
    }
    const between: EntryRow = {
      ...{ ...entry, id: 'b', value: 4, atUtcMs: FROM + 50_000 },
      ...{ corrects: 'a', writtenUtcMs: FROM + 50_000 },
    }
    const last: EntryRow = {
      ...{ ...between, id: 'c', value: 5, corrects: 'b' },
      ...{ writtenUtcMs: FROM + MINUTE + 1_000, state: 'valid' },
    }
    const reader = record({ numerics: [], entries: [entry, between, last] })
    expect(sentBy(reader, { toUtcMs: FROM + MINUTE })).toEqual([])
    expect(sentBy(reader, { fromUtcMs: FROM + MINUTE })).toEqual(['12345 3D', '12345 5C'])
  })

  it('take an entry back at the bed it stood on, for its patient, where the correction stands on another bed', () => {
    const moves = FROM + MINUTE
    const bindings = [
      { ...BOUND, toUtcMs: moves },
      { ...BOUND, patient: NEXT, fromUtcMs: moves },
      { ...BOUND, bed: 'b2', fromUtcMs: moves },
    ]
    const entry: EntryRow = {
      ...{ id: 'a', bed: 'b1', kind: 'pain', value: 3, unit: '{score}', atUtcMs: FROM + 500 },
      ...{ writtenUtcMs: FROM + 1_000, author: 'AB', corrects: null, state: 'corrected' },
    }
    const there: EntryRow = {
      ...{ ...entry, id: 'b', bed: 'b2', value: 4, atUtcMs: moves + 5_000 },
      ...{ corrects: 'a', writtenUtcMs: moves + 6_000, state: 'valid' },
    }
    const channels = [...CHANNELS, ...CHANNELS.map((one) => ({ ...one, number: one.number + 2, bed: 'b2' }))]
    const sentOf = (entries: EntryRow[], bed: string) =>
      sentBy(record({ channels, numerics: [], bindings, entries }), { bed, fromUtcMs: moves })
    expect(sentOf([entry, there], 'b1')).toEqual(['12345 3D'])
    expect(sentOf([entry, there], 'b2')).toEqual(['12345 4C'])
    // Back to the first bed and its time within one interval: only the end of it is told.
    const again: EntryRow = {
      ...entry,
      id: 'c',
      value: 5,
      corrects: 'b',
      writtenUtcMs: moves + 9_000,
      state: 'valid',
    }
    const chain: EntryRow[] = [entry, { ...there, state: 'corrected' }, again]
    expect(sentOf(chain, 'b1')).toEqual(['12345 5C'])
    expect(sentOf(chain, 'b2')).toEqual([])
    // Back after the other bed was told: there it is taken back.
    const later = { ...again, writtenUtcMs: moves + MINUTE + 1_000 }
    const next = { fromUtcMs: moves + MINUTE, toUtcMs: moves + 2 * MINUTE }
    const entries: EntryRow[] = [entry, { ...there, state: 'corrected' }, later]
    const reader = record({ channels, numerics: [], bindings, entries })
    expect(sentBy(reader, { bed: 'b2', ...next })).toEqual(['12345 4D'])
    expect(sentBy(reader, { bed: 'b1', ...next })).toEqual(['12345 5C'])
  })

  it('tell a gap when it begins and when it ends, and are silent between', () => {
    const gap = {
      bed: 'b1',
      channel: null,
      fromUtcMs: FROM + 10_000,
      toUtcMs: FROM + 5 * MINUTE,
      cause: 'unplugged' as const,
    }
    const gaps = [{ ...gap, evidence: 'COM3' }]
    const { messages } = made(record({ numerics: [], gaps }), { toUtcMs: FROM + 8 * MINUTE })
    expect(messages.map(({ fromUtcMs }) => (fromUtcMs - FROM) / MINUTE)).toEqual([0, 5])
    expect(messages[1]?.text).toContain('GAP')
  })

  it('are read by a foreign parser, and lack no field that v2.6 requires', () => {
    const numerics = [
      numericRow(FROM, 72),
      numericRow(FROM + 9_000, 120, { channel: 2 }),
      numericRow(FROM + 70_000, null),
    ]
    const text = made(record({ numerics })).messages.map((one) => one.text)
    const read = parseWithPython(text.join(''))
    expect(read.map((segments) => segments[1]?.[3])).toEqual(['12345^^^HOSP^MR', '12345^^^HOSP^MR'])
    expect(text.flatMap((one) => dictionaryFindings(one))).toEqual([])
  })
})

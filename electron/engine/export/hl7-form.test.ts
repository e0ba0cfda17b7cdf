import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { destinationSchema } from '../config/schema.ts'
import { formOf } from '../outbox/shift-row.ts'
import { NURSE_NOTE } from './document/document.ts'
import { buildMdm, buildMdmWithdrawal } from './document/mdm.ts'
import type { Hl7Form } from './hl7-head.ts'
import type { Observation, ObservationState } from './observations.ts'
import { buildOru } from './oru.ts'
import { buildOruWaves } from './oru-waves.ts'
import { testMessage } from './probe/probe-mllp.ts'
import { dictionaryFindings } from './testing/hl7-dictionary.ts'
import { numericSpec, waveSpec } from './testing/memory-reader.ts'
import { parseWithPython } from './testing/python-hl7.ts'

const FROM = Date.UTC(2026, 10, 22, 6)
const EUI64 = '080019FFFE3ED02D'
const WHO = {
  ...{ station: 'ward-3', eui64: EUI64, bed: 'b1', patient: { id: '12345', authority: 'HOSP' } },
  ...{ madeUtcMs: FROM + 61_000, training: true, simulated: true },
}
const PERIOD = { fromUtcMs: FROM, toUtcMs: FROM + 1_000 }
const NAMED: Hl7Form = {
  ack: 'ihe',
  sender: { application: 'VIGIL_ICU', facility: 'ICU^2.999.1^ISO' },
  receiver: { application: 'MIRTH', facility: 'HOSP' },
}
const STATES = ['good', 'questionable', 'demo', 'invalid', 'off', 'stale'] as const

function observation(state: ObservationState, index: number): Observation {
  const hasValue = state === 'good' || state === 'questionable' || state === 'demo'
  return {
    channel: numericSpec({ source: `t${index + 1}` }),
    ...{ state, value: hasValue ? 72 : null, measuredUtcMs: FROM, simulated: true, driver: 'ge-s5' },
  }
}

/** A message of each kind that goes to a destination of HL7. */
function everyKind(form: Hl7Form): string[] {
  const frame = { ...WHO, period: PERIOD, gaps: [], ...form }
  const run = {
    channel: waveSpec(),
    driver: 'ge-s5',
    simulated: true,
    startUtcMs: FROM,
    samples: [1, null, 3],
  }
  const about = { ...WHO, ...PERIOD, id: '5f3c9f0e', type: NURSE_NOTE, bedLabel: 'Bed 1', author: 'AB' }
  const document = { ...about, finishedUtcMs: FROM + 2_000, pdf: 'JVBERi0=', replaces: null }
  return [
    buildOru({ ...frame, observations: STATES.map(observation) }).text,
    ...buildOruWaves({ ...frame, runs: [run] }).map(({ text }) => text),
    buildMdm(document, form).text,
    buildMdm({ ...document, replaces: '6f3c9f0e' }, form).text,
    buildMdmWithdrawal(document, form).text,
  ]
}

describe('a destination of HL7', () => {
  it('is named with its sender in every kind of message, as another reader finds them', () => {
    const heads = parseWithPython(everyKind(NAMED).join('')).map(([msh]) => msh?.slice(3, 7))
    expect(heads).toHaveLength(5)
    for (const head of heads)
      expect(head).toEqual([`VIGIL_ICU^${EUI64}^EUI-64`, 'ICU^2.999.1^ISO', 'MIRTH', 'HOSP'])
  })

  it('that says nothing of it gets Vigil and the station, and no receiver', () => {
    const [head] = parseWithPython(everyKind({ ack: 'ihe' })[0] ?? '').map(([msh]) => msh?.slice(3, 7))
    expect(head).toEqual([`VIGIL^${EUI64}^EUI-64`, 'ward-3', '', ''])
  })

  it('is named in the test message too: an engine routes by it', () => {
    const facts = { station: 'ward-3', eui64: EUI64, training: true, nowUtcMs: FROM, ...NAMED }
    const [head] = parseWithPython(testMessage(facts, 'ihe').text).map(([msh]) => msh?.slice(3, 7))
    expect(head).toEqual([`VIGIL_ICU^${EUI64}^EUI-64`, 'ICU^2.999.1^ISO', 'MIRTH', 'HOSP'])
  })

  it('gets by its config what the config says, whatever it is', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9_.-][A-Za-z0-9 _.-]{0,18}[A-Za-z0-9_]$/)
    const id = fc.stringMatching(/^[0-9]{1,3}(\.[0-9]{1,9}){1,6}$/)
    const party = fc.oneof(
      name,
      fc.tuple(name, id).map(([own, number]) => `${own}^${number}^ISO`),
    )
    const parties = fc.record({ application: party, facility: party }, { requiredKeys: [] })
    const typed = fc.record({ sender: parties, receiver: parties, pcdStatusFlags: fc.boolean() })
    const made = fc.sample(typed, 100).map((own) => {
      const destination = destinationSchema.parse({ id: 'his', type: 'mllp', host: 'h', port: 1, ...own })
      const form = formOf(destination, [])
      if (form.kind !== 'hl7') throw new Error('not of HL7')
      const text = buildOru({ ...WHO, period: PERIOD, gaps: [], observations: [], ...form }).text
      return { own, text }
    })
    const read = parseWithPython(made.map(({ text }) => text).join(''))
    expect(read).toHaveLength(made.length)
    for (const [index, { own }] of made.entries()) {
      const { application, facility = 'ward-3' } = own.sender
      const msh = read[index]?.[0] ?? []
      const sender = application ?? 'VIGIL'
      const named = sender.includes('^') ? sender : `${sender}^${EUI64}^EUI-64`
      const wanted = [named, facility, own.receiver.application ?? '', own.receiver.facility ?? '']
      expect(msh.slice(3, 7)).toEqual(wanted)
    }
  })

  it.each(['', 'A|B', 'A^B', 'A^1.2^XYZ', 'A\rB', 'A&B', 'a name of more than twenty characters'])(
    'cannot be named %j',
    (application) => {
      const typed = { id: 'his', type: 'mllp', host: 'h', port: 1, receiver: { application } }
      const result = destinationSchema.safeParse(typed)
      expect(result.error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
        ['receiver.application', expect.stringContaining('must be a name of at most 20 characters')],
      ])
    },
  )
})

describe('a destination that takes no codes of the IHE profiles', () => {
  const PLAIN: Hl7Form = { ...NAMED, pcdStatusFlags: false }

  it('gets nothing in OBX-8 that is not of its table, and finds no fault by the tables of HL7', () => {
    for (const text of everyKind(PLAIN)) expect(dictionaryFindings(text, { flags: true })).toEqual([])
  })

  it('reads in a note under each value why it is doubtful or not there', () => {
    const [oru = []] = parseWithPython(everyKind(PLAIN)[0] ?? '')
    const states = oru.flatMap((segment, index) => {
      const next = oru[index + 1] ?? []
      return segment[0] === 'OBX' && segment[2] === 'NM'
        ? [[segment[11], next[0] === 'NTE' ? next[3] : '']]
        : []
    })
    expect(states).toHaveLength(STATES.length)
    const words = states.map(([status, text = '']) => `${status} ${text.split(':')[0]}`)
    expect(words.sort()).toEqual(
      ['R ', 'R DEMO', 'R QUESTIONABLE', 'X INVALID', 'X NOT AVAILABLE', 'X OFF'].sort(),
    )
    expect(oru.some(([name, , , text]) => name === 'NTE' && text?.startsWith('SIMULATED'))).toBe(true)
  })

  it('is the exception: the profile asks for them, and a table of HL7 does not have them', () => {
    const findings = everyKind(NAMED).flatMap((text) => dictionaryFindings(text, { flags: true }))
    expect(new Set(findings.map((one) => one.split(' ')[0]))).toEqual(new Set(['OBX-8']))
    expect(everyKind(NAMED).flatMap((text) => dictionaryFindings(text))).toEqual([])
  })
})

describe('the tables that messages are held against', () => {
  const [oru = ''] = everyKind(NAMED)
  it.each([
    ['a code of another table', oru.replace('|T|2.6|', '|X|2.6|'), 'X is not in table 103'],
    ['a segment where it may not stand', `${oru}PID|||7\r`, 'stands where it may not'],
    ['a message without its order', oru.replace(/OBR.*?\r/, ''), 'segment is missing'],
    ['a value without its status', oru.replace('|||||||X|', '||||||||'), 'OBX-11'],
  ])('find %s', (_, text, words) => expect(dictionaryFindings(text).join()).toContain(words))
})

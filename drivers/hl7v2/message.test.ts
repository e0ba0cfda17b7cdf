import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withShared } from '../../resources/testing/with-shared.ts'
import { buildMessage, buildSegment, decimalText, type Field } from './build.ts'
import {
  isExplicitNull,
  leaf,
  messageType,
  type ReadMessage,
  repeats,
  segmentOf,
  segmentsOf,
} from './message.ts'
import { parseMessage, splitMessages } from './parse.ts'

const HEADER = 'MSH|^~\\&|ADT|W|VIGIL|W|20261122070000+0100||ADT^A01|7|P|2.5'

function read(input: string | Uint8Array): ReadMessage {
  const result = parseMessage(input)
  if (!result.ok) throw new Error(result.problem)
  return result.message
}

/** Any UTF-16 at all, half surrogate pairs and control characters included. */
const anyText = fc
  .array(fc.oneof(fc.nat(0x7f), fc.nat(0xffff)), { maxLength: 30 })
  .map((codes) => String.fromCharCode(...codes))

describe('parseMessage', () => {
  it('reads by the numbers of the standard, MSH included', () => {
    const message = read(`${HEADER}\rPID|||1^^^HOSP^MR~2^^^A&1.2&ISO^PI||TEST^PERSON\r`)
    expect(leaf(segmentOf(message, 'MSH'), 1)).toBe('|')
    expect(leaf(segmentOf(message, 'MSH'), 2)).toBe('^~\\&')
    expect(leaf(segmentOf(message, 'MSH'), 10)).toBe('7')
    const patient = segmentOf(message, 'PID')
    expect(repeats(patient, 3)).toHaveLength(2)
    expect(leaf(patient, 3)).toBe('1')
    expect(leaf(patient, 3, { repeat: 2, component: 4, sub: 2 })).toBe('1.2')
    expect(leaf(patient, 5, { component: 2 })).toBe('PERSON')
    expect(leaf(patient, 40)).toBe('')
    expect(leaf(undefined, 1)).toBe('')
  })

  it.each([
    ['line feeds', `${HEADER}\nPID|||1\n`],
    ['both line ends', `${HEADER}\r\nPID|||1\r\n`],
    ['a byte order mark', `\ufeff${HEADER}\rPID|||1`],
    ['trailing blanks', `${HEADER}  \rPID|||1 \t\r\r\n\n`],
    ['batch wrappers', `FHS|^~\\&\rBHS|^~\\&\r${HEADER}\rPID|||1\rBTS|1\rFTS|1\r`],
  ])('takes %s', (_what, text) => {
    const message = read(text)
    expect(message.segments.map((segment) => segment.name)).toEqual(['MSH', 'PID'])
    expect(leaf(segmentOf(message, 'PID'), 3)).toBe('1')
  })

  it('takes the fifth separator of 2.7, and other separators altogether', () => {
    expect(leaf(segmentOf(read('MSH|^~\\&#|A\rOBX||||a\\P\\b\r'), 'OBX'), 4)).toBe('a#b')
    const odd = read('MSH*:;!%*A:B%C\r')
    expect(leaf(segmentOf(odd, 'MSH'), 3, { component: 2, sub: 2 })).toBe('C')
  })

  it('tells "delete" from nothing', () => {
    const message = read(`${HEADER}\rPID|||1||""|`)
    expect(isExplicitNull(leaf(segmentOf(message, 'PID'), 5))).toBe(true)
    expect(isExplicitNull(leaf(segmentOf(message, 'PID'), 6))).toBe(false)
  })

  it('keeps repeated and unknown segments, and does without MSH-9.3', () => {
    const message = read(`${HEADER}\rAL1|1\rZZ1|x\rAL1|2\r`)
    expect(segmentsOf(message, 'AL1').map((one) => leaf(one, 1))).toEqual(['1', '2'])
    expect(leaf(segmentOf(message, 'ZZ1'), 1)).toBe('x')
    expect(messageType(message)).toEqual({ code: 'ADT', event: 'A01', structure: '' })
  })

  it('reads a line break inside a field as part of it, and says so', () => {
    const message = read(`${HEADER}\nNTE|1||first\nsecond line|after\nPID|||1\n`)
    const note = segmentOf(message, 'NTE')
    expect(leaf(note, 3)).toBe('first\nsecond line')
    expect(leaf(note, 4)).toBe('after')
    expect(message.remarks).toHaveLength(1)
  })

  it.each([
    ['', /empty/],
    ['PID|||1', /begin with an MSH/],
    ['MSH', /separators/],
    ['MSH|', /MSH-2/],
    ['MSH|^^\\&|A', /twice/],
    ['MSH|^~\\a|A', /letter/],
    [`${HEADER}\r${HEADER}\r`, /more than one/],
  ])('says what is wrong with %j', (text, problem) => {
    const result = parseMessage(text)
    expect(result.ok).toBe(false)
    expect(result.ok ? '' : result.problem).toMatch(problem)
  })

  it('never throws, on text or bytes', () => {
    const start = fc.constantFrom('', 'MSH|^~\\&|', `${HEADER}\rPID|`)
    fc.assert(fc.property(start, anyText, (head, tail) => typeof parseMessage(head + tail).ok === 'boolean'))
    fc.assert(fc.property(fc.uint8Array(), (bytes) => typeof parseMessage(bytes).ok === 'boolean'))
  })

  it('splits a file of several messages', () => {
    const parts = splitMessages(`${HEADER}\rPID|||1\r${HEADER}\nPID|||2\nBTS|2`)
    expect(parts.map((part) => leaf(segmentOf(read(part), 'PID'), 3))).toEqual(['1', '2'])
  })
})

describe('buildMessage', () => {
  it('writes fields by number, escapes, and leaves out what is empty at an end', () => {
    const text = buildMessage([
      { name: 'MSH', fields: { 3: ['VIGIL', '', ''], 9: ['ORU', 'R01', 'ORU_R01'], 12: '' } },
      { name: 'PID', fields: { 3: { repeats: [['1', '', '', ['A&B', '', '']], '2', ''] }, 5: 'a|b^c' } },
      { name: 'ZZZ', fields: {} },
    ])
    expect(text).toBe('MSH|^~\\&|VIGIL||||||ORU^R01^ORU_R01\rPID|||1^^^A\\T\\B~2||a\\F\\b\\S\\c\rZZZ\r')
  })

  it('refuses what is no segment', () => {
    expect(() => buildSegment({ name: 'pid', fields: {} })).toThrow(/"name"/)
    expect(() => buildSegment({ name: 'PID', fields: { 0: 'x' } })).toThrow(/"fields"/)
    expect(() => buildSegment({ name: 'MSH', fields: { 2: 'x' } })).toThrow(/"fields"/)
  })

  it('is read back as it was written', () => {
    const leafText = fc.string({ unit: 'grapheme', maxLength: 6 }).map((one) => one.trim())
    const component = fc.array(leafText, { minLength: 1, maxLength: 3 })
    const repeat = fc.array(component, { minLength: 1, maxLength: 3 })
    const field = fc.record({ repeats: fc.array(repeat, { minLength: 1, maxLength: 3 }) })
    fc.assert(
      fc.property(fc.array(field, { maxLength: 5 }), (list) => {
        const fields: Record<number, Field> = { ...[undefined, ...list] } as Record<number, Field>
        delete fields[0]
        const message = read(
          buildMessage([
            { name: 'MSH', fields: {} },
            { name: 'ZZ1', fields },
          ]),
        )
        const segment = segmentOf(message, 'ZZ1')
        list.forEach((one, f) => {
          one.repeats.forEach((components, r) => {
            components.forEach((subs, c) => {
              subs.forEach((sub, s) => {
                expect(leaf(segment, f + 1, { repeat: r + 1, component: c + 1, sub: s + 1 })).toBe(sub)
              })
            })
          })
        })
      }),
    )
  })

  it.each([
    [72, '72'],
    [0.5, '0.5'],
    [-0, '0'],
    [1e-7, '0.0000001'],
    [-1.25e-7, '-0.000000125'],
    [1e21, `1${'0'.repeat(21)}`],
    [1.5e22, `15${'0'.repeat(21)}`],
  ])('writes the number %d as %s', (value, text) => {
    expect(decimalText(value)).toBe(text)
  })

  it('writes no number that is none, and every other one so that it reads back', () => {
    expect(() => decimalText(Number.NaN)).toThrow(/"value"/)
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = decimalText(value)
        expect(text).toMatch(/^-?\d+(\.\d+)?$/)
        expect(Number(text)).toBe(value === 0 ? 0 : value)
      }),
    )
  })
})

describe('public messages', () => {
  for (const folder of ['hl7v2-ms-fhir-converter', 'hl7v2-pcd04-draeger']) {
    withShared(`interop/${folder}`, `reads every message of ${folder}`, (path) => {
      const files = readdirSync(path).filter((name) => /\.(hl7|txt)$/.test(name))
      expect(files.length).toBeGreaterThan(3)
      for (const name of files) {
        const result = parseMessage(readFileSync(join(path, name)))
        expect(result.ok, name).toBe(true)
        if (!result.ok) continue
        expect(result.message.remarks, name).toEqual([])
        expect(messageType(result.message).code, name).toMatch(/^(ADT|ORU|MDM|VXU|ACK|ORA)$/)
        expect(leaf(segmentOf(result.message, 'MSH'), 12), name).toMatch(/^2\.\d/)
      }
    })
  }

  withShared('interop/samples/oru_pcd01.hl7.txt', 'writes the checked sample back unchanged', (path) => {
    const text = readFileSync(path, 'utf8')
    const message = read(text)
    const rebuilt = message.segments.map(({ name, fields }) => {
      const numbered = Object.fromEntries(
        fields
          .map((field, i) => [i + 1, { repeats: field }] as const)
          .filter(([i]) => name !== 'MSH' || i > 2),
      )
      return buildSegment({ name, fields: numbered })
    })
    expect(rebuilt.join('\n')).toBe(text.trim())
  })
})

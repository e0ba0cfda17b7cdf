import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeMllp } from '../hl7v2/mllp.ts'
import { Hl7InboundDecoder } from './decode.ts'
import { hl7InboundOptions } from './options.ts'
import { hear, listener, lossesOf, messageOf, numericsOf, spo2 } from './testing/hear.ts'

const first = messageOf([spo2('97')], { id: '1' })
const second = messageOf([spo2('96')], { id: '2' })
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const join = (...parts: readonly (Uint8Array | string)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...(typeof part === 'string' ? bytes(part) : part)]))

/** Pushes each piece by itself. Out: values shown and messages acknowledged. */
function stream(pieces: readonly Uint8Array[], options: object = {}) {
  const heard = listener(options)
  for (const piece of pieces) heard.decoder.push(piece, 0)
  const acknowledged = heard.answers.flatMap((text) => /MSA\|(?:AA|CA)\|(\w+)/.exec(text)?.[1] ?? [])
  return { ...heard, values: numericsOf(heard).map(({ value }) => value), acknowledged }
}

describe('frames (INTEROP 3.1)', () => {
  const one = encodeMllp(first)
  const two = encodeMllp(second)
  const both = { values: [97, 96], acknowledged: ['1', '2'] }
  const table: readonly (readonly [string, readonly Uint8Array[], object])[] = [
    ['two frames in one piece', [join(one, two)], both],
    ['end bytes in two pieces', [one.subarray(0, -1), one.subarray(-1), two], both],
    ['one and a half frames, then the rest', [join(one, two.subarray(0, 40)), two.subarray(40)], both],
    ['garbage before the start', [join('HELLO', one), two], both],
    [
      'a cut frame, then a new start',
      [join(one.subarray(0, 150), two)],
      { values: [96], acknowledged: ['2'] },
    ],
    ['line feeds', [encodeMllp(first.replaceAll('\r', '\n')), two], both],
    ['both line ends', [encodeMllp(first.replaceAll('\r', '\r\n')), two], both],
    ['a byte order mark', [encodeMllp(`\ufeff${first}`), two], both],
    ['no end of the last segment', [encodeMllp(first.slice(0, -1)), two], both],
    ['no return, but a whole last segment', [join(one.subarray(0, -1), two)], both],
    [
      'no return in the middle of a segment',
      [join('\v', first.slice(0, -9), '\x1c', two)],
      { values: [96], acknowledged: ['2'] },
    ],
    ['the serial variant', [join('\v', first, 'A1F0\x1c\v', second, '77aE\x1c\r')], both],
    ['an unknown character set', [encodeMllp(first.replace('UNICODE UTF-8', 'KLINGON')), two], both],
    [
      'control characters',
      [join('\v', first.replace('97|', '97\x01|'), '\x1c\r', two)],
      { values: [96], acknowledged: ['2'] },
    ],
  ]
  it.each(table)('reads %s', (_name, pieces, expected) => {
    expect(stream(pieces)).toMatchObject(expected)
    const whole = join(...pieces)
    expect(stream(Array.from(whole, (byte) => Uint8Array.of(byte)))).toMatchObject(expected)
  })

  it('never acknowledges a cut frame, and counts it', () => {
    const { decoder, acknowledged } = stream([join(one.subarray(0, 150), two)])
    expect(decoder.counts).toMatchObject({ good: 1, short: 1 })
    expect(acknowledged).toEqual(['2'])
  })

  it('joins a character that was cut', () => {
    const named = encodeMllp(messageOf([spo2('97')], { person: '||7||Österreicher^É' }))
    const cut = named.indexOf(0xc3) + 1
    const { said } = stream([named.subarray(0, cut), named.subarray(cut)])
    expect(said[0]).toMatchObject({ type: 'identity', fields: { patientName: 'Österreicher É' } })
  })

  it('reads names in the character set of MSH-18', () => {
    const text = messageOf([], { person: '||7||M\xfcller' }).replace('UNICODE UTF-8', '8859/1')
    const latin = Uint8Array.from(text, (character) => character.charCodeAt(0))
    const { said } = stream([encodeMllp(latin)])
    expect(said[0]).toMatchObject({ fields: { patientName: 'Müller' } })
  })

  it('unescapes after splitting', () => {
    const { said } = hear(messageOf(['NM|1^A\\T\\B\\F\\C^L||5||||||R']))
    expect(said.find((item) => item.type === 'numeric')).toMatchObject({ channel: { label: 'A&B|C' } })
  })

  it('refuses what is too long, says so, and goes on with the next', () => {
    const long = encodeMllp(messageOf([`ST|1^x^L||${'x'.repeat(1_100_000)}`]))
    const { decoder, answers, values } = stream([long, encodeMllp(second)])
    expect(decoder.counts).toMatchObject({ good: 1, length: 1 })
    expect(answers[0]).toContain('The message is longer than 1 MiB.')
    expect(values).toEqual([96])
  })

  it.each(['', 'GET / HTTP/1.1\r\n', 'MSH', 'MSH|', 'PID|1\r', `${first}${second}`])(
    'answers what is no message with a reason: %j',
    (text) => {
      const { answers, values, decoder } = stream([encodeMllp(text)])
      expect(values).toEqual([])
      expect(decoder.counts).toMatchObject({ good: 0, checksum: 1 })
      expect(answers).toHaveLength(1)
      expect(answers[0]).toMatch(/\rMSA\|AR\rERR\|\|\|100\^\^HL70357\|E\|\|\|\|.+\.\r$/)
    },
  )
})

describe('acknowledgements', () => {
  const codes = (message: string, options: object = {}) =>
    hear(message, options).answers.map((text) => /MSA\|(\w+)/.exec(text)?.[1])
  const asks: readonly (readonly [string, readonly string[]])[] = [
    ['|AL|NE', ['CA']],
    ['|NE|AL', ['AA']],
    ['||', ['AA']],
    ['|AL|AL', ['CA', 'AA']],
    ['|NE|NE', []],
    ['|ER|NE', []],
    ['|SU|NE', ['CA']],
  ]
  it.each(asks)('answers %s with %j', (wanted, said) => {
    expect(codes(messageOf([spo2('97')], { asks: wanted }))).toEqual(said)
  })

  it('accepts or refuses kinds of message nobody reads here, as set', () => {
    const other = messageOf([], { type: 'ADT^A01' })
    expect(codes(other)).toEqual(['CA'])
    expect(lossesOf(hear(other))).toEqual(['unknownRecord a message of type ADT^A01'])
    const strict = hear([other, messageOf([], { type: 'ORU^R99', id: '2' })], { refuseUnknown: true })
    expect(strict.answers[0]).toContain('MSA|CR|1\rERR|||200^^HL70357')
    expect(strict.answers[1]).toContain('MSA|CR|2\rERR|||201^^HL70357')
  })

  it('never answers an answer', () => {
    expect(codes(`${messageOf([], { type: 'ACK^R01' })}MSA|AA|1\r`)).toEqual([])
    expect(codes(`${messageOf([spo2('97')], { type: 'ORF^R04' })}MSA|AA|1\r`)).toEqual([])
  })

  it('reads a query answer (ORF^R04)', () => {
    expect(numericsOf(hear(messageOf([spo2('97')], { type: 'ORF^R04' })))).toMatchObject([{ value: 97 }])
  })

  it('acknowledges a repeated message again and shows its values once', () => {
    const again = first.replace('|20240501120000.0000+0000||ORU', '|20240501120100.0000+0000||ORU')
    const heard = hear([first, first, again, first.replace('|97|', '|95|')])
    expect(heard.answers).toHaveLength(4)
    expect(heard.answers[1]).toBe(heard.answers[0])
    expect(numericsOf(heard).map(({ value }) => value)).toEqual([97, 95])
  })

  it('asks damaged messages to come again', () => {
    const { answers } = stream([encodeMllp(first.replace('97|', '97\x01|'))])
    expect(answers[0]).toContain('MSA|CE|1\rERR|||207^^HL70357')
  })
})

describe('a serial line', () => {
  const three = [1, 2, 3, 4].map((id) => messageOf([spo2(String(90 + id))], { id: String(id) }))

  it('shows and acknowledges nothing before three whole messages in a row', () => {
    const { values, acknowledged } = stream(
      three.map((message) => encodeMllp(message)),
      { line: 'serial' },
    )
    expect(values).toEqual([93, 94])
    expect(acknowledged).toEqual(['3', '4'])
  })

  it('begins again after damage', () => {
    const pieces = three.map((message) => encodeMllp(message))
    const { values } = stream([...pieces, bytes('noise'), encodeMllp(messageOf([spo2('50')], { id: '9' }))], {
      line: 'serial',
    })
    expect(values).toEqual([93, 94])
  })

  it('takes a name that contradicts its number, or a missing end, as damage', () => {
    const swapped = messageOf(
      ['NM|150022^MDC_PRESS_BLD_NONINV_SYS^MDC|1.1.9.150022|120|266016^MDC_DIM_MMHG^MDC|||||R'],
      { id: '8' },
    )
    const cut = encodeMllp(messageOf([spo2('9')], { id: '9' }).slice(0, -1))
    const pieces = three.map((message) => encodeMllp(message))
    expect(stream([...pieces, encodeMllp(swapped)], { line: 'serial' }).values).toEqual([93, 94])
    expect(stream([...pieces, cut], { line: 'serial' }).values).toEqual([93, 94])
  })

  it('gives out the last frame of the variant without a return when the line is quiet', () => {
    const { decoder, said } = listener()
    decoder.push(join('\v', first, 'A1F0\x1c'), 1000)
    decoder.tick(1050)
    expect(said).toEqual([])
    decoder.tick(1100)
    expect(numericsOf({ said })).toHaveLength(1)
    decoder.push(join('\r', encodeMllp(second)), 2000)
    expect(numericsOf({ said }).map(({ value }) => value)).toEqual([97, 96])
    expect(lossesOf({ said })).toEqual([])
  })
})

describe('a file without MLLP bytes', () => {
  const read = (content: Uint8Array, size = content.length) => {
    const said: unknown[] = []
    const decoder = new Hl7InboundDecoder({ measure: (one) => said.push(one) }, hl7InboundOptions.parse({}))
    for (let at = 0; at < content.length; at += size) decoder.push(content.subarray(at, at + size), 0)
    decoder.end(0)
    return { said, counts: { ...decoder.counts } }
  }

  it.each(['\r', '\n', '\r\n'])('is read message by message (%j)', (lineEnd) => {
    const file = bytes(`\ufeffFHS|^~\\&\r${first}${second}`.replaceAll('\r', lineEnd))
    const whole = read(file)
    expect(whole.said.filter((one) => (one as { type: string }).type === 'numeric')).toHaveLength(2)
    expect(whole.counts).toMatchObject({ good: 2, skippedBytes: 0 })
    expect(read(file, 1)).toEqual(whole)
  })

  it('is nothing where MLLP bytes or something else come first, or a peer could be answered', () => {
    expect(read(join('x', first)).counts).toMatchObject({ good: 0 })
    expect(read(join(first, encodeMllp(second))).counts).toMatchObject({ good: 1 })
    expect(numericsOf(stream([bytes(first)]))).toEqual([])
  })
})

describe('any bytes', () => {
  const pieces = fc.array(
    fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.constantFrom(
        encodeMllp(first),
        encodeMllp(second),
        Uint8Array.of(11),
        Uint8Array.of(28),
        Uint8Array.of(28, 13),
      ),
    ),
    { maxLength: 12 },
  )

  it('mean the same however they are cut, and never throw', () => {
    fc.assert(
      fc.property(pieces, fc.integer({ min: 1, max: 9 }), (parts, size) => {
        const all = join(...parts)
        const cut = Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
          all.subarray(index * size, (index + 1) * size),
        )
        const whole = stream([all])
        const apart = stream(cut)
        expect(apart.said).toEqual(whole.said)
        expect(apart.answers).toEqual(whole.answers)
        expect(apart.decoder.counts).toEqual(whole.decoder.counts)
      }),
      { numRuns: 300 },
    )
  })
})

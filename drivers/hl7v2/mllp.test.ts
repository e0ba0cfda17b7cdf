import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBytes, decodeMessage, utf8Bytes } from './charset.ts'
import { encodeMllp, MllpDecoder } from './mllp.ts'

const text = (payload: Uint8Array) => decodeBytes(payload)
const bytes = (...parts: (string | number)[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...utf8Bytes(part)])))
const VT = 0x0b
const FS = 0x1c
const CR = 0x0d

function decode(chunks: readonly Uint8Array[], maxBytes?: number) {
  const decoder = maxBytes === undefined ? new MllpDecoder() : new MllpDecoder(maxBytes)
  const messages = chunks.flatMap((chunk) => decoder.push(chunk)).map(text)
  return { messages, counts: decoder.counts, decoder }
}

describe('MLLP: the table of INTEROP 3.1', () => {
  it('gives two messages for two frames in one chunk', () => {
    expect(decode([bytes(VT, 'A', FS, CR, VT, 'B', FS, CR)]).messages).toEqual(['A', 'B'])
  })

  it('takes the end byte and the carriage return in separate chunks', () => {
    const { messages, counts } = decode([bytes(VT, 'A', FS), bytes(CR)])
    expect(messages).toEqual(['A'])
    expect(counts).toEqual({ messages: 1, skippedBytes: 0, truncated: 0, withoutReturn: 0 })
  })

  it('waits while only the end byte has come', () => {
    expect(decode([bytes(VT, 'A', FS)]).messages).toEqual([])
  })

  it('takes a frame and a half, then the rest', () => {
    expect(decode([bytes(VT, 'A', FS, CR, VT, 'B1'), bytes('B2', FS, CR)]).messages).toEqual(['A', 'B1B2'])
  })

  it('drops and counts garbage before the start byte', () => {
    const { messages, counts } = decode([bytes('noise', CR, VT, 'A', FS, CR)])
    expect(messages).toEqual(['A'])
    expect(counts.skippedBytes).toBe(6)
  })

  it('never delivers a truncated frame that a new start byte follows', () => {
    const { messages, counts } = decode([bytes(VT, 'MSH|cut', VT, 'MSH|whole', FS, CR)])
    expect(messages).toEqual(['MSH|whole'])
    expect(counts.truncated).toBe(1)
    const split = decode([bytes(VT, 'MSH|c'), bytes('ut', VT), bytes(VT, 'MSH|whole', FS, CR)])
    expect(split.messages).toEqual(['MSH|whole'])
    expect(split.counts.truncated).toBe(2)
  })

  it('keeps a UTF-8 character that is split across chunks', () => {
    const whole = encodeMllp('Müller 心电图 🫀')
    const { messages } = decode([...whole].map((byte) => Uint8Array.of(byte)))
    expect(messages).toEqual(['Müller 心电图 🫀'])
  })

  it('delivers and counts an end byte without a carriage return', () => {
    const { messages, counts } = decode([bytes(VT, 'A', FS, VT, 'B', FS, 'x', VT, 'C', FS, CR)])
    expect(messages).toEqual(['A', 'B', 'C'])
    expect(counts).toMatchObject({ withoutReturn: 2, skippedBytes: 1 })
  })

  it('stops at a frame over the cap, and stays stopped', () => {
    const { messages, decoder } = decode(
      [bytes(VT, 'A', FS, CR, VT, 'x'.repeat(50)), bytes('y'.repeat(60))],
      100,
    )
    expect(messages).toEqual(['A'])
    expect(decoder.isOversize).toBe(true)
    expect(decoder.push(bytes(FS, CR, VT, 'B', FS, CR))).toEqual([])
  })

  it('takes a frame of exactly the cap', () => {
    const { messages, decoder } = decode([encodeMllp('x'.repeat(100))], 100)
    expect(messages[0]?.length).toBe(100)
    expect(decoder.isOversize).toBe(false)
  })

  it('does not deliver half a frame when the connection ends, but one that lacks only its return', () => {
    const half = decode([bytes(VT, 'half')])
    expect(half.decoder.end()).toEqual([])
    expect(half.counts.truncated).toBe(1)
    const whole = decode([bytes(VT, 'whole', FS)])
    expect(whole.decoder.end().map(text)).toEqual(['whole'])
  })
})

describe('MLLP properties', () => {
  // Neither block byte may stand in a message, and half a surrogate pair is no UTF-8.
  const payload = fc
    .string({ unit: 'grapheme' })
    .map((one) => one.replaceAll('\u000b', '.').replaceAll('\u001c', '.'))

  it('gives back every message however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(payload, { maxLength: 6 }), fc.array(fc.nat(40)), (messages, cuts) => {
        const stream = Uint8Array.from(messages.flatMap((one) => [...encodeMllp(one)]))
        const chunks: Uint8Array[] = []
        let at = 0
        for (const size of cuts) {
          chunks.push(stream.subarray(at, at + size))
          at += size
        }
        chunks.push(stream.subarray(at))
        expect(decode(chunks).messages).toEqual(messages)
      }),
    )
  })

  it('takes any bytes in any cut with the same result and without a throw', () => {
    const byte = fc.oneof(fc.constantFrom(VT, FS, CR), fc.nat(255))
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 200 }), fc.integer({ min: 1, max: 64 }), (stream, size) => {
        const all = Uint8Array.from(stream)
        const whole = decode([all])
        const chunks = Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
          all.subarray(i * size, (i + 1) * size),
        )
        const cut = decode(chunks)
        expect(cut.messages).toEqual(whole.messages)
        expect(cut.counts).toEqual(whole.counts)
      }),
    )
  })

  it('looks at each byte once: a long message in single bytes is quick', () => {
    const decoder = new MllpDecoder()
    const one = Uint8Array.of(0x41)
    decoder.push(Uint8Array.of(VT))
    for (let i = 0; i < 300_000; i++) decoder.push(one)
    expect(decoder.push(Uint8Array.of(FS, CR))[0]?.length).toBe(300_000)
  })
})

describe('character sets', () => {
  it('reads the set that MSH-18 names', () => {
    const header = (set: string) => utf8Bytes(`MSH|^~\\&|A|B|C|D|2026||ADT^A01|1|P|2.3||||||${set}\rPID|||`)
    const latin = Uint8Array.from([...header('8859/1'), 0xfc])
    expect(decodeMessage(latin).at(-1)).toBe('ü')
    const greek = Uint8Array.from([...header('8859/7'), 0xe1])
    expect(decodeMessage(greek).at(-1)).toBe('α')
    const utf8 = Uint8Array.from([...header('UNICODE UTF-8'), 0xc3, 0xbc])
    expect(decodeMessage(utf8).at(-1)).toBe('ü')
  })

  it('without a named set takes UTF-8 if it is that, else Latin-1', () => {
    expect(decodeBytes(Uint8Array.of(0xc3, 0xbc))).toBe('ü')
    expect(decodeBytes(Uint8Array.of(0xfc), 'ASCII')).toBe('ü')
    expect(decodeBytes(Uint8Array.of(0xff), 'UNICODE UTF-8')).toBe('\ufffd')
    expect(decodeMessage(Uint8Array.of(1, 2, 3))).toBe('\u0001\u0002\u0003')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Measurement } from '../model/measurement.ts'
import { MedibusDecoder } from './decode.ts'
import { bytesOf, commandBytes, responseBytes } from './message.ts'
import { medibusOptions } from './options.ts'

const fromHex = (hex: string) => Uint8Array.from(hex.split(' '), (two) => Number.parseInt(two, 16))

/** Frames as the vendor prints them (protocol definition), where their sums agree with their text. */
const PRINTED = {
  spo2: '01 24 45 42 20 39 38 20 45 31 20 37 30 20 37 41 0d',
  noData: '01 24 32 35 0d',
  clock: '01 28 31 31 3a 31 31 3a 31 39 31 31 2d 4e 4f 56 2d 39 33 45 36 0d',
  curves:
    '01 53 30 30 20 20 20 31 36 30 30 30 2d 20 20 31 30 20 20 31 30 30 33 37 30 30 36 20 20 20 31 36 30 30 30 2d 20 20 32 30 20 20 31 30 30 34 36 30 33 42 0d',
  record: 'd3 91 81 8d 83',
} as const

const NOTHING = commandBytes(0x30)
/** Enough whole messages to earn the lock, saying nothing. */
const LOCK = Uint8Array.from(Array.from({ length: 8 }, () => [...responseBytes(0x30)]).flat())
const IDENTITY_X = responseBytes(0x52, "5000'V500'02.50:06.00")
const IDENTITY_CLASSIC = responseBytes(0x52, "8240'Evita 4'04.00:04.03")

function hear(pieces: readonly Uint8Array[], options: object = {}) {
  const said: Measurement[] = []
  const decoder = new MedibusDecoder({ measure: (one) => said.push(one) }, medibusOptions.parse(options))
  for (const piece of pieces) decoder.push(piece, 0)
  decoder.end(0)
  return { said, counts: decoder.counts }
}

/** Channel, value and unit of every number. */
const numbers = (said: readonly Measurement[]) =>
  said.flatMap((one) =>
    one.type === 'numeric' ? [`${one.channel.id} ${one.value} ${one.channel.unit} ${one.validity}`] : [],
  )
const alerts = (said: readonly Measurement[]) =>
  said.flatMap((one) =>
    one.type === 'alert' ? [`${one.phase} ${one.priority} ${one.kind} ${one.text}`] : [],
  )

describe('numbers', () => {
  it('reads the frame that the vendor prints, and nothing before the lock', () => {
    const frame = fromHex(PRINTED.spo2)
    expect(numbers(hear([frame]).said)).toEqual([])
    expect(numbers(hear([LOCK, frame]).said)).toEqual([
      'MDC_PULS_OXIM_SAT_O2 98 % good',
      'MDC_PULS_RATE 70 /min good',
    ])
  })

  it('takes away what the device sends no longer', () => {
    const { said } = hear([LOCK, fromHex(PRINTED.spo2), fromHex(PRINTED.noData)])
    expect(numbers(said).slice(2)).toEqual(['MDC_PULS_OXIM_SAT_O2 null % off', 'MDC_PULS_RATE null /min off'])
  })

  it('shows code 06 as what the table of this device says it is, and not at all before it has named itself', () => {
    const data = responseBytes(0x24, '06 5.8')
    expect(numbers(hear([LOCK, data]).said)).toEqual([])
    expect(numbers(hear([LOCK, IDENTITY_X, data]).said)).toEqual(['MDC_VOL_MINUTE_AWAY_INSP 5.8 L/min good'])
    const compliance = 'X_DRAEGER_MEDIBUS_COMPLIANCE 5.8 mL/mbar good'
    expect(numbers(hear([LOCK, IDENTITY_CLASSIC, data]).said)).toEqual([compliance])
    expect(numbers(hear([LOCK, data], { table: 'classic' }).said)).toEqual([compliance])
    // The session begins anew: another device may be on the line.
    expect(numbers(hear([LOCK, IDENTITY_X, commandBytes(0x51), data]).said)).toEqual([])
  })

  it('keeps a quantity whose code changes with its range as one, and text that is no number as no value', () => {
    const { said } = hear([LOCK, responseBytes(0x24, 'B8 0.4'), responseBytes(0x24, 'B9 1.2D6----')])
    expect(numbers(said)).toEqual([
      'MDC_VOL_MINUTE_AWAY 0.4 L/min good',
      'MDC_VOL_MINUTE_AWAY 1.2 L/min good',
      'MDC_RESP_RATE null /min invalid',
    ])
  })

  it('drops a whole answer whose records do not fit, and counts it', () => {
    const { said } = hear([LOCK, responseBytes(0x24, 'D6  14 7')])
    expect(numbers(said)).toEqual([])
    expect(said.at(-1)).toMatchObject({ type: 'fault', kind: 'unexpectedValue' })
  })
})

describe('alarms', () => {
  it('begin and end by what stands in the answer of their own page', () => {
    const high = responseBytes(0x27, 'K10PAW "#      A08% O2 $&     ')
    const both = [LOCK, high, high, responseBytes(0x2e), responseBytes(0x27, 'K10PAW "#      ')]
    expect(alerts(hear(both).said)).toEqual([
      'start high physiological PAW HIGH',
      'start medium physiological % O2 LOW',
      'end medium physiological % O2 LOW',
    ])
  })

  it('tell one whose priority changes as another, and the machine from the patient', () => {
    const { said } = hear([
      LOCK,
      responseBytes(0x2e, '15ABATTERY     '),
      responseBytes(0x2e, 'O5ABATTERY     '),
    ])
    expect(alerts(said)).toEqual([
      'start low technical BATTERY',
      'end low technical BATTERY',
      'start high technical BATTERY',
    ])
  })
})

describe('what the device says of itself', () => {
  it('gives its mode in its own words, and its clock as the vendor prints it', () => {
    const { said } = hear([
      LOCK,
      IDENTITY_X,
      responseBytes(0x2a, '0E6BIPAP \x03224mmHg\x03'),
      fromHex(PRINTED.clock),
    ])
    expect(said).toMatchObject([
      { type: 'identity', fields: { model: 'V500', software: '02.50' } },
      { type: 'identity', fields: { mode: 'BIPAP' } },
      { type: 'identity', deviceMs: Date.UTC(1993, 10, 11, 11, 11, 19) },
    ])
  })

  it.each(['25:00:0001-JAN-24', '10:00:0031-FEB-24', '10:00:0001-ABC-24'])(
    'takes %s for no clock',
    (clock) => {
      expect(hear([LOCK, responseBytes(0x28, clock)]).said).toMatchObject([{ kind: 'unexpectedValue' }])
    },
  )
})

describe('curves', () => {
  const record = fromHex(PRINTED.record)
  const started = [LOCK, fromHex(PRINTED.curves), responseBytes(0x54)]
  const physical = (said: readonly Measurement[]) =>
    said.flatMap((one) =>
      one.type === 'wave'
        ? [
            `${one.channel.unit} ${one.channel.rateHz} ${Array.from(one.samples, (raw) => (raw * one.channel.gain).toFixed(3))}`,
          ]
        : [],
    )
  const later = (said: readonly Measurement[]) => said.filter((one) => one.type !== 'fault')

  it('have the values that the vendor works out, from the second record on', () => {
    const { said } = hear([...started, ...Array.from({ length: 11 }, () => record)])
    expect(physical(said)).toEqual([
      `mbar 62.5 ${Array.from({ length: 10 }, () => '0.125')}`,
      `mm[Hg] 62.5 ${Array.from({ length: 10 }, () => '1.960')}`,
    ])
  })

  it('are not shown while nothing says which they are', () => {
    const records = Array.from({ length: 30 }, () => record)
    expect(later(hear([LOCK, ...records]).said)).toEqual([])
    expect(later(hear([...started, ...records], { asks: 'other' }).said)).toEqual([])
    expect(later(hear([...started, commandBytes(0x56), ...records]).said)).toEqual([])
  })

  it('lose a whole record where a byte is lost, with a gap, and never shift a value to another curve', () => {
    const records = Array.from({ length: 60 }, () => [...record])
    for (let lost = 0; lost < record.length; lost++) {
      const stream = records.flatMap((one, index) => (index === 30 ? one.toSpliced(lost, 1) : one))
      const { said } = hear([...started, Uint8Array.from(stream)])
      const values = new Set(
        said.flatMap((one) =>
          one.type === 'wave' ? Array.from(one.samples, (raw) => `${one.channel.unit} ${raw}`) : [],
        ),
      )
      expect([...values].toSorted()).toEqual(['mbar 125', 'mm[Hg] 196'])
      expect(said.some((one) => one.type === 'wave' && one.marks.some(({ kind }) => kind === 'gap'))).toBe(
        true,
      )
    }
  })
})

describe('the layers of one wire', () => {
  it('lets a command stand within an answer, and bytes of curves anywhere', () => {
    const answer = [...fromHex(PRINTED.spo2)]
    const mixed = [
      ...answer.slice(0, 5),
      ...NOTHING,
      ...answer.slice(5, 8),
      0xd1,
      0x94,
      0x81,
      ...answer.slice(8),
    ]
    const { said, counts } = hear([LOCK, Uint8Array.from(mixed)])
    expect(numbers(said)).toContain('MDC_PULS_OXIM_SAT_O2 98 % good')
    expect(counts).toMatchObject({ good: 11, checksum: 0, short: 0, length: 0, skippedBytes: 0 })
  })

  it('refuses a sum in lower-case letters, and a message cut by the next', () => {
    const lower = fromHex(PRINTED.spo2.replace('37 41 0d', '37 61 0d'))
    expect(hear([LOCK, lower]).counts).toMatchObject({ checksum: 1 })
    expect(hear([LOCK, fromHex(PRINTED.spo2).subarray(0, 9), NOTHING, LOCK]).counts).toMatchObject({
      short: 1,
    })
  })

  it('says the same however it is cut, on any bytes, and never throws', () => {
    const parts = [
      LOCK,
      IDENTITY_X,
      fromHex(PRINTED.spo2),
      fromHex(PRINTED.curves),
      fromHex(PRINTED.record),
      bytesOf('\x11\x13'),
    ]
    const piece = fc.oneof(fc.constantFrom(...parts), fc.uint8Array({ maxLength: 12 }))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.integer({ min: 1, max: 40 }), (pieces, size) => {
        const whole = Uint8Array.from(pieces.flatMap((one) => [...one]))
        const cut = Array.from({ length: Math.ceil(whole.length / size) }, (_, at) =>
          whole.subarray(at * size, (at + 1) * size),
        )
        expect(hear(cut)).toEqual(hear([whole]))
      }),
    )
  })
})

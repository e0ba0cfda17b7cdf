import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Measurement } from '../model/measurement.ts'
import { BridgeDecoder } from './decode.ts'
import { bleHealth } from './driver.ts'
import { lineOf } from './line.ts'
import { bleHealthOptions } from './options.ts'

const FIRST = 'C0:FF:EE:00:00:01'
const SECOND = 'C0:FF:EE:00:00:02'
const line = (chr: string, hex: string, mac = FIRST) =>
  `${lineOf(JSON.stringify({ mac, chr, hex: hex.replaceAll(' ', '') }))}\r\n`

function hear(text: string, options: object = {}) {
  const said: Measurement[] = []
  const decoder = new BridgeDecoder({ measure: (one) => said.push(one) }, bleHealthOptions.parse(options))
  decoder.push(
    Uint8Array.from(text, (letter) => letter.charCodeAt(0)),
    0,
  )
  decoder.end(0)
  return { said, counts: decoder.counts }
}

const numbers = (text: string, options: object = {}) =>
  hear(text, options).said.flatMap((one) =>
    one.type === 'numeric' ? [`${one.channel.id} ${one.value} ${one.channel.unit} ${one.validity}`] : [],
  )

const CAPILLARY = 'MDC_CONC_GLU_CAPILLARY_WHOLEBLOOD'
const KILOPASCAL = [
  'MDC_PRESS_BLD_NONINV_SYS 16 kPa good',
  'MDC_PRESS_BLD_NONINV_DIA 10.7 kPa good',
  'MDC_PRESS_BLD_NONINV_MEAN 12.4 kPa good',
]

describe('payloads', () => {
  it.each([
    ['2a37', '16 48 00 04', ['MDC_PULS_RATE 72 /min good', 'X_BLE_HEALTH_RR_INTERVAL 1000 ms good']],
    ['2a37', '04 00', ['MDC_PULS_RATE null /min off']],
    ['2a37', '11 2C 01 20 03', ['MDC_PULS_RATE 300 /min good', 'X_BLE_HEALTH_RR_INTERVAL 781.25 ms good']],
    ['2A5F', '00 62 00 48 00', ['MDC_PULS_OXIM_SAT_O2 98 % good', 'MDC_PULS_OXIM_PULS_RATE 72 /min good']],
    [
      '2a5f',
      '08 FF 07 FF 07 00 08 00',
      ['MDC_PULS_OXIM_SAT_O2 null % off', 'MDC_PULS_OXIM_PULS_RATE null /min off'],
    ],
    // Poor signal, then a reading from storage.
    [
      '2a5f',
      '08 62 00 48 00 10 00 00',
      ['MDC_PULS_OXIM_SAT_O2 98 % questionable', 'MDC_PULS_OXIM_PULS_RATE 72 /min questionable'],
    ],
    ['2a5f', '04 62 00 48 00 00 02', []],
    [
      '2a35',
      '14 78 00 50 00 5D 00 48 00 00 00',
      [
        'MDC_PRESS_BLD_NONINV_SYS 120 mm[Hg] good',
        'MDC_PRESS_BLD_NONINV_DIA 80 mm[Hg] good',
        'MDC_PRESS_BLD_NONINV_MEAN 93 mm[Hg] good',
        'MDC_PULS_RATE_NON_INV 72 /min good',
      ],
    ],
    ['2a1c', '00 6E 01 00 FF', ['MDC_TEMP 36.6 Cel good']],
    ['2a1c', '00 FF FF 7F 00', ['MDC_TEMP null Cel invalid']],
    ['2a18', '02 01 00 EA 07 0B 16 09 29 00 61 B0 11', ['MDC_CONC_GLU_CAPILLARY_WHOLEBLOOD 97 mg/dL good']],
    ['2a18', '06 01 00 EA 07 0B 16 09 29 00 36 C0 11', ['MDC_CONC_GLU_CAPILLARY_WHOLEBLOOD 5.4 mmol/L good']],
    ['2a18', '06 01 00 EA 07 0B 16 09 29 00 36 C0 12', ['X_BLE_HEALTH_GLUCOSE 5.4 mmol/L good']],
    // Kilopascal, alone and with everything that a reading may carry.
    ['2a35', '01 A0 F0 6B F0 7C F0', KILOPASCAL],
    [
      '2a35',
      '1F A0 F0 6B F0 7C F0 EA 07 0B 16 09 29 00 48 00 02 00 00',
      [...KILOPASCAL, 'MDC_PULS_RATE_NON_INV 72 /min good'],
    ],
    // A pulse beyond the range of the cuff speaks against the pulse, an irregular one against all.
    [
      '2a35',
      '14 78 00 50 00 5D 00 C8 00 08 00',
      [
        'MDC_PRESS_BLD_NONINV_SYS 120 mm[Hg] good',
        'MDC_PRESS_BLD_NONINV_DIA 80 mm[Hg] good',
        'MDC_PRESS_BLD_NONINV_MEAN 93 mm[Hg] good',
        'MDC_PULS_RATE_NON_INV 200 /min questionable',
      ],
    ],
    [
      '2a35',
      '10 78 00 50 00 FF 07 04 00',
      [
        'MDC_PRESS_BLD_NONINV_SYS 120 mm[Hg] questionable',
        'MDC_PRESS_BLD_NONINV_DIA 80 mm[Hg] questionable',
        'MDC_PRESS_BLD_NONINV_MEAN null mm[Hg] invalid',
      ],
    ],
    [
      '2a35',
      '04 50 00 78 00 5D 00 48 00',
      [
        'MDC_PRESS_BLD_NONINV_SYS null mm[Hg] invalid',
        'MDC_PRESS_BLD_NONINV_DIA null mm[Hg] invalid',
        'MDC_PRESS_BLD_NONINV_MEAN null mm[Hg] invalid',
        'MDC_PULS_RATE_NON_INV null /min invalid',
      ],
    ],
    ['2a18', '02 01 00 EA 07 0B 16 09 29 00 00 B0 11', [`${CAPILLARY} null mg/dL invalid`]],
    ['2a1c', '01 DA 03 00 FF', ['MDC_TEMP 98.6 [degF] good']],
    ['2a1c', '07 DA 03 00 FF EA 07 0B 16 09 29 00 06', ['MDC_TEMP 98.6 [degF] good']],
    ['2a1c', '01 6E 01 00 FF', ['MDC_TEMP null [degF] invalid']],
    // Solution that a meter is tried with, by its kind and by its place.
    ['2a18', '02 01 00 EA 07 0B 16 09 29 00 61 B0 1A', []],
    ['2a18', '02 01 00 EA 07 0B 16 09 29 00 61 B0 41', []],
    // Beyond what the meter measures, a strip in the wrong way, too warm, no number.
    ['2a18', '0A 01 00 EA 07 0B 16 09 29 00 61 B0 11 20 00', [`${CAPILLARY} null mg/dL invalid`]],
    ['2a18', '0A 01 00 EA 07 0B 16 09 29 00 61 B0 11 08 00', [`${CAPILLARY} null mg/dL invalid`]],
    ['2a18', '0A 01 00 EA 07 0B 16 09 29 00 61 B0 11 80 00', [`${CAPILLARY} 97 mg/dL questionable`]],
    ['2a18', '0A 01 00 EA 07 0B 16 09 29 00 61 B0 11 01 00', [`${CAPILLARY} 97 mg/dL good`]],
    ['2a18', '02 01 00 EA 07 0B 16 09 29 00 FF 07 11', [`${CAPILLARY} null mg/dL invalid`]],
    ['2a52', '06 00 01 01', []],
    ['2a52', '06 00 01 06', []],
    ['2a19', '57', ['X_BLE_HEALTH_BATTERY 87 % good']],
  ])('%s %s', (chr, hex, expected) => {
    expect(numbers(line(chr, hex))).toEqual(expected)
  })

  it('keep the time that the device gives a reading', () => {
    const { said } = hear(line('2a18', '02 01 00 EA 07 0B 16 09 29 00 61 B0 11'))
    expect(said).toMatchObject([{ measuredDeviceMs: Date.UTC(2026, 10, 22, 9, 41) }])
  })

  it('that are shorter than their flags say, or not read, say nothing and are counted', () => {
    for (const [chr, hex] of [
      ['2a35', '14 78 00 50 00'],
      ['2a19', 'FF'],
      ['2a1c', '04 6E 01 00 FF'],
      ['2a18', '0A 01 00 EA 07 0B 16 09 29 00 61 B0 11'],
      ['2a2b', 'EA 07 00 00 00 00 00 00 00 00'],
      ['2a52', '06 00 01 02'],
      ['2aff', '00'],
    ] as const) {
      expect(hear(line(chr, hex)).said.map(({ type }) => type)).toEqual(['fault'])
    }
  })
})

describe('when a reading was taken', () => {
  const MINUTE_MS = 60_000
  const glucose = (sequence: string, time: string, offset = '') =>
    line('2a18', `0${offset === '' ? 2 : 3} ${sequence} 00 ${time} ${offset} 61 B0 11`)
  const AT_9_41 = 'EA 07 0B 16 09 29 00'
  const AT_9_11 = 'EA 07 0B 16 09 0B 00'
  const ages = (text: string) =>
    hear(text).said.flatMap((one) => (one.type === 'numeric' ? [one.takenAgoMs] : []))

  it('is told by the clock of the device, in both its forms, and by the offset of a record', () => {
    for (const clock of [
      line('2a2b', 'EA 07 0B 16 0C 00 00 07 00 00'),
      line('2a08', 'EA 07 0B 16 0C 00 00'),
    ]) {
      expect(ages(clock + glucose('01', AT_9_41))).toEqual([139 * MINUTE_MS])
      expect(ages(clock + glucose('01', AT_9_41, '3C 00'))).toEqual([79 * MINUTE_MS])
      expect(ages(clock + glucose('01', AT_9_41, 'C4 FF'))).toEqual([199 * MINUTE_MS])
      expect(ages(clock + line('2a35', `02 78 00 50 00 5D 00 ${AT_9_41}`))).toEqual(
        Array(3).fill(139 * MINUTE_MS),
      )
    }
  })

  it('is not now for what a device without a clock took before its newest reading', () => {
    expect(ages(glucose('01', AT_9_41) + glucose('02', AT_9_11))).toEqual([0, 30 * MINUTE_MS])
  })

  it('is now where the clock was set back since it was told', () => {
    const clock = line('2a08', 'EA 07 0B 16 08 00 00')
    expect(ages(clock + glucose('01', AT_9_41))).toEqual([0])
  })

  it('is not taken from the clock of another device', () => {
    expect(ages(line('2a08', 'EA 07 0B 16 0C 00 00', SECOND) + glucose('01', AT_9_41))).toEqual([0])
  })
})

describe('records of a glucose meter', () => {
  const record = (sequence: number, mac = FIRST) => {
    const number = Buffer.from([sequence & 0xff, sequence >> 8]).toString('hex')
    return line('2a18', `02 ${number} EA 07 0B 16 09 29 00 61 B0 11`, mac)
  }

  it('are told once each, in whatever numbers they come, and those between two are counted as missing', () => {
    const numbers = fc.uniqueArray(fc.nat({ max: 0xffff }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(numbers, fc.nat({ max: 3 }), (some, repeats) => {
        const ascending = some.toSorted((one, other) => one - other)
        const sent = ascending.flatMap((one) => Array(repeats + 1).fill(record(one)))
        const { said } = hear(sent.join(''))
        expect(said.filter(({ type }) => type === 'numeric')).toHaveLength(ascending.length)
        const missing = said.reduce((sum, one) => sum + (one.type === 'fault' ? (one.count ?? 1) : 0), 0)
        const [first = 0] = ascending
        expect(missing).toBe((ascending.at(-1) ?? 0) - first + 1 - ascending.length)
      }),
      { numRuns: 50 },
    )
  })

  it('are numbered by each meter for itself', () => {
    const { said } = hear(record(7) + record(7, SECOND), { devices: `${FIRST} ${SECOND}` })
    expect(said.map(({ type }) => type)).toEqual(['numeric', 'numeric'])
  })
})

describe('units', () => {
  it('are all legal for their terms', () => {
    const said: Measurement[] = []
    const decoder = bleHealth.start({ measure: (one) => said.push(one) }, bleHealthOptions.parse({}))
    const sent = [
      line('2a35', '01 A0 F0 6B F0 7C F0'),
      line('2a35', '00 78 00 50 00 5D 00'),
      line('2a1c', '01 DA 03 00 FF'),
      line('2a1c', '00 6E 01 00 FF'),
      line('2a18', '02 01 00 EA 07 0B 16 09 29 00 61 B0 11'),
      line('2a18', '06 02 00 EA 07 0B 16 09 29 00 36 C0 11'),
    ]
    decoder.push(
      Uint8Array.from(sent.join(''), (letter) => letter.charCodeAt(0)),
      0,
    )
    const units = said.flatMap((one) => (one.type === 'numeric' ? [one.channel.unit] : [one.type]))
    expect(new Set(units)).toEqual(new Set(['kPa', 'mm[Hg]', '[degF]', 'Cel', 'mg/dL', 'mmol/L']))
  })
})

describe('whose wearables', () => {
  const pulse = (mac: string, rate: string) => line('2a37', `00 ${rate}`, mac)

  it('shows neither of two of a kind until the engineer says which', () => {
    const both = pulse(FIRST, '48') + pulse(SECOND, '60') + pulse(FIRST, '49')
    expect(numbers(both)).toEqual(['MDC_PULS_RATE 72 /min good'])
    expect(hear(both).said.at(-1)).toMatchObject({
      kind: 'unexpectedValue',
      about: '2 devices send 2A37: name those of this patient',
    })
    expect(numbers(both, { devices: SECOND })).toEqual(['MDC_PULS_RATE 96 /min good'])
  })

  it('tells the emptiest battery of several', () => {
    expect(numbers(line('2a19', '57') + line('2a19', '0A', SECOND) + line('2a19', '56')).at(-1)).toBe(
      'X_BLE_HEALTH_BATTERY 10 % good',
    )
  })

  it('refuses addresses of another form in one sentence', () => {
    expect(() => bleHealthOptions.parse({ devices: 'my strap' })).toThrow(/must be addresses such as/)
  })
})

describe('lines', () => {
  it('without the check, or with a changed letter, are refused', () => {
    const good = line('2a37', '00 48')
    expect(hear(good + good.replace('0048', '0049')).counts).toMatchObject({ good: 1, checksum: 1 })
    expect(numbers(`${good}{"mac":"${FIRST}","chr":"2a37","hex":"0048"}\r\n`)).toHaveLength(1)
  })

  it('may have blanks and other keys, and say nothing without their three keys', () => {
    const spaced = `{ "mac" : "${FIRST.toLowerCase()}", "rssi": -60, "chr":"2a37" ,"hex":"0048", "fine":true}`
    expect(numbers(`${lineOf(spaced)}\r\n`)).toEqual(['MDC_PULS_RATE 72 /min good'])
    const other = hear(`${lineOf('{"bridge":"ready"}')}\r\n`)
    expect(other).toMatchObject({ said: [], counts: { good: 1 } })
  })

  it('never throw, and give a number exactly where the validity allows one, on any payload', () => {
    const chr = fc.constantFrom(
      '2a37',
      '2a5f',
      '2a5e',
      '2a35',
      '2a1c',
      '2a18',
      '2a19',
      '2a52',
      '2a2b',
      '2a08',
    )
    fc.assert(
      fc.property(chr, fc.uint8Array({ minLength: 1, maxLength: 30 }), (which, bytes) => {
        for (const one of hear(line(which, Buffer.from(bytes).toString('hex'))).said) {
          if (one.type !== 'numeric') continue
          expect(one.value === null).toBe(one.validity === 'invalid' || one.validity === 'off')
          if (one.value !== null) expect(Number.isFinite(one.value)).toBe(true)
        }
      }),
    )
  })
})

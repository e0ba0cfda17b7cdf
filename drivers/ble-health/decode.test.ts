import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Measurement } from '../model/measurement.ts'
import { BridgeDecoder } from './decode.ts'
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
      ['2aff', '00'],
    ] as const) {
      expect(hear(line(chr, hex)).said.map(({ type }) => type)).toEqual(['fault'])
    }
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
    const chr = fc.constantFrom('2a37', '2a5f', '2a5e', '2a35', '2a1c', '2a18', '2a19')
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

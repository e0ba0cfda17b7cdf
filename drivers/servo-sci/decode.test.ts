import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Measurement } from '../model/measurement.ts'
import { drivers } from '../registry.ts'
import { ServoSciDecoder } from './decode.ts'
import { SciFramer } from './framer.ts'
import { textBytes } from './message.ts'
import { servoSciOptions } from './options.ts'
import { type Layout, Plan } from './plan.ts'

const hex = (text: string) => Uint8Array.from(text.split(' '), (pair) => Number.parseInt(pair, 16))
const shown = (bytes: Uint8Array) => String.fromCharCode(...bytes.subarray(0, -1))

describe('commands', () => {
  it('end as the one that the manual works out', () => {
    expect(textBytes('RCTY')).toEqual(hex('52 43 54 59 31 43 04'))
  })

  it.each([
    'RPTY0F',
    'RCFGDT00',
    'RSEN0A',
    'RSWV00',
    'RTIM02',
    'RHVE09',
    'SPVE000313',
    'RCCO1D',
    'SDADB10010110410510610710810950',
    'SDADS4004084104144207B',
    'RADAB54',
  ])('carry the check of %s', (whole) => {
    expect(shown(textBytes(whole.slice(0, -2)))).toBe(whole)
  })

  it('check the connection by the end alone', () => {
    expect(textBytes('')).toEqual(hex('04'))
    expect(textBytes('*')).toEqual(hex('2A 32 41 04'))
  })
})

/** The six channels of the example, of which each block of the test holds the values. */
const SIX = [100, 101, 104, 105, 108, 109]
const WORKED = hex('42 00 96 09 60 02 D0 08 AC 08 02 01 90 7F 2F')
const STANDBY = hex('E0 11 7F 8E')

/** A ventilator that has nothing but the given channels, as its own table says. */
const UNITS: Readonly<Record<number, string>> = { 100: '06', 101: '01', 104: '08', 109: '07' }
const GAINS: Readonly<Record<number, string>> = { 100: '+1000E-004', 101: '+2000E-004', 104: '+1000E-005' }
function tableOf(channels: readonly number[], units: Readonly<Record<number, string>> = UNITS): string {
  const entries = channels.map((one) => {
    const isPressure = one === 105 || one === 108
    const offset = isPressure ? '+2000E-001' : '+0000E+000'
    return `${one},${GAINS[one] ?? '+1000E-004'},${offset},${units[one] ?? '04'},1`
  })
  return ['020', ...entries].join(';')
}

function hear(pieces: readonly Uint8Array[]) {
  const said: Measurement[] = []
  const decoder = new ServoSciDecoder({ measure: (one) => said.push(one) }, servoSciOptions.parse({}))
  for (const piece of pieces) decoder.push(piece, 0)
  decoder.end(0)
  return { said, counts: decoder.counts }
}

/** The table twice, as it must come to be believed, then enough messages for the lock. */
const start = (table = tableOf(SIX)) => [
  textBytes(table),
  textBytes(table),
  ...Array.from({ length: 6 }, () => textBytes('*')),
]
const numbers = (said: readonly Measurement[]) =>
  said.flatMap((one) =>
    one.type === 'numeric' ? [`${one.channel.label} ${one.value} ${one.channel.unit} ${one.validity}`] : [],
  )

describe('answers', () => {
  it('read as the worked block says, gains and offsets of pressures too', () => {
    expect(numbers(hear([...start(), WORKED]).said)).toEqual([
      'RR aw 15 /min good',
      'TVexp 480 mL good',
      'MVexp 7.2 L/min good',
      'Ppeak 22 cm[H2O] good',
      'PEEP 5 cm[H2O] good',
      'FiO2 40 % good',
    ])
  })

  it('hold a block whose check leaves its flag out, but not both forms in one row', () => {
    const without = WORKED.slice()
    without[14] = 0x2f ^ 0x42
    expect(numbers(hear([...start(), without, without]).said)).toHaveLength(12)
    const { said, counts } = hear([...start(), WORKED, without])
    expect(numbers(said)).toHaveLength(6)
    expect(counts.checksum).toBe(1)
  })

  it('take nothing from a table that came once, or differently each time', () => {
    const { said } = hear([
      textBytes(tableOf(SIX)),
      ...Array.from({ length: 8 }, () => textBytes('*')),
      WORKED,
    ])
    expect(numbers(said)).toEqual([])
    const other = tableOf(SIX).replace('+1000E-004', '+1001E-004')
    expect(numbers(hear([textBytes(other), ...start().slice(1), WORKED]).said)).toEqual([])
  })

  it('follow the gain that the ventilator tells, and leave out a channel in another unit', () => {
    const finer = tableOf(SIX).replace('100,+1000E-004', '100,+5000E-005')
    expect(numbers(hear([...start(finer), WORKED]).said)[0]).toBe('RR aw 7.5 /min good')
    const { said } = hear(start(tableOf(SIX, { ...UNITS, 101: '17' })))
    const faults = said.filter((one) => one.type === 'fault')
    expect(faults).toMatchObject([{ kind: 'illegalUnit', about: 'MDC_VOL_AWAY_TIDAL_EXP in unit 17' }])
  })

  it('say no value as none, and one that cannot be as none and a fault', () => {
    const block = hex('42 7E FF 09 60 02 D0 75 30 08 02 01 90 7F 00')
    block[14] = block.subarray(0, 14).reduce((all, one) => all ^ one, 0)
    const { said } = hear([...start(), block])
    expect(numbers(said)).toContain('RR aw null /min invalid')
    expect(numbers(said)).toContain('Ppeak null cm[H2O] invalid')
    const unexpected = said.filter((one) => one.type === 'fault' && one.kind === 'unexpectedValue')
    expect(unexpected).toHaveLength(1)
  })

  it('take every number away in standby, and say so', () => {
    const { said } = hear([...start(), WORKED, STANDBY])
    expect(numbers(said).slice(6)).toContain('TVexp null mL off')
    expect(said).toContainEqual(expect.objectContaining({ type: 'identity', fields: { mode: 'Standby' } }))
  })

  it('count a block whose bytes include the end flag by its length', () => {
    const block = hex('42 00 7F 7F 7F 02 D0 08 7F 08 02 01 90 7F 00')
    block[3] = 0x09
    block[14] = block.subarray(0, 14).reduce((all, one) => all ^ one, 0)
    expect(numbers(hear([...start(), block]).said)[0]).toBe('RR aw 12.7 /min good')
  })

  it('tell no alarm: every channel is no source of alarms, as the manual demands', () => {
    const driver = drivers.find(({ id }) => id === 'servo-sci')
    expect(driver?.forbidsAlarms).toBe(true)
    expect(driver?.carriesAlerts).toBe(false)
  })
})

describe('the framer', () => {
  const layout: Layout = new Plan(servoSciOptions.parse({})).layout
  function framed(pieces: readonly Uint8Array[]) {
    const found: string[] = []
    const framer = new SciFramer(() => layout, {
      onMessage: (message) => found.push(JSON.stringify(message)),
      onFault: (kind, bytes) => found.push(`${kind} ${bytes}`),
    })
    for (const piece of pieces) framer.push(piece)
    framer.end()
    return { found, counts: framer.counts }
  }

  it('tells a text that begins like a block from one', () => {
    const { found } = framed([textBytes('SERVO-air'), textBytes('B'), STANDBY])
    expect(found.map((one) => JSON.parse(one))).toEqual([
      { type: 'text', text: 'SERVO-air' },
      { type: 'text', text: 'B' },
      { type: 'error', code: 0x11 },
    ])
  })

  it('never throws, on any bytes, accounts for each of them, and is the same however they are cut', () => {
    const piece = fc.oneof(
      fc.constantFrom(textBytes('SERVO-u'), textBytes('*'), STANDBY, hex('42 00 96'), hex('7F 04')),
      fc.uint8Array({ maxLength: 12 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.integer({ min: 1, max: 20 }), (pieces, size) => {
        const whole = Uint8Array.from(pieces.flatMap((one) => [...one]))
        const cut = Array.from({ length: Math.ceil(whole.length / size) }, (_, at) =>
          whole.subarray(at * size, (at + 1) * size),
        )
        expect(framed(cut)).toEqual(framed([whole]))
        const lost = framed([whole]).found.flatMap((one) => (one.startsWith('{') ? [] : [one]))
        const lostBytes = lost.reduce((sum, one) => sum + Number(one.split(' ')[1]), 0)
        expect(lostBytes).toBeLessThanOrEqual(whole.length)
      }),
    )
  })
})

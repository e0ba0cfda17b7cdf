import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Measurement } from '../model/measurement.ts'
import { TWIN } from './codes.ts'
import { DongleDecoder } from './dongle.ts'
import { dongleFormat } from './dongle-frame.ts'
import { createDongleTwin } from './encode-dongle.ts'
import { bleHealthOptions } from './options.ts'

const TICK_MS = 100
const ALL = [TWIN.strap, TWIN.clip, TWIN.cuff, TWIN.thermometer].join(', ')
const OF_TWIN = { scenario: 'stable', seed: 3, startUtcMs: Date.UTC(2026, 0, 1) }

/** A station, a dongle, and what was said between them. */
class Bench {
  readonly said: Measurement[] = []
  readonly asked: string[] = []
  readonly wire: number[] = []
  readonly twin = createDongleTwin(OF_TWIN)
  readonly decoder: DongleDecoder
  nowMs = 0
  /** What happens to the bytes of the dongle on their way. */
  change: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes

  constructor(devices = ALL) {
    this.decoder = new DongleDecoder(
      {
        measure: (one) => this.said.push(one),
        send: (bytes) => {
          this.asked.push(Buffer.from(bytes).toString('hex'))
          this.twin.receive(bytes, this.nowMs)
        },
      },
      { devices },
    )
  }

  run(seconds: number): this {
    const endMs = this.nowMs + seconds * 1_000
    for (; this.nowMs <= endMs; this.nowMs += TICK_MS) {
      const bytes = this.change(this.twin.produce(this.nowMs))
      this.wire.push(...bytes)
      this.decoder.push(bytes, this.nowMs)
      this.decoder.tick(this.nowMs)
    }
    return this
  }

  /** Ids of the numbers said since the last question. */
  news(): ReadonlySet<string> {
    const ids = this.said.flatMap((one) => (one.type === 'numeric' ? [one.channel.id] : []))
    this.said.length = 0
    return new Set(ids)
  }

  get faults() {
    return this.said.flatMap((one) => (one.type === 'fault' ? [one.kind] : []))
  }
}

const RATE = 'MDC_PULS_RATE'
const SATURATION = 'MDC_PULS_OXIM_SAT_O2'

describe('a dongle', () => {
  it('is greeted, freed of old connections, and asked to find and switch on what the named wearables have', () => {
    const bench = new Bench(TWIN.strap).run(10)
    expect(bench.asked.slice(0, 3)).toEqual(['00000001', '00000604', '0001030000'])
    expect(bench.asked).toContain('00050607a000500001')
    expect(bench.asked).toContain('0001060201')
    expect(bench.asked.filter((one) => one.startsWith('000f0603'))).toEqual([
      '000f0603010000eeffc00118003000900100' + '00',
    ])
    expect(bench.asked).toContain('00050403000100ffff')
    expect(bench.asked.filter((one) => one.startsWith('00060405'))).toEqual([
      '000604050012000201' + '00',
      '000604050015000201' + '00',
    ])
    expect(bench.faults).toEqual([])
    expect(bench.news()).toEqual(new Set([RATE, 'X_BLE_HEALTH_RR_INTERVAL', 'X_BLE_HEALTH_BATTERY']))
  })

  it('tells all of four wearables, and nothing of what was not named', () => {
    const all = new Bench().run(70).news()
    for (const id of [RATE, SATURATION, 'MDC_PRESS_BLD_NONINV_SYS', 'MDC_TEMP', 'X_BLE_HEALTH_BATTERY'])
      expect(all).toContain(id)
    const one = new Bench(TWIN.clip).run(70)
    expect(one.news()).toEqual(new Set([SATURATION, 'MDC_PULS_OXIM_PULS_RATE']))
    expect(one.asked.filter((sent) => sent.startsWith('000f0603'))).toHaveLength(1)
  })

  it('has a dialogue that does not depend on how the stream is cut', () => {
    const { wire, said } = new Bench().run(40)
    const again: Measurement[] = []
    const decoder = new DongleDecoder({ measure: (one) => again.push(one) }, { devices: ALL })
    // Without a way to ask nobody is known to be connected: nothing may be shown.
    for (const byte of wire) decoder.push(Uint8Array.of(byte), 0)
    expect(again).toEqual([])
    expect(decoder.counts.good).toBeGreaterThan(100)
    expect(said.length).toBeGreaterThan(100)
    const inBytes = new Bench()
    const push = inBytes.decoder.push.bind(inBytes.decoder)
    inBytes.decoder.push = (bytes, atMs) => {
      for (const byte of bytes) push(Uint8Array.of(byte), atMs)
    }
    expect(inBytes.run(40).said).toEqual(said)
  })
})

describe('a glucose meter on a dongle', () => {
  const told = ({ said }: Bench) =>
    said.flatMap((one) =>
      one.type === 'numeric' ? [[one.channel.id, one.value, one.channel.unit, one.takenAgoMs]] : [],
    )

  it('is asked for its clock and its last record, and after a hole for those it has taken since', () => {
    const bench = new Bench(TWIN.meter).run(15)
    const records = () => bench.asked.filter((one) => /^00..0405..1700/.test(one))
    expect(records()).toEqual(['000604050017000201' + '06'])
    const [[id, value, unit, agoMs] = []] = told(bench)
    expect([id, value, unit]).toEqual(['MDC_CONC_GLU_CAPILLARY_WHOLEBLOOD', 5.4, 'mmol/L'])
    // Taken an hour before the start; a clock tells whole seconds.
    expect(Math.abs(Number(agoMs) - 3_600_000 - bench.nowMs)).toBeLessThan(15_000)
    bench.twin.reach(TWIN.meter, false)
    bench.run(5)
    bench.said.length = 0
    bench.twin.measureGlucose(bench.nowMs, 49)
    bench.twin.measureGlucose(bench.nowMs, 60)
    bench.run(2)
    bench.twin.reach(TWIN.meter, true)
    bench.run(15)
    expect(records().at(-1)).toBe('0009040500170005' + '0103012c00')
    expect(told(bench).map(([, amount]) => amount)).toEqual([4.9, 6])
    expect(bench.faults).toEqual([])
  })
})

describe('a dongle in trouble', () => {
  it('whose strap is out of range says nothing of it, goes on with the others, and has it back', () => {
    const bench = new Bench(`${TWIN.strap} ${TWIN.clip}`).run(20)
    expect(bench.news()).toContain(RATE)
    bench.twin.reach(TWIN.strap, false)
    bench.run(1)
    bench.news()
    bench.run(30)
    const without = bench.news()
    expect(without).not.toContain(RATE)
    expect(without).toContain(SATURATION)
    bench.twin.reach(TWIN.strap, true)
    bench.run(10)
    expect(bench.news()).toContain(RATE)
    expect(bench.faults).toEqual([])
  })

  it('that is pulled and plugged in again is begun anew, and half a message is counted', () => {
    const bench = new Bench(TWIN.strap).run(10)
    bench.news()
    bench.decoder.push(Uint8Array.of(0x80, 8, 4, 5, 0, 0x14), bench.nowMs)
    bench.decoder.end(bench.nowMs)
    expect(bench.faults).toEqual(['partial'])
    expect(bench.decoder.isLocked).toBe(false)
    bench.asked.length = 0
    bench.run(10)
    expect(bench.asked[0]).toBe('00000001')
    expect(bench.news()).toContain(RATE)
  })

  it('that starts again by itself is begun anew', () => {
    const bench = new Bench(TWIN.strap).run(10)
    bench.news()
    bench.asked.length = 0
    bench.decoder.push(Uint8Array.of(0x80, 12, 0, 0, 1, 0, 3, 0, 2, 0, 0x7a, 0, 3, 0, 1, 3), bench.nowMs)
    bench.run(10)
    expect(bench.asked.slice(0, 2)).toEqual(['00000001', '00000604'])
    expect(bench.news()).toContain(RATE)
  })

  it('that does not answer is asked again and again, and nothing is shown', () => {
    const bench = new Bench(TWIN.strap)
    bench.change = () => new Uint8Array(0)
    bench.run(60)
    expect(new Set(bench.asked)).toEqual(new Set(['00000001']))
    expect(bench.asked.length).toBeGreaterThan(10)
    bench.change = (bytes) => bytes
    bench.run(15)
    expect(bench.news()).toContain(RATE)
  })

  it('that loses bytes shows no number that was not sent, and comes back', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 4_000 }), { maxLength: 20 }), (lost) => {
        const clean = new Bench().run(45)
        const claims = new Set(
          clean.said.flatMap((one) => (one.type === 'numeric' ? [`${one.channel.key} ${one.value}`] : [])),
        )
        const bench = new Bench()
        let at = 0
        bench.change = (bytes) => bytes.filter(() => !lost.includes(at++))
        bench.run(45)
        for (const one of bench.said) {
          if (one.type !== 'numeric' || one.value === null) continue
          // The same patient at the same second: what was lost may only be missing.
          expect(claims).toContain(`${one.channel.key} ${one.value}`)
        }
        bench.change = (bytes) => bytes
        bench.news()
        bench.run(45)
        expect(bench.news()).toContain(RATE)
      }),
      { numRuns: 15 },
    )
  })

  it('shows nothing of a message before its lock, or for a handle that was never switched on', () => {
    const said: Measurement[] = []
    const decoder = new DongleDecoder(
      { measure: (one) => said.push(one), send: () => undefined },
      { devices: ALL },
    )
    const derived = Uint8Array.from(Buffer.from('80080405001b00010316' + '4800', 'hex'))
    for (let count = 0; count < 20; count++) decoder.push(derived, count)
    expect(decoder.counts.good).toBe(20)
    expect(said).toEqual([])
  })

  it('never throws, and says nothing, on any bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 90 }), { maxLength: 20 }), (pieces) => {
        const said: Measurement[] = []
        const decoder = new DongleDecoder(
          { measure: (one) => said.push(one), send: () => undefined },
          { devices: ALL },
        )
        for (const [at, piece] of pieces.entries()) {
          decoder.push(piece, at * 100)
          decoder.tick(at * 100)
        }
        decoder.end(10_000)
        expect(said.every(({ type }) => type === 'fault')).toBe(true)
      }),
    )
  })
})

describe('messages', () => {
  it('are exactly as long as their kind and the array in them say', () => {
    const problem = (hex: string) => dongleFormat.problemOf(Uint8Array.from(Buffer.from(hex, 'hex')))
    expect(problem('80080405001b000103164800')).toBeNull()
    expect(problem('80080405001b000102164800')).toBe('length')
    expect(problem('80080409001b000103164800')).toBe('checksum')
    const length = (hex: string) => dongleFormat.lengthOf(Uint8Array.from(Buffer.from(hex, 'hex')))
    expect([length('80080405'), length('80030405'), length('80410405'), length('00030405')]).toEqual([
      12,
      null,
      null,
      7,
    ])
  })
})

describe('its options', () => {
  it('need the names of the wearables', () => {
    expect(() => bleHealthOptions.parse({ wire: 'dongle' })).toThrow(/must name the wearables/)
    expect(bleHealthOptions.parse({ wire: 'dongle', devices: TWIN.strap }).wire).toBe('dongle')
  })
})

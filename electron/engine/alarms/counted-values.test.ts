import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Numeric } from '../../../drivers/model/measurement.ts'
import type { LinkPhase } from '../../ipc/views.ts'
import { BedState } from '../beds/bed-state.ts'
import { MONITOR } from '../bus.ts'
import { DeviceNames } from '../session/device-names.ts'
import type { StoredGap, StoredNumeric } from '../store/types.ts'
import { linkView } from '../testing/link-view.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { tinyDriver, tinyRate } from '../testing/tiny-driver.ts'
import { CountedValues } from './counted-values.ts'

const VENTILATOR = 'ventilator'
const DEVICES = [MONITOR, VENTILATOR] as const
const names = new DeviceNames(VENTILATOR)
const CHANNELS = { [MONITOR]: tinyRate, [VENTILATOR]: names.numeric(tinyRate) }
type Name = (typeof DEVICES)[number]

/** A bed of two devices as it runs, and what its record would hold of it. */
class LiveBed {
  readonly time = new ManualTime()
  readonly rows: { readonly device: Name; readonly row: StoredNumeric }[] = []
  readonly gaps: StoredGap[] = []
  /** Which values counted, in the order of `rows`. */
  readonly counted: boolean[] = []
  readonly #links = new Map<Name, ReturnType<typeof linkView>>()
  readonly #bed: BedState

  constructor() {
    const link = linkView({ phase: 'opening' })
    const shared = { driver: tinyDriver, clock: this.time, alertsAsked: true, link, linkText: 'x' }
    this.#bed = new BedState({
      ...{ ...shared, id: 'b1', label: 'Bed 1', simulated: false, patient: null },
      devices: [{ id: VENTILATOR, options: shared }],
      takeWaveNumber: () => 1,
    })
    for (const device of DEVICES) this.#go(device, 'live')
    this.time.every(50, () => this.#bed.tick(this.time.monotonicMs(), ...this.#links.values()))
  }

  value(device: Name, value: number | null): void {
    if (this.#links.get(device)?.phase !== 'live') this.#back(device)
    const atMs = this.time.monotonicMs()
    const atUtcMs = this.time.utcMs(atMs)
    const validity = value === null ? 'invalid' : 'good'
    const channel = CHANNELS[device]
    const numeric: Numeric = { type: 'numeric', channel, value, validity, atMs, deviceMs: null }
    const batch = { bed: 'b1', device, atMs, atUtcMs, simulated: false, measurements: [numeric], waves: [] }
    this.#bed.onBatch(batch)
    this.counted.push(this.#bed.chosen(batch).measurements.length > 0)
    const row = { channel: 1, atUtcMs, measuredUtcMs: atUtcMs, deviceMs: null, value, validity } as const
    this.rows.push({ device, row })
  }

  /** The line is pulled right behind a value: the ledger begins the gap there. */
  pull(device: Name): void {
    this.#go(device, 'unplugged')
    const fromUtcMs = this.time.utcMs(this.time.monotonicMs())
    this.gaps.push({
      ...{ bed: 'b1', device, channel: null, cause: 'unplugged', evidence: '' },
      ...{ fromUtcMs, toUtcMs: Number.MAX_SAFE_INTEGER },
    })
  }

  #back(device: Name): void {
    const at = this.gaps.findLastIndex((gap) => gap.device === device)
    const gap = this.gaps[at]
    if (gap !== undefined) this.gaps[at] = { ...gap, toUtcMs: this.time.utcMs(this.time.monotonicMs()) }
    this.#go(device, 'live')
  }

  #go(device: Name, phase: LinkPhase): void {
    const atMs = this.time.monotonicMs()
    const cause = phase === 'live' ? null : 'unplugged'
    const link = linkView({ phase, cause, sinceUtcMs: this.time.utcMs(atMs) })
    this.#links.set(device, link)
    const seen = { lastGoodUtcMs: null, bytesSinceGood: 0, badSinceGood: 0 }
    this.#bed.onLink({ bed: 'b1', device, atMs, atUtcMs: this.time.utcMs(atMs), link, seen })
  }
}

const step = fc.record({
  device: fc.constantFrom(...DEVICES),
  value: fc.option(fc.integer({ min: 40, max: 180 }), { nil: null, freq: 8 }),
  isPulled: fc.boolean(),
  passMs: fc.constantFrom(100, 500, 1_000, 1_000, 3_000, 11_000),
})

it('H2 the record tells which values of two devices counted exactly as the live bed chose them', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 2, maxLength: 60 }), (steps) => {
      const bed = new LiveBed()
      for (const { device, value, isPulled, passMs } of steps) {
        bed.value(device, value)
        if (isPulled && passMs > 1_000) bed.pull(device)
        bed.time.advance(passMs)
      }
      const counted = new CountedValues([
        { number: 1, channel: CHANNELS[MONITOR] },
        { number: 2, channel: CHANNELS[VENTILATOR] },
      ])
      counted.gaps(bed.gaps)
      const told = bed.rows.map(({ device, row }) => counted.take(CHANNELS[device], row))
      expect(told.map((one) => one !== null)).toEqual(bed.counted)
      for (const [index, one] of told.entries()) {
        if (one === null) continue
        // Known by the monitor's channel, and by who sent it.
        expect([one.channel.key, one.device]).toEqual([tinyRate.key, bed.rows[index]?.device])
      }
    }),
  )
})

it('of a bed with one device every value counts', () => {
  const counted = new CountedValues([{ number: 1, channel: tinyRate }])
  const row = (atUtcMs: number, value: number | null): StoredNumeric => {
    const validity = value === null ? 'invalid' : 'good'
    return { channel: 1, atUtcMs, measuredUtcMs: atUtcMs, deviceMs: null, value, validity }
  }
  for (const [at, value] of [
    [0, 80],
    [1_000, null],
    [90_000, 81],
  ] as const)
    expect(counted.take(tinyRate, row(at, value))).toMatchObject({ value, channel: tinyRate })
})

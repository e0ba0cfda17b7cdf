import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NumericChannel } from '../../../drivers/model/channel.ts'
import type { Measurement, Numeric } from '../../../drivers/model/measurement.ts'
import type { LinkCause, LinkPhase } from '../../ipc/views.ts'
import { MONITOR } from '../bus.ts'
import { DeviceNames } from '../session/device-names.ts'
import { linkView } from '../testing/link-view.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { tinyCuff, tinyDriver, tinyRate, tinyWave } from '../testing/tiny-driver.ts'
import { BedState } from './bed-state.ts'
import { ParameterTable } from './parameter-table.ts'
import { chooseSource } from './source-choice.ts'

const VENTILATOR = 'ventilator'
const DEVICES = [MONITOR, VENTILATOR] as const
/** Sent by the second device alone. */
const tinyBreath: NumericChannel = {
  ...tinyRate,
  key: 'X_TINY_BREATH',
  id: 'X_TINY_BREATH',
  vendor: 'breath',
}
const AGE_LIMIT_MS = 5_000

class Bench {
  readonly time = new ManualTime()
  readonly names = new DeviceNames(VENTILATOR)
  readonly links = new Map(DEVICES.map((device) => [device as string, linkView({ phase: 'opening' })]))
  readonly bed: BedState

  constructor() {
    const shared = {
      driver: tinyDriver,
      clock: this.time,
      alertsAsked: true,
      link: linkView({ phase: 'opening' }),
    }
    this.bed = new BedState({
      ...shared,
      id: 'b1',
      label: 'Bed 1',
      linkText: 'serial:/dev/x',
      devices: [{ id: VENTILATOR, options: { ...shared, linkText: 'serial:/dev/y' } }],
      simulated: false,
      patient: null,
      takeWaveNumber: () => 7,
    })
    this.time.every(100, () => this.bed.tick(this.time.monotonicMs(), ...this.links.values()))
  }

  go(device: string, phase: LinkPhase, cause: LinkCause | null = null): void {
    const atMs = this.time.monotonicMs()
    const link = linkView({ phase, cause, sinceUtcMs: this.time.utcMs(atMs) })
    this.links.set(device, link)
    const seen = { lastGoodUtcMs: null, bytesSinceGood: 0, badSinceGood: 0 }
    this.bed.onLink({ bed: 'b1', device, atMs, atUtcMs: this.time.utcMs(atMs), link, seen })
  }

  /** Out: what of it counts. */
  bring(device: string, ...said: readonly Measurement[]): readonly Measurement[] {
    const atMs = this.time.monotonicMs()
    const measurements = device === MONITOR ? said : said.map((one) => this.names.named(one))
    const batch = {
      bed: 'b1',
      device,
      atMs,
      atUtcMs: this.time.utcMs(atMs),
      simulated: false,
      measurements,
      waves: [],
    }
    this.bed.onBatch(batch)
    return this.bed.chosen(batch).measurements
  }

  numeric(value: number | null, channel: NumericChannel = tinyRate): Numeric {
    const stamp = { atMs: this.time.monotonicMs(), deviceMs: null }
    return { type: 'numeric', channel, value, validity: value === null ? 'invalid' : 'good', ...stamp }
  }

  alert(text: string): Measurement {
    const stamp = { atMs: this.time.monotonicMs(), deviceMs: null }
    return { type: 'alert', text, phase: 'start', priority: 'high', kind: 'physiological', ...stamp }
  }

  get view() {
    return this.bed.view(this.time.monotonicMs())
  }

  get texts(): string[] {
    return this.bed.conditions().map(({ text }) => text)
  }
}

function live(): Bench {
  const bench = new Bench()
  for (const device of DEVICES) bench.go(device, 'live')
  return bench
}

describe('two devices on one bed', () => {
  it('H2 shows a parameter of both once, under one key, with where it comes from and what the other says', () => {
    const bench = live()
    bench.bring(MONITOR, bench.numeric(80))
    bench.bring(VENTILATOR, bench.numeric(82), bench.numeric(18, tinyBreath))
    const arrivedUtcMs = bench.time.utcMs(0)
    expect(bench.view.numerics).toMatchObject([
      {
        key: 'X_TINY_RATE',
        value: 80,
        origin: { name: 'monitor', others: [{ name: 'ventilator', value: 82, arrivedUtcMs }] },
      },
      { key: 'ventilator.X_TINY_BREATH', value: 18, origin: { name: 'ventilator', others: [] } },
    ])
  })

  it('H2 a lost line takes its own numbers away, says so itself, and leaves the other device as it is', () => {
    const bench = live()
    bench.bring(MONITOR, bench.numeric(80), bench.alert('ASYSTOLE'))
    bench.bring(VENTILATOR, bench.numeric(82), bench.numeric(18, tinyBreath), bench.alert('APNEA'))
    bench.go(VENTILATOR, 'unplugged', 'unplugged')
    expect(bench.view).toMatchObject({ link: { phase: 'live' } })
    expect(bench.view.devices?.map(({ name, link }) => [name, link.phase])).toEqual([
      ['monitor', 'live'],
      ['ventilator', 'unplugged'],
    ])
    expect(bench.view.numerics.map(({ value }) => value)).toEqual([80, null])
    expect(bench.view.numerics[0]?.origin?.others).toMatchObject([{ value: null }])
    expect(bench.texts).toEqual([
      'ventilator: NO DATA: the cable is unplugged. Before that the bed alarmed: ventilator: APNEA',
      'ASYSTOLE',
    ])
    expect(bench.bed.lost).toEqual(new Set([VENTILATOR]))
    expect(bench.view.waves).toEqual([])
    bench.bed.waveNumber(tinyWave)
    expect(bench.view.waves[0]?.away).toBeUndefined()
    bench.go(VENTILATOR, 'live')
    bench.go(MONITOR, 'unplugged', 'unplugged')
    expect(bench.view.waves).toMatchObject([{ away: { phase: 'unplugged' } }])
    bench.go(VENTILATOR, 'unplugged', 'unplugged')
    expect(bench.view.waves[0]?.away).toBeUndefined()
    expect(bench.view.link.phase).toBe('unplugged')
    expect([bench.bed.isLive, bench.bed.lost.size]).toEqual([false, 0])
  })

  it('H2 the other device stands in for the monitor, which takes its place again after ten seconds and not before', () => {
    const bench = live()
    const second = (isMonitorThere: boolean) => {
      if (isMonitorThere) bench.bring(MONITOR, bench.numeric(80))
      bench.bring(VENTILATOR, bench.numeric(82))
      bench.time.advance(1_000)
      return bench.view.numerics[0]?.value
    }
    const run = (times: number, isThere: boolean) => Array.from({ length: times }, () => second(isThere))
    expect(run(3, true)).toEqual([80, 80, 80])
    bench.go(MONITOR, 'silent', 'silent')
    expect(run(3, false)).toEqual([82, 82, 82])
    bench.go(MONITOR, 'live')
    const back = run(14, true)
    expect(back.slice(0, 9)).toEqual(Array.from({ length: 9 }, () => 82))
    expect(back.slice(11)).toEqual([80, 80, 80])
  })

  it('an invalid value of the monitor gives way to a valid one at once', () => {
    const bench = live()
    bench.bring(MONITOR, bench.numeric(80))
    bench.bring(VENTILATOR, bench.numeric(82))
    expect(bench.bring(MONITOR, bench.numeric(null))).toEqual([])
    expect(bench.view.numerics).toMatchObject([{ value: 82, origin: { name: 'ventilator' } }])
  })

  it('of single readings the last one counts, whoever took it', () => {
    const bench = live()
    bench.bring(MONITOR, bench.numeric(120, tinyCuff))
    bench.time.advance(60_000)
    expect(bench.bring(VENTILATOR, bench.numeric(130, tinyCuff))).toHaveLength(1)
    expect(bench.view.numerics).toMatchObject([
      { key: 'X_TINY_CUFF', value: 130, origin: { name: 'ventilator' } },
    ])
  })

  it('H3 says aloud that the devices name different patients, also where nobody is connected', () => {
    const bench = live()
    const name = (device: string, patientId: string) =>
      bench.bring(device, { type: 'identity', fields: { patientId }, atMs: 0, deviceMs: null })
    name(MONITOR, 'T-1')
    name(VENTILATOR, 'T-1')
    expect(bench.texts).toEqual([])
    name(VENTILATOR, 'T-2')
    expect(bench.texts).toEqual([
      'monitor and ventilator name different patients: check which device belongs to Bed 1',
    ])
    bench.bed.setPatient({ id: 'T-1', authority: 'H' })
    expect(bench.texts).toEqual([
      'ventilator: The monitor names another patient: check who is in Bed 1',
      'monitor and ventilator name different patients: check which device belongs to Bed 1',
    ])
    const { proposal } = bench.view
    bench.bed.declineProposal(proposal?.number ?? 0)
    expect(bench.view.proposal).toBeNull()
  })

  it('any interleaving of their batches shows, and passes on to limits and scores, what the rule says', () => {
    const steps = fc.array(
      fc.record({
        afterMs: fc.integer({ min: 0, max: 12_000 }),
        device: fc.constantFrom(...DEVICES),
        value: fc.option(fc.integer({ min: 1, max: 300 }), { nil: null }),
      }),
      { minLength: 1, maxLength: 40 },
    )
    fc.assert(
      fc.property(steps, (list) => {
        const bench = live()
        const model = new Model()
        // The bench looks at the bed ten times a second.
        bench.time.every(100, () => model.look(bench.time.monotonicMs()))
        for (const { afterMs, device, value } of list) {
          bench.time.advance(afterMs)
          const nowMs = bench.time.monotonicMs()
          model.look(nowMs)
          model.take(device, value, nowMs)
          model.look(nowMs)
          const passed = bench.bring(device, bench.numeric(value))
          expect(passed.length).toBe(device === model.chosen ? 1 : 0)
          const [shown] = bench.view.numerics
          expect(shown?.origin?.name).toBe(model.chosen === MONITOR ? 'monitor' : model.chosen)
          expect(shown?.value).toBe(model.shown(nowMs))
          const other = model.other(nowMs)
          expect(shown?.origin?.others.map((one) => one.value)).toEqual(other === undefined ? [] : [other])
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('which channels of two devices are one parameter', () => {
  const named = (channel: NumericChannel) => bench.names.numeric(channel)
  const bench = new Bench()
  const first = { ...tinyRate, key: 'R@1', source: '1' }
  const second = { ...tinyRate, key: 'R@2', source: '2' }
  const own = { ...tinyRate, key: 'R', source: 'own' }
  const of = (
    monitor: readonly NumericChannel[],
    other: readonly NumericChannel[],
    asked: NumericChannel,
    sent: readonly NumericChannel[],
  ) =>
    new ParameterTable(
      [
        { device: MONITOR, channels: monitor },
        { device: VENTILATOR, channels: other.map(named) },
      ],
      (_, key) => sent.some((one) => one.key === key),
    ).of(named(asked), VENTILATOR).key

  it.each([
    ['the only ones of each', [first], [own], own, [], 'R@1'],
    ['the only one that the monitor sends of several', [first, second], [own], own, [second], 'R@2'],
    ['the one listed first, while it has sent none', [first, second], [own], own, [], 'R@1'],
    ['none, where it sends several', [first, second], [own], own, [first, second], 'ventilator.R'],
    ['the one from the same place', [first, second], [second, own], second, [first, second], 'R@2'],
    ['none, where the other device has several', [first], [own, second], own, [first], 'ventilator.R'],
    ['none in another unit', [{ ...first, unit: 'mm[Hg]' }], [own], own, [], 'ventilator.R'],
    ['no single reading beside a stream', [{ ...first, timing: 'episodic' }], [own], own, [], 'ventilator.R'],
  ] as const)('%s', (_, monitor, other, asked, sent, expected) => {
    expect(of(monitor, other, asked, sent)).toBe(expected)
  })
})

interface Heard {
  value: number | null
  atMs: number
  sinceMs: number | null
  readonly stepsMs: number[]
}

/** The rule written down anew: each device by its arrivals alone. */
class Model {
  chosen = MONITOR
  readonly #heard = new Map<string, Heard>()
  #before: string | null = null

  take(device: string, value: number | null, nowMs: number): void {
    const known = this.#heard.get(device)
    const stepsMs = known?.stepsMs ?? []
    const fresh = known === undefined ? null : this.#fresh(known, nowMs)
    if (known !== undefined && nowMs > known.atMs) stepsMs.push(nowMs - known.atMs)
    this.#heard.set(device, {
      value,
      atMs: nowMs,
      sinceMs: value === null ? null : (fresh ?? nowMs),
      stepsMs,
    })
  }

  look(nowMs: number): void {
    const sources = DEVICES.flatMap((device) => {
      const heard = this.#heard.get(device)
      return heard === undefined ? [] : [{ device, freshSinceMs: this.#fresh(heard, nowMs) }]
    })
    this.#before = chooseSource(sources, this.#before, nowMs)
    this.chosen = this.#before ?? MONITOR
  }

  shown(nowMs: number): number | null {
    return this.#valueOf(this.chosen, nowMs) ?? null
  }

  other(nowMs: number): number | null | undefined {
    return this.#valueOf(DEVICES.find((device) => device !== this.chosen) ?? '', nowMs)
  }

  #valueOf(device: string, nowMs: number): number | null | undefined {
    const heard = this.#heard.get(device)
    if (heard === undefined) return undefined
    return nowMs < heard.atMs + 2 * this.#limitMs(heard) ? heard.value : null
  }

  #fresh(heard: Heard, nowMs: number): number | null {
    return nowMs - heard.atMs <= this.#limitMs(heard) ? heard.sinceMs : null
  }

  #limitMs({ stepsMs }: Heard): number {
    const sorted = stepsMs.slice(-8).sort((a, b) => a - b)
    return Math.max(AGE_LIMIT_MS, 2.5 * (sorted[Math.floor((sorted.length - 1) / 2)] ?? 0))
  }
}

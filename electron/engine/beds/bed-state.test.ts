import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Measurement, Numeric, Validity } from '../../../drivers/model/measurement.ts'
import { hasNumber } from '../../../drivers/model/measurement.ts'
import type { LinkCause, LinkPhase, LinkView } from '../../ipc/views.ts'
import { linkView } from '../testing/link-view.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { tinyCuff, tinyDriver, tinyRate, tinyWave } from '../testing/tiny-driver.ts'
import { BedState } from './bed-state.ts'

class Bench {
  readonly time = new ManualTime()
  readonly bed: BedState
  link: LinkView
  /** Numbers of the last batch that limits and scores hear of. */
  counted: readonly Numeric[] = []

  constructor(alertsAsked = true, alertsFlow = true, driver = tinyDriver) {
    this.link = linkView({ phase: 'opening', sinceUtcMs: this.time.utcMs(0) })
    this.bed = new BedState({
      id: 'b1',
      label: 'Bed 1',
      linkText: 'serial:/dev/x',
      driver,
      simulated: false,
      patient: null,
      link: this.link,
      clock: this.time,
      alertsAsked,
      alertsFlow: () => alertsFlow,
      takeWaveNumber: () => 7,
    })
    this.time.every(100, () => this.bed.tick(this.time.monotonicMs(), this.link))
  }

  go(phase: LinkPhase, cause: LinkCause | null = null): void {
    const atMs = this.time.monotonicMs()
    const atUtcMs = this.time.utcMs(atMs)
    this.link = { ...this.link, phase, cause, sinceUtcMs: atUtcMs }
    const seen = { lastGoodUtcMs: null, bytesSinceGood: 0, badSinceGood: 0 }
    this.bed.onLink({ bed: 'b1', atMs, atUtcMs, link: this.link, seen })
  }

  bring(...measurements: readonly Measurement[]): void {
    const atMs = this.time.monotonicMs()
    const atUtcMs = this.time.utcMs(atMs)
    const batch = { bed: 'b1', atMs, atUtcMs, simulated: false, measurements, waves: [] }
    this.bed.onBatch(batch)
    this.counted = this.bed.chosen(batch).measurements.filter((one) => one.type === 'numeric')
  }

  numeric(value: number | null, validity: Validity = 'good', change: Partial<Numeric> = {}): Numeric {
    const stamp = { atMs: this.time.monotonicMs(), deviceMs: null }
    return { type: 'numeric', channel: tinyRate, value, validity, ...stamp, ...change }
  }

  alert(text: string, phase: 'start' | 'end', priority: 'high' | 'low' = 'high'): Measurement {
    const kind = priority === 'high' ? 'physiological' : 'technical'
    return { type: 'alert', text, phase, priority, kind, atMs: this.time.monotonicMs(), deviceMs: null }
  }

  get view() {
    return this.bed.view(this.time.monotonicMs())
  }
}

describe('numbers age (rule 2)', () => {
  it('H2 a number is gone after twice its age limit, and the windows are told', () => {
    const bench = new Bench()
    bench.go('live')
    bench.bring(bench.numeric(80))
    expect(bench.view.numerics[0]).toMatchObject({ value: 80, ageLimitMs: 5_000 })
    bench.time.advance(9_900)
    expect(bench.view.numerics[0]?.value).toBe(80)
    const before = bench.bed.revision
    bench.time.advance(200)
    expect(bench.view.numerics[0]?.value).toBeNull()
    expect(bench.bed.revision).toBeGreaterThan(before)
  })

  it('H2 a number that its decoder held back is as old as it is', () => {
    const bench = new Bench()
    bench.go('live')
    bench.time.advance(20_000)
    bench.bring(bench.numeric(80, 'good', { atMs: 16_000 }))
    expect(bench.view.numerics[0]).toMatchObject({ value: 80, arrivedUtcMs: bench.time.utcMs(16_000) })
    bench.time.advance(6_000)
    expect(bench.view.numerics[0]?.value).toBeNull()
  })

  it('never shows a number that is older than twice its limit, or that the validity denies', () => {
    const arrivals = fc.array(
      fc.record({
        afterMs: fc.integer({ min: 0, max: 40_000 }),
        value: fc.integer({ min: 1, max: 300 }),
        validity: fc.constantFrom<Validity>('good', 'questionable', 'invalid', 'off', 'demo'),
        phase: fc.constantFrom<LinkPhase>('live', 'silent', 'unplugged'),
      }),
      { minLength: 1, maxLength: 30 },
    )
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 0, max: 200_000 }), (list, lookAfterMs) => {
        const bench = new Bench()
        for (const { afterMs, value, validity, phase } of list) {
          bench.time.advance(afterMs)
          bench.go(phase, phase === 'live' ? null : 'silent')
          bench.bring(bench.numeric(hasNumber(validity) ? value : null, validity))
          check(bench)
        }
        bench.time.advance(lookAfterMs)
        check(bench)
      }),
      { numRuns: 40 },
    )
  })

  function check(bench: Bench): void {
    const nowUtcMs = bench.time.utcMs(bench.time.monotonicMs())
    for (const shown of bench.view.numerics) {
      const limitMs = shown.ageLimitMs ?? Number.NaN
      expect(limitMs).toBeGreaterThanOrEqual(5_000)
      if (shown.value === null) continue
      expect(hasNumber(shown.validity)).toBe(true)
      expect(nowUtcMs - shown.arrivedUtcMs).toBeLessThanOrEqual(2 * limitMs)
    }
  }

  it('says that a driver proven by no recording is unproven', () => {
    expect(new Bench().view.unproven).toBe(true)
  })

  it('keeps a cuff reading, with the time it was taken', () => {
    const bench = new Bench()
    bench.go('live')
    const taken = { channel: tinyCuff, deviceMs: 500_000, measuredDeviceMs: 200_000 }
    bench.bring(bench.numeric(120, 'good', taken))
    const measuredUtcMs = bench.time.utcMs(0) - 300_000
    bench.time.advance(3_600_000)
    bench.bring(bench.numeric(120, 'good', { ...taken, deviceMs: 4_100_000 }))
    expect(bench.view.numerics[0]).toMatchObject({
      value: 120,
      episodic: true,
      ageLimitMs: null,
      measuredUtcMs,
    })
    expect(bench.view.numerics[0]?.arrivedUtcMs).toBe(bench.time.utcMs(0))
  })

  it('H3 gives no new time to a cuff reading that goes on to be repeated while another patient lies down', () => {
    const bench = new Bench()
    bench.go('live')
    const repeat = (): void => {
      for (let second = 0; second < 5; second++) {
        bench.bring(bench.numeric(120, 'good', { channel: tinyCuff }))
        bench.time.advance(1_000)
      }
    }
    repeat()
    bench.bed.setPatient({ id: '2', authority: 'HOSP' })
    repeat()
    expect(bench.view.numerics[0]).toMatchObject({ value: 120, measuredUtcMs: bench.time.utcMs(0) })
  })

  it.each(['with a time', 'without a time'])(
    'H3 shows no cuff reading %s of who has left the bed to the next',
    (kind) => {
      const bench = new Bench()
      bench.go('live')
      const cuff = (value: number, takenMs: number): Numeric => {
        const deviceMs = bench.time.monotonicMs()
        const taken = kind === 'with a time' ? { deviceMs, measuredDeviceMs: takenMs } : {}
        return bench.numeric(value, 'good', { channel: tinyCuff, ...taken })
      }
      const repeat = (value: number, takenMs: number): void => {
        for (let second = 0; second < 20; second++) {
          bench.time.advance(1_000)
          bench.bring(bench.numeric(80), cuff(value, takenMs))
          heard = bench.counted.map((one) => String(one.value))
        }
      }
      let heard: string[] = []
      const shown = () => bench.view.numerics.map(({ value }) => String(value))
      repeat(120, 500)
      expect(shown()).toEqual(['80', '120'])
      bench.bed.standBy(bench.time.utcMs(bench.time.monotonicMs()))
      expect(shown()).toEqual(['80'])
      repeat(120, 500)
      bench.bed.setPatient({ id: '2', authority: 'HOSP' })
      repeat(120, 500)
      expect([shown(), heard]).toEqual([['80'], ['80']])
      repeat(131, bench.time.monotonicMs() + 500)
      expect([shown(), heard]).toEqual([
        ['80', '131'],
        ['80', '131'],
      ])
      // Naming who lies there, or putting a wrong name right, takes no reading away.
      bench.bed.setPatient({ id: '3', authority: 'HOSP' })
      expect(shown()).toEqual(['80', '131'])
    },
  )

  it('lets the values of a fast replay age from when they came', () => {
    const bench = new Bench()
    bench.go('live')
    const measurements = [bench.numeric(80)]
    const ahead = { bed: 'b1', atMs: 1e7, atUtcMs: bench.time.utcMs(1e7), simulated: true }
    bench.bed.onBatch({ ...ahead, measurements, waves: [] })
    bench.time.advance(10_100)
    expect(bench.view.numerics[0]?.value).toBeNull()
  })
})

describe('the tile says which of four it is', () => {
  it('shown while live, lost while not, notCarried when the link does not ask for alarms', () => {
    const bench = new Bench()
    expect(bench.view.bedsideAlarms).toBe('lost')
    bench.go('live')
    expect(bench.view.bedsideAlarms).toBe('shown')
    bench.go('silent', 'silent')
    expect(bench.view.bedsideAlarms).toBe('lost')
    expect(new Bench(false).view.bedsideAlarms).toBe('notCarried')
  })

  it('says notCarried while a monitor has never answered the question for its alarms', () => {
    const bench = new Bench(true, false)
    bench.go('live')
    expect(bench.view.bedsideAlarms).toBe('notCarried')
  })

  it('forbidden whatever the line does, where the maker forbids alarms made of it', () => {
    const bench = new Bench(true, true, { ...tinyDriver, forbidsAlarms: true })
    expect(bench.view.bedsideAlarms).toBe('forbidden')
    bench.go('live')
    expect(bench.view.bedsideAlarms).toBe('forbidden')
  })

  it('mirrors the alarms of the monitor in its own words, highest first', () => {
    const bench = new Bench()
    bench.go('live')
    bench.bring(bench.alert('PROBE OFF', 'start', 'low'), bench.alert('ASYSTOLE', 'start'))
    expect(bench.bed.conditions().map(({ text }) => text)).toEqual(['ASYSTOLE', 'PROBE OFF'])
    bench.bring(bench.alert('ASYSTOLE', 'start'))
    expect(bench.bed.conditions()).toHaveLength(2)
    bench.bring(bench.alert('ASYSTOLE', 'end'))
    expect(bench.bed.conditions().map(({ text }) => text)).toEqual(['PROBE OFF'])
  })
})

describe('a line that brings nothing is an alarm (CLINICAL 1.6)', () => {
  it('H2 medium, with the cause in words', () => {
    const bench = new Bench()
    bench.go('live')
    expect(bench.bed.conditions()).toEqual([])
    bench.go('unplugged', 'unplugged')
    expect(bench.bed.conditions()).toMatchObject([
      { source: 'vigil', kind: 'technical', priority: 'medium', text: 'NO DATA: the cable is unplugged' },
    ])
  })

  it('high when the monitor alarmed red before, and says which alarm that was', () => {
    const bench = new Bench()
    bench.go('live')
    bench.bring(bench.alert('ASYSTOLE', 'start'))
    bench.go('silent', 'silent')
    expect(bench.bed.conditions()).toMatchObject([{ priority: 'high' }])
    expect(bench.bed.conditions()[0]?.text).toContain('the monitor alarmed: ASYSTOLE')
    bench.go('live')
    expect(bench.bed.conditions()).toMatchObject([{ source: 'bedside', text: 'ASYSTOLE' }])
    bench.go('unplugged', 'unplugged')
    expect(bench.bed.conditions()).toMatchObject([{ source: 'vigil', priority: 'high' }])
    bench.go('live')
    expect(bench.bed.conditions()).toEqual([])
  })

  it('gives a line 5 s to open before it says so', () => {
    const bench = new Bench()
    bench.time.advance(4_000)
    expect(bench.bed.conditions()).toEqual([])
    const before = bench.bed.revision
    bench.time.advance(1_100)
    expect(bench.bed.revision).toBeGreaterThan(before)
    expect(bench.bed.conditions()[0]?.text).toContain('has sent nothing yet')
  })

  it('is low when more than one frame in twenty is damaged in ten seconds', () => {
    const bench = new Bench()
    bench.go('live')
    bench.link = { ...bench.link, goodFrames: 100, badFrames: 0 }
    bench.time.advance(2_000)
    expect(bench.bed.conditions()).toEqual([])
    bench.link = { ...bench.link, goodFrames: 120, badFrames: 10 }
    bench.time.advance(1_100)
    expect(bench.bed.conditions()).toMatchObject([{ priority: 'low', source: 'vigil' }])
    bench.time.advance(12_000)
    expect(bench.bed.conditions()).toEqual([])
  })
})

it('keeps what the monitor says of itself, but no name', () => {
  const bench = new Bench()
  bench.go('live')
  const fields = { model: 'S/5', patientName: 'secret' }
  bench.bring({ type: 'identity', fields, atMs: 0, deviceMs: null })
  expect(bench.view.identity).toEqual({ model: 'S/5' })
})

it('numbers a wave once, and anew when its scale changes', () => {
  const bench = new Bench()
  expect(bench.bed.waveNumber(tinyWave)).toBe(7)
  const before = bench.bed.revision
  expect(bench.bed.waveNumber({ ...tinyWave })).toBe(7)
  expect(bench.bed.revision).toBe(before)
  bench.bed.waveNumber({ ...tinyWave, gain: 0.5 })
  expect(bench.view.waves).toMatchObject([{ channel: 7, gain: 0.5 }])
  expect(bench.bed.revision).toBe(before + 1)
})

it('shows one number for one field of the device, whatever it is called now', () => {
  const bench = new Bench()
  bench.go('live')
  bench.bring(bench.numeric(80))
  bench.bring(bench.numeric(120, 'good', { channel: { ...tinyRate, key: 'ART' } }))
  bench.bring(bench.numeric(90, 'good', { channel: { ...tinyRate, key: 'PR', source: 'other' } }))
  expect(bench.view.numerics.map(({ key }) => key)).toEqual(['ART', 'PR'])
})

it('shows one trace for one input of the device, whatever it is called now', () => {
  const bench = new Bench()
  bench.bed.waveNumber(tinyWave)
  bench.bed.waveNumber({ ...tinyWave, key: 'OTHER_INPUT', source: 'other' })
  bench.bed.waveNumber({ ...tinyWave, key: 'RENAMED', label: 'V1' })
  expect(bench.view.waves.map(({ key }) => key).sort()).toEqual(['OTHER_INPUT', 'RENAMED'])
})

import { describe, expect, it } from 'vitest'
import type { NumericChannel } from '../../../drivers/model/channel.ts'
import type { ComparisonView } from '../../ipc/comparison.ts'
import type { NumericView } from '../../ipc/views.ts'
import { Comparison, type Moment } from './comparison.ts'

const START_UTC_MS = Date.UTC(2026, 0, 5, 8)
const SECOND_MS = 1_000
const TIMES = { arrivedUtcMs: START_UTC_MS, measuredUtcMs: START_UTC_MS }

function numeric(key: string, value: number | null, more: Partial<NumericView> = {}): NumericView {
  const names = { key, id: `MDC_${key}`, label: key, unit: '/min', decimals: 0 }
  return { ...names, episodic: false, value, validity: 'good', ageLimitMs: 5_000, ...TIMES, ...more }
}

/** A bed that shows what it is given, on a clock that the test moves. */
class Bench {
  readonly comparison: Comparison
  shown: readonly NumericView[]
  atMs = 0

  constructor(shown: readonly NumericView[]) {
    this.shown = shown
    this.comparison = new Comparison({
      bed: 'b1',
      device: '',
      comparison: 'c1',
      session: 's1',
      channels: shown.length,
      settings: { driver: 'd', fingerprint: 'f', options: '{}', bed: 'b1', link: 'serial:/dev/x' },
    })
  }

  get moment(): Moment {
    const utcMs = START_UTC_MS + this.atMs
    const numerics = this.shown.map((one) => ({ ...one, arrivedUtcMs: utcMs }))
    return { monotonicMs: this.atMs, utcMs, numerics }
  }

  look(): ComparisonView {
    return this.comparison.look(this.moment)
  }

  answer(typed: string): ComparisonView {
    return this.comparison.answer(typed, this.moment)
  }

  hear(key: string, value: number, validity: 'good' | 'off' = 'good'): void {
    this.shown = this.shown.map((one) => (one.key === key ? { ...one, value, validity } : one))
    const channel = { key } as NumericChannel
    const sent = validity === 'off' ? null : value
    const measurement = {
      type: 'numeric' as const,
      channel,
      value: sent,
      validity,
      atMs: this.atMs,
      deviceMs: null,
    }
    this.comparison.hear(measurement, this.atMs)
  }

  asked(): string {
    const { state } = this.comparison.view
    return state.phase === 'asking' ? state.asked.key : state.phase
  }
}

describe('what is asked for', () => {
  it('is five different channels where there are five, terms before fields of the maker', () => {
    const own = numeric('own', 1, { id: 'X_ACME_OWN' })
    const bench = new Bench([own, ...['a', 'b', 'c', 'd', 'e'].map((key) => numeric(key, 70))])
    bench.look()
    const asked: string[] = []
    for (let index = 0; index < 5; index++) {
      asked.push(bench.asked())
      bench.answer('70')
    }
    expect(asked).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(bench.comparison.view).toMatchObject({ state: { phase: 'agrees' }, wanted: 5 })
    expect(bench.comparison.view.values).toHaveLength(5)
  })

  it('is the same channel again only 10 s later, and never one channel alone where the driver has more', () => {
    const bench = new Bench([numeric('a', 70), numeric('b', 97)])
    bench.look()
    bench.answer('70')
    bench.hear('b', 0, 'off')
    for (let index = 0; index < 4; index++) {
      expect(bench.look().state.phase).not.toBe('agrees')
      bench.atMs += 11 * SECOND_MS
      bench.look()
      if (bench.asked() === 'a') bench.answer('70')
    }
    expect(bench.comparison.view.values).toHaveLength(4)
    expect(bench.look().state).toEqual({ phase: 'waiting', cause: 'noValue' })
    bench.hear('b', 97)
    bench.look()
    expect(bench.asked()).toBe('b')
  })

  it('waits until a moment has passed, and takes a cuff reading once', () => {
    const bench = new Bench([numeric('a', 70)])
    bench.look()
    expect(bench.answer('70').state).toEqual({ phase: 'waiting', cause: 'tooSoon' })
    bench.atMs += 10 * SECOND_MS
    expect(bench.look().state.phase).toBe('asking')

    const cuff = new Bench([numeric('nibp', 120, { episodic: true, ageLimitMs: null })])
    cuff.look()
    expect(cuff.answer('120').state).toEqual({ phase: 'waiting', cause: 'noValue' })
  })

  it('is never a value without a number, one in doubt, of demo mode, or old', () => {
    const unfit: readonly NumericView[] = [
      numeric('a', null, { validity: 'off' }),
      numeric('a', 70, { validity: 'questionable' }),
      numeric('a', 70, { validity: 'demo' }),
    ]
    for (const one of unfit) expect(new Bench([one]).look().state.phase).toBe('waiting')
    const bench = new Bench([numeric('a', 70)])
    const old = { ...bench.moment, utcMs: bench.moment.utcMs + 5_001 }
    expect(bench.comparison.look(old).state.phase).toBe('waiting')
  })
})

describe('what is typed', () => {
  it('ends the comparison at the first value that differs', () => {
    const bench = new Bench([numeric('a', 70), numeric('b', 97)])
    bench.look()
    expect(bench.answer('73').state).toMatchObject({
      phase: 'differs',
      value: { key: 'a', vigil: 70, screen: 73 },
    })
    expect(bench.answer('70').state.phase).toBe('differs')
    expect(bench.look().state.phase).toBe('differs')
  })

  it('may be a value of the last 10 s, not an older one', () => {
    const bench = new Bench([numeric('a', 70), numeric('b', 97)])
    bench.look()
    bench.atMs += 3 * SECOND_MS
    bench.hear('a', 73)
    bench.atMs += 2 * SECOND_MS
    expect(bench.answer('69').state.phase).toBe('asking')

    const late = new Bench([numeric('a', 70), numeric('b', 97)])
    late.look()
    for (let second = 0; second < 15; second++) {
      late.atMs += SECOND_MS
      late.hear('a', 73)
    }
    expect(late.answer('70').state).toMatchObject({ phase: 'differs', value: { vigil: 73 } })
  })

  it('says neither yes nor no when it is no number, or the value has gone or moves', () => {
    const bench = new Bench([numeric('a', 70), numeric('b', 97)])
    bench.look()
    expect(bench.answer('seventy').state).toMatchObject({ phase: 'asking', noVerdict: 'notANumber' })
    bench.hear('a', 90)
    expect(bench.answer('70').state).toMatchObject({ phase: 'asking', noVerdict: 'unsteady' })
    bench.hear('a', 90, 'off')
    expect(bench.answer('90').state).toMatchObject({ phase: 'asking', noVerdict: 'noValue' })
    expect(bench.comparison.view.values).toEqual([])
  })
})

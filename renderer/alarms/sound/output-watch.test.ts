import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lookAt, type OutputFacts, watchFrom } from './output-watch.ts'

const SPEAKER = { id: 'usb', label: 'USB speaker' }
const GOOD: OutputFacts = {
  outputs: [{ id: 'default', label: 'Default' }, SPEAKER],
  chosen: null,
  context: 'running',
  clockMs: 0,
  monotonicMs: 0,
}
const EVERY_MS = 500

/** Looks every half second; the clock moves by itself unless told otherwise. Out: the state after each look. */
function looks(facts: (index: number) => Partial<OutputFacts>, count: number) {
  let watch = watchFrom(0)
  return Array.from({ length: count }, (_, index) => {
    const monotonicMs = index * EVERY_MS
    watch = lookAt(watch, { ...GOOD, clockMs: monotonicMs, monotonicMs, ...facts(index) })
    return watch.state
  })
}

describe('the watch over the audio output', () => {
  it('is content with a running clock and an output', () => {
    expect(new Set(looks(() => ({}), 20))).toEqual(new Set(['ok']))
  })

  it('H1 finds within 3 s that no output is listed, the chosen one is gone, the context stands or its clock does', () => {
    const faults = [
      ['noOutput', { outputs: [] }],
      ['noOutput', { outputs: null }],
      ['outputGone', { chosen: 'hdmi' }],
      ['notRunning', { context: 'suspended', clockMs: 1_000 }],
      ['notRunning', { context: 'closed', clockMs: 1_000 }],
      ['stalled', { clockMs: 1_000 }],
    ] as const
    for (const [state, facts] of faults) {
      const seen = looks((index) => (index < 4 ? {} : facts), 4 + 6)
      expect(seen.slice(0, 4)).toEqual(['ok', 'ok', 'ok', 'ok'])
      expect(seen.at(-1)).toBe(state)
    }
  })

  it('is content again once the output is back, and waits for a context that starts', () => {
    expect(looks((index) => (index < 6 ? { outputs: [] } : {}), 8).at(-1)).toBe('ok')
    expect(looks((index) => (index < 3 ? { context: 'suspended' } : {}), 6)).toEqual(Array(6).fill('ok'))
  })

  it('never calls silence well: a clock that stands for longer than 2 s is never ok', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5_000 }),
        fc.integer({ min: 2_001, max: 60_000 }),
        (clockMs, later) => {
          const first = lookAt(watchFrom(0), { ...GOOD, clockMs })
          expect(lookAt(first, { ...GOOD, clockMs, monotonicMs: later }).state).toBe('stalled')
        },
      ),
    )
  })
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { LinkCause } from '../../ipc/views.ts'
import { backOffMs, firstState, type LineEvent, type LineState, step } from './line-state.ts'

const RULES = { maxQuietMs: 2_000, random: () => 0.5 }
const CAUSES: readonly LinkCause[] = [
  'portMissing',
  'portBusy',
  'portForbidden',
  'unplugged',
  'refused',
  'closedByPeer',
  'error',
]

const anyEvent: fc.Arbitrary<LineEvent> = fc.oneof(
  fc.constant<LineEvent>({ type: 'opened', notes: [] }),
  fc.record({ type: fc.constant('bytes' as const), goodFrames: fc.integer({ min: 0, max: 3 }) }),
  fc.record({
    type: fc.constant('closed' as const),
    cause: fc.constantFrom(...CAUSES),
    detail: fc.constant('detail'),
  }),
  fc.record({
    type: fc.constant('waiting' as const),
    cause: fc.constantFrom<LinkCause>('noSender', 'severalSenders', 'closedByPeer'),
  }),
  fc.constant<LineEvent>({ type: 'returned' }),
  fc.constant<LineEvent>({ type: 'tick' }),
)

/** A line whose attempt to open always ends one way or the other, as links promise. */
interface Model {
  state: LineState
  attempting: boolean
  atMs: number
}

function possible(model: Model, event: LineEvent): boolean {
  switch (event.type) {
    case 'opened':
      return model.attempting
    case 'bytes':
    case 'waiting':
      return model.state.open
    case 'closed':
      return model.attempting || model.state.open
    case 'returned':
      return !model.attempting && !model.state.open
    case 'tick':
      return true
  }
}

it('always has a cause when not live, a way back, and never calls a quiet line live', () => {
  const steps = fc.array(fc.tuple(anyEvent, fc.integer({ min: 0, max: 5_000 })), { maxLength: 60 })
  fc.assert(
    fc.property(steps, (events) => {
      const model: Model = { state: firstState(0), attempting: false, atMs: 0 }
      for (const [event, afterMs] of events) {
        if (!possible(model, event)) continue
        model.atMs += afterMs
        const { state, action } = step(model.state, event, model.atMs, RULES)
        if (event.type === 'opened' || event.type === 'closed') model.attempting = false
        if (action === 'open') {
          expect(model.attempting || model.state.open).toBe(false)
          model.attempting = true
        }
        model.state = state
        expect(state.cause === null).toBe(state.phase === 'live' || state.phase === 'opening')
        if (!state.open && !model.attempting) {
          expect(state.retryAtMs).not.toBeNull()
          expect((state.retryAtMs ?? 0) - model.atMs).toBeLessThanOrEqual(30_000)
        }
        if (state.phase === 'live') expect(state.open).toBe(true)
        if (event.type === 'tick' && state.phase === 'live') {
          expect(model.atMs - state.lastGoodMs).toBeLessThanOrEqual(RULES.maxQuietMs)
        }
        expect(state.sinceMs).toBeLessThanOrEqual(model.atMs)
      }
    }),
  )
})

it('waits 1, 2, 4, 8, 16, then 30 s, never more, up to a fifth less', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 99].map((attempts) => backOffMs(attempts, () => 0))).toEqual([
    1_000, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
  ])
  expect(backOffMs(6, () => 1)).toBe(24_000)
})

function run(events: readonly (readonly [LineEvent, number])[]): LineState {
  let state = firstState(0)
  for (const [event, atMs] of events) state = step(state, event, atMs, RULES).state
  return state
}

it('tells a quiet line from one that sends what cannot be read', () => {
  const opened: readonly [LineEvent, number] = [{ type: 'opened', notes: [] }, 0]
  expect(run([opened, [{ type: 'tick' }, 2_001]])).toMatchObject({ phase: 'silent', cause: 'silent' })
  const garbage: readonly [LineEvent, number] = [{ type: 'bytes', goodFrames: 0 }, 1_900]
  expect(run([opened, garbage, [{ type: 'tick' }, 2_001]])).toMatchObject({
    phase: 'silent',
    cause: 'noFrames',
  })
})

it('calls a port that was there and is gone unplugged, one that never was missing', () => {
  const attempt: readonly [LineEvent, number] = [{ type: 'tick' }, 0]
  const missing: readonly [LineEvent, number] = [{ type: 'closed', cause: 'portMissing', detail: '' }, 10]
  expect(run([attempt, missing])).toMatchObject({ phase: 'failed', cause: 'portMissing' })
  const lived: readonly (readonly [LineEvent, number])[] = [
    attempt,
    [{ type: 'opened', notes: [] }, 1],
    [{ type: 'bytes', goodFrames: 1 }, 2],
    [{ type: 'closed', cause: 'unplugged', detail: '' }, 3],
    [{ type: 'returned' }, 4],
  ]
  expect(run([...lived, missing])).toMatchObject({ phase: 'unplugged', cause: 'unplugged', sinceMs: 3 })
})

it('ends with a recording, and goes on only when it begins again', () => {
  const ended = run([
    [{ type: 'opened', notes: [] }, 0],
    [{ type: 'closed', cause: 'replayEnded', detail: '' }, 1],
    [{ type: 'tick' }, 100_000],
  ])
  expect(ended).toMatchObject({ phase: 'ended', retryAtMs: null })
  expect(step(ended, { type: 'returned' }, 100_001, RULES).action).toBe('open')
})

it('waits for a sender without taking the wait for silence, until bytes come', () => {
  const waiting: readonly (readonly [LineEvent, number])[] = [
    [{ type: 'tick' }, 0],
    [{ type: 'opened', notes: ['note'] }, 0],
    [{ type: 'waiting', cause: 'noSender' }, 1],
    [{ type: 'tick' }, 100_000],
  ]
  const waits = { phase: 'waiting', cause: 'noSender', sinceMs: 1, retryAtMs: null, notes: ['note'] }
  expect(run(waiting)).toMatchObject(waits)
  expect(run([...waiting, [{ type: 'bytes', goodFrames: 1 }, 100_001]])).toMatchObject({ phase: 'live' })
  expect(run([...waiting, [{ type: 'bytes', goodFrames: 0 }, 100_001]])).toMatchObject({
    phase: 'silent',
    cause: 'noFrames',
  })
  expect(run([[{ type: 'waiting', cause: 'noSender' }, 0]])).toMatchObject({ phase: 'opening' })
})

import { describe, expect, it } from 'vitest'
import type { LaneView, QueuedView } from '../../electron/ipc/outbox.ts'
import { exportText, isStuck, needsAttention, rowText } from './outbox-words.ts'

const NOW = new Date(2026, 5, 16, 14, 30).getTime()
const TWO_PAST = new Date(2026, 5, 16, 14, 2).getTime()

function lane(more: Partial<LaneView> = {}): LaneView {
  return {
    ...{ destination: 'his', waiting: 0, oldestUtcMs: null, nextTryUtcMs: null, isPaused: false },
    ...{ identity: 0, attention: 0, problem: '', isGone: false, ...more },
  }
}

function said(...lanes: LaneView[]): string {
  return exportText(1, { lanes }, NOW)
}

describe('the Export field', () => {
  it('says how many wait, since when, and when it goes on', () => {
    const waits = { waiting: 31, oldestUtcMs: TWO_PAST }
    expect(said(lane({ ...waits, nextTryUtcMs: NOW + 40_000 }))).toBe(
      '31 waiting, oldest 14:02, next try in 40 s',
    )
    expect(said(lane(waits))).toBe('31 waiting, oldest 14:02, sending')
    expect(said(lane({ ...waits, isPaused: true }))).toBe('31 waiting, oldest 14:02, paused')
    expect(said(lane({ ...waits, isGone: true }))).toBe(
      '31 waiting, oldest 14:02, this destination is not set up any more',
    )
  })

  it('adds up destinations, tells an older day by its date, and names what needs somebody', () => {
    const yesterday = TWO_PAST - 86_400_000
    const one = lane({ waiting: 1, oldestUtcMs: yesterday, nextTryUtcMs: NOW + 9_000 })
    const text = said(
      one,
      lane({ destination: 'b', waiting: 2, oldestUtcMs: TWO_PAST, attention: 3, identity: 1 }),
    )
    expect(text).toBe(
      '3 need attention, 3 waiting, oldest 2026-06-15 14:02, next try in 9 s, 1 without identity',
    )
  })

  it('says what is set up while nothing is queued', () => {
    expect([exportText(0, undefined, NOW), exportText(2, { lanes: [lane()] }, NOW)]).toEqual([
      'off',
      '2 set up',
    ])
    expect([needsAttention(undefined), needsAttention({ lanes: [lane({ attention: 1 })] })]).toEqual([
      false,
      true,
    ])
  })
})

it('a row says what it is about, by bed and period', () => {
  const row: QueuedView = {
    ...{ seq: 1, destination: 'his', kind: 'shift', bed: 'b1', fromUtcMs: TWO_PAST, toUtcMs: NOW },
    ...{ queuedUtcMs: NOW, state: 'rejected', attempts: 1, reason: 'no' },
  }
  expect(rowText(row, 'Bed 1')).toBe('Summary of Bed 1, 2026-06-16 14:02 to 14:30, for his')
  expect([isStuck(row), isStuck({ ...row, state: 'waiting' })]).toEqual([true, false])
})

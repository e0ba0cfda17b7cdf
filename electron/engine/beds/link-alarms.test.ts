import { describe, expect, it } from 'vitest'
import type { LinkView } from '../../ipc/views.ts'
import { type LastKnown, linkAlarm } from './link-alarms.ts'

const UTC = 1_700_000_000_000
const LOST: LinkView = {
  phase: 'silent',
  cause: 'silent',
  target: '',
  sinceUtcMs: UTC,
  retryAtUtcMs: null,
  notes: [],
  bytesPerSecond: 0,
  goodFrames: 0,
  badFrames: 0,
}

function lost(last: Partial<LastKnown>) {
  return linkAlarm('b1', LOST, UTC, { highText: null, isHighRisk: false, ...last })
}

describe('the alarm of a line that brings nothing', () => {
  it('is medium, and high after a red alarm or for a patient marked as high-risk, and says why', () => {
    expect(lost({})).toMatchObject({ priority: 'medium', text: 'NO DATA: the monitor sends nothing' })
    expect(lost({ highText: 'ASYSTOLE' })).toMatchObject({
      priority: 'high',
      text: 'NO DATA: the monitor sends nothing. Before that the monitor alarmed: ASYSTOLE',
    })
    expect(lost({ isHighRisk: true })).toMatchObject({
      priority: 'high',
      text: 'NO DATA: the monitor sends nothing. The patient is marked as high-risk',
    })
  })

  describe('of a wearable out of reach', () => {
    const gap = (last: Partial<LastKnown>, afterMs: number) =>
      linkAlarm('b1', LOST, UTC + afterMs, {
        highText: null,
        isHighRisk: false,
        gapSinceUtcMs: UTC,
        ...last,
      })

    it('is none for five minutes, then low, and medium for a patient marked as high-risk', () => {
      expect(gap({}, 299_999)).toBeNull()
      expect(gap({ isHighRisk: true }, 299_999)).toBeNull()
      expect(gap({}, 300_000)).toMatchObject({
        priority: 'low',
        text: 'NO DATA: the wearable is out of reach, switched off or empty',
        sinceUtcMs: UTC,
      })
      expect(gap({ isHighRisk: true }, 300_000)?.priority).toBe('medium')
    })

    it('is high at once where a red alarm was in force', () => {
      expect(gap({ highText: 'HR 30 < 40' }, 0)?.priority).toBe('high')
    })
  })

  it('is not there for a marked patient while the line is live', () => {
    const live = { ...LOST, phase: 'live', cause: null } as const
    expect(linkAlarm('b1', live, UTC, { highText: null, isHighRisk: true })).toBeNull()
  })
})

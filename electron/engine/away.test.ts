import { describe, expect, it } from 'vitest'
import { awayBefore, gapSinceLastRun, type StartFacts } from './away.ts'
import type { StoreOpened } from './store/threads/rpc.ts'

const NOW = Date.UTC(2026, 10, 25, 2, 25)
const LAST = Date.UTC(2026, 10, 25, 2, 10)
const RUN = { startedUtcMs: LAST - 9_000_000, version: '1', endedUtcMs: null, exit: null, endedBy: null }

function opened(parts: Partial<StoreOpened> = {}): StoreOpened {
  return {
    key: { place: 'key file' },
    closedCleanly: false,
    fullUntilUtcMs: null,
    lastRun: RUN,
    coverage: [{ bed: 'b1', fromUtcMs: 0, toUtcMs: LAST - 60_000, knownUntilUtcMs: LAST }],
    channels: [],
    lastReadings: [],
    notices: [],
    ...parts,
  }
}

function facts(parts: Partial<StartFacts> = {}): StartFacts {
  return { nowUtcMs: NOW, bootUtcMs: 0, version: '1', restart: null, ...parts }
}

describe('the time Vigil was away', () => {
  it('is told by whoever closed it, and what a system that ended has said', () => {
    const ended = { ...RUN, endedUtcMs: LAST, endedBy: 'AB' }
    const closed = (exit: 'closed' | 'signal' | 'systemEnds') =>
      opened({ closedCleanly: true, lastRun: { ...ended, exit } })
    expect(awayBefore(closed('closed'), facts())).toEqual({
      fromUtcMs: LAST,
      toUtcMs: NOW,
      kind: 'closed',
      by: 'AB',
      updatedFrom: null,
    })
    for (const exit of ['closed', 'signal', 'systemEnds'] as const) {
      expect(awayBefore(closed(exit), facts())?.kind).toBe(exit)
      const gap = gapSinceLastRun(closed(exit), facts())
      expect(gap.cause).toBe('appClosed')
      expect(gap.evidence).toContain('AB was signed in')
    }
  })

  it('tells a PC that lost power from a program that stopped while the PC ran on', () => {
    const started = facts({ bootUtcMs: LAST + 600_000 })
    expect(awayBefore(opened(), started)).toMatchObject({ fromUtcMs: LAST, kind: 'pcStopped', by: null })
    expect(gapSinceLastRun(opened(), started)).toEqual({
      cause: 'crash',
      evidence:
        'The record was not closed, and the PC was started at 2026-11-25T02:20:00.000Z: it lost power or was reset.',
    })
    expect(awayBefore(opened(), facts())?.kind).toBe('stopped')
    expect(gapSinceLastRun(opened(), facts()).evidence).toContain('the PC has run on')
  })

  it('tells a system that ended from a program that was told to, and from a power cut, by what was known before', () => {
    const started = facts({ bootUtcMs: LAST + 600_000 })
    const byCause = (exit: 'closed' | 'signal', endedUtcMs = LAST) =>
      opened({ closedCleanly: true, lastRun: { ...RUN, endedUtcMs, exit } })
    expect(awayBefore(byCause('signal'), started)?.kind).toBe('systemEnds')
    expect(gapSinceLastRun(byCause('signal'), started)).toEqual({
      cause: 'appClosed',
      evidence:
        'The PC was shut down or restarted, or its user signed out; the PC was started again at 2026-11-25T02:20:00.000Z.',
    })
    expect(awayBefore(byCause('closed'), started)?.kind).toBe('closed')
    // Told that the system may end, then ended without time to close the record.
    const told = (beforeMs: number) =>
      opened({ lastRun: { ...RUN, exit: 'systemEnds', endedUtcMs: LAST - beforeMs } })
    expect(awayBefore(told(20_000), started)).toMatchObject({ fromUtcMs: LAST, kind: 'systemEnds' })
    expect(gapSinceLastRun(told(20_000), facts()).evidence).toBe(
      'The PC was shut down or restarted, or its user signed out.',
    )
    // It ran on: something kept it from ending.
    expect(awayBefore(told(61_000), started)?.kind).toBe('pcStopped')
    expect(awayBefore(told(61_000), facts())?.kind).toBe('stopped')
  })

  it('tells an engine that hung from one that ended', () => {
    const hung = facts({ restart: { kind: 'hung', silentMs: 3_200 } })
    expect(gapSinceLastRun(opened(), hung)).toEqual({
      cause: 'hung',
      evidence: 'The engine gave no sign of life for 3.2 s and was started again.',
    })
    const ended = facts({ restart: { kind: 'ended', code: 134 } })
    expect(gapSinceLastRun(opened(), ended).evidence).toContain('code 134')
    expect(awayBefore(opened(), ended)?.kind).toBe('engineEnded')
  })

  it('is nothing on a new record and where the clock went back; an update is told', () => {
    expect(awayBefore(opened({ lastRun: null, coverage: [] }), facts())).toBeNull()
    expect(awayBefore(opened(), facts({ nowUtcMs: LAST - 1 }))).toBeNull()
    expect(awayBefore(opened(), facts({ version: '2' }))?.updatedFrom).toBe('1')
  })
})

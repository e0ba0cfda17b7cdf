import { describe, expect, it } from 'vitest'
import { verifyStore } from '../check/verify.ts'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { withFolder } from '../testing/folder.ts'
import {
  ACTOR,
  announced,
  DISK_TEST_TIMEOUT_MS,
  numericAt,
  numericChannel,
  openOptions,
  pieceAt,
  START_UTC_MS,
  secondOf,
  waveChannel,
} from '../testing/samples.ts'
import type { SqliteStoreWriter } from '../write/writer.ts'
import { DataPolicy } from './data-policy.ts'
import { WavePolicy } from './policy.ts'

const DAY_MS = 86_400_000
const DAYS = [0, 1, 2, 3]
const ALL = [0, Number.MAX_SAFE_INTEGER] as const
const NOW = START_UTC_MS + 10 * DAY_MS
const PATIENT = { id: 'HELD-1', authority: 'HOSP' }
const BY = { actor: ACTOR, atUtcMs: START_UTC_MS }

/** A number, an alarm and a minute of a wave on each day; the patient is there on day 1. */
function record(writer: SqliteStoreWriter): void {
  writer.record(secondOf({ channels: [announced(1, waveChannel('ii')), announced(2, numericChannel('hr'))] }))
  for (const day of DAYS) {
    const atUtcMs = START_UTC_MS + day * DAY_MS
    if (day === 1) writer.bind('b1', PATIENT, atUtcMs - 1)
    if (day === 2) writer.bind('b1', null, atUtcMs - 1)
    const alarm = { phase: 'start', priority: 'low', kind: 'technical', text: `${day}` } as const
    writer.record(
      secondOf({ numerics: [numericAt(2, atUtcMs, 60 + day)], alerts: [{ bed: 'b1', atUtcMs, ...alarm }] }),
    )
    for (let second = 0; second < 75; second++)
      writer.record(secondOf({ waves: [pieceAt(1, atUtcMs + second * 1000, new Array(250).fill(day))] }))
    writer.fold(atUtcMs)
  }
}

function settle(writer: SqliteStoreWriter, nowUtcMs: number): number {
  const policy = new DataPolicy('ward-3')
  const waves = new WavePolicy(() => null, 'ward-3')
  let steps = 0
  while (policy.step(writer, 0, nowUtcMs) !== null) steps++
  for (let nowMs = 0; waves.step(writer, nowMs, nowUtcMs) !== null; nowMs += 20_000) steps++
  return steps
}

function left(folder: string) {
  const { reader } = openStoreReader(openOptions(folder))
  const content = {
    numbers: reader.numerics(2, ...ALL).map(({ value }) => (value ?? 0) - 60),
    trend: (reader.trend(2, START_UTC_MS - DAY_MS, NOW, 1_000)?.points ?? []).map(({ least }) => least - 60),
    alerts: reader.alerts('b1', ...ALL).map(({ text }) => Number(text)),
    waves: reader.waves(1, ...ALL).map(({ samples }) => samples[0]),
    gaps: reader.gaps('b1', ...ALL).filter(({ cause }) => cause === 'removed'),
    audit: reader.auditRows().map(({ action }) => action),
  }
  reader.close()
  return content
}

describe('retention by class of data', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('removes nothing unless a setting says so', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      record(writer)
      expect(settle(writer, NOW + 900 * DAY_MS)).toBe(0)
      writer.close()
      expect(left(folder)).toMatchObject({ numbers: DAYS, alerts: DAYS, waves: DAYS, gaps: [] })
    }))

  it('removes each class by its own setting, numbers with their trend, and says so in both ledgers', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      record(writer)
      writer.keep('numerics', 8)
      settle(writer, NOW)
      writer.keep('alerts', 7)
      settle(writer, NOW)
      writer.close()
      const { numbers, trend, alerts, waves, gaps, audit } = left(folder)
      expect({ numbers, trend, alerts, waves }).toEqual({
        numbers: [2, 3],
        trend: [2, 3],
        alerts: [3],
        waves: DAYS,
      })
      expect(gaps).toMatchObject([{ channel: 2, fromUtcMs: START_UTC_MS, cause: 'removed' }])
      expect(gaps[0]?.evidence).toMatch(/^Numbers were removed/)
      expect(audit).toContain('numerics.remove')
      expect(audit).toContain('alerts.remove')
      const { reader } = openStoreReader(openOptions(folder))
      expect(reader.keptDays()).toEqual({ waves: null, numerics: 8, alerts: 7 })
      reader.close()
      expect(verifyStore(openOptions(folder)).findings).toEqual([])
    }))

  it('leaves all of a patient on legal hold, until it is lifted', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      record(writer)
      writer.holdPatient({ patient: PATIENT, reason: 'court order', isLifted: false }, BY)
      for (const kind of ['waves', 'numerics', 'alerts'] as const) writer.keep(kind, 1)
      settle(writer, NOW)
      expect(left(folder)).toMatchObject({ numbers: [1], trend: [1], alerts: [1], waves: [1] })
      expect(verifyStore(openOptions(folder)).findings).toEqual([])
      writer.holdPatient({ patient: PATIENT, reason: 'order lifted', isLifted: true }, BY)
      settle(writer, NOW)
      writer.close()
      expect(left(folder)).toMatchObject({ numbers: [], trend: [], alerts: [], waves: [] })
      expect(verifyStore(openOptions(folder)).findings).toEqual([])
    }))
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { AlarmView } from '../../ipc/alarms.ts'
import type { AlarmEvidence, Witness } from '../../ipc/analysis.ts'
import { historyLine, replayed, storedEvent } from './log.ts'
import { AlarmBench } from './testing/bench.ts'
import { play, scripts } from './testing/script.ts'
import type { AlarmState } from './types.ts'

const WITNESSES: readonly Witness[] = [
  { of: 'pulse', label: 'Pleth', says: 'regular', perMinute: 72, why: null },
  { of: 'ecg', label: 'II', says: 'cannotTell', perMinute: null, why: 'noisy' },
]
const EVIDENCE: AlarmEvidence = { version: 1, witnesses: WITNESSES }

function withoutEvidence(views: readonly AlarmView[]) {
  return views.map(({ evidence: _, ...view }) => view)
}

function stateWithout(state: AlarmState): AlarmState {
  const alarms = Object.entries(state.alarms).map(([id, { evidence: _, ...entry }]) => [id, entry] as const)
  return { ...state, alarms: Object.fromEntries(alarms) }
}

/** Analysis looks at every alarm there is, of this occurrence and of the one before. */
function analyse(bench: AlarmBench): void {
  for (const [condition, { occurrence }] of Object.entries(bench.state.alarms)) {
    const base = { atMs: bench.nowMs, actor: null, type: 'analysed', condition, evidence: EVIDENCE } as const
    bench.machine.act(
      [
        { ...base, occurrence },
        { ...base, occurrence: occurrence - 1 },
      ],
      bench.nowMs,
    )
  }
}

it('H4 what analysis sees changes neither presence, priority, sound, light, order nor time of any alarm', () => {
  fc.assert(
    fc.property(scripts, fc.array(fc.boolean()), (script, looks) => {
      const [seen, plain] = [new AlarmBench(), new AlarmBench()]
      for (const [index, step] of script.entries()) {
        play(seen, step)
        play(plain, step)
        if (looks[index % Math.max(1, looks.length)] === true) analyse(seen)
        expect(withoutEvidence(seen.views)).toEqual(plain.views)
        expect(stateWithout(seen.state)).toEqual(plain.state)
      }
      const told = seen.events.filter(({ type }) => type !== 'analysed' && type !== 'snapshot')
      expect(told).toEqual(plain.events.filter(({ type }) => type !== 'snapshot'))
    }),
    { numRuns: 60 },
  )
})

it('is stored with its alarm: the log gives it back, and the history tells it', () => {
  const bench = new AlarmBench()
  bench.start(bench.condition('ASYSTOLE', { priority: 'high' }))
  analyse(bench)
  const rows = bench.seen.map(({ event, after }, index) => {
    const entry = 'condition' in event ? after.alarms[event.condition] : undefined
    const about = entry === undefined ? null : { occurrence: entry.occurrence, facts: entry.facts }
    return storedEvent('b1', index + 1, bench.nowMs, { event, about })
  })
  const state = replayed(rows, { nowMs: bench.nowMs, nowUtcMs: bench.nowMs })
  expect(Object.values(state.alarms)).toMatchObject([{ evidence: EVIDENCE }])
  const [line] = rows.flatMap((row) => (row.type === 'analysed' ? [historyLine(row)] : []))
  expect(line).toMatchObject({ type: 'analysed', alarm: { text: 'ASYSTOLE' }, evidence: EVIDENCE })
})

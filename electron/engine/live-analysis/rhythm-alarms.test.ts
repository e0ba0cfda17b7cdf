import fc from 'fast-check'
import { expect, it } from 'vitest'
import { AGE_CLASSES } from '../../ipc/alarms.ts'
import { RHYTHM_KINDS, RHYTHM_PRIORITIES, type RhythmChoice, type RhythmKind } from '../../ipc/rhythm.ts'
import { FINDING_ORDER } from '../analytics/rhythm/findings.ts'
import { type RhythmBed, rhythmConditions, rhythmWatch } from './rhythm-alarms.ts'

const ADULT: RhythmBed = { id: 'b1', ageClass: 'adult', isPaced: false, carriesAlerts: true }

function choice(kind: RhythmKind, priority: RhythmChoice['priority'] = 'low'): RhythmChoice {
  return { kind, priority, by: 'AB', atUtcMs: 0, figures: 1 }
}

const found = (...kinds: RhythmKind[]) => kinds.map((kind) => ({ kind, sinceUtcMs: 5 }))

it('names the same rhythms as the analysis, in its order', () => {
  expect(RHYTHM_KINDS).toEqual(FINDING_ORDER)
})

it('H11 is never high, medium only where the device cannot alarm over its link, and only what was switched on', () => {
  const choices = fc.uniqueArray(
    fc.record({ kind: fc.constantFrom(...RHYTHM_KINDS), priority: fc.constantFrom(...RHYTHM_PRIORITIES) }),
    { selector: ({ kind }) => kind },
  )
  const bed = fc.record({
    id: fc.constant('b1'),
    ageClass: fc.constantFrom(null, ...AGE_CLASSES),
    isPaced: fc.boolean(),
    carriesAlerts: fc.boolean(),
  })
  fc.assert(
    fc.property(bed, choices, fc.subarray([...RHYTHM_KINDS]), (of, chosen, seen) => {
      const all = chosen.map(({ kind, priority }) => choice(kind, priority))
      const told = rhythmConditions(of, all, found(...seen))
      expect(told.length).toBeLessThanOrEqual(1)
      for (const { id, priority, source, text } of told) {
        const wanted = all.find(({ kind }) => id.endsWith(`/${kind}`))
        expect(seen.some((kind) => id.endsWith(`/${kind}`))).toBe(true)
        expect(priority).toBe(of.carriesAlerts ? 'low' : wanted?.priority)
        expect(['low', 'medium']).toContain(priority)
        expect(source).toBe('vigil')
        expect(text).toMatch(/^Vigil analysis: /)
        expect(of.ageClass).toBe('adult')
      }
    }),
  )
})

it('tells the most urgent of what is switched on, and nothing that is off', () => {
  const both = found('asystole', 'extremeBradycardia')
  const ids = (...kinds: RhythmKind[]) =>
    rhythmConditions(
      ADULT,
      kinds.map((kind) => choice(kind)),
      both,
    ).map(({ id }) => id)
  expect(ids('extremeBradycardia', 'asystole')).toEqual(['b1/vigil/rhythm/asystole'])
  expect(ids('extremeBradycardia')).toEqual(['b1/vigil/rhythm/extremeBradycardia'])
  expect(ids('atrialFibrillation')).toEqual([])
  expect(ids()).toEqual([])
})

it('H11 withholds from the paced what a pacemaker makes meaningless, and everything from who is no adult, and says so', () => {
  const choices = RHYTHM_KINDS.map((kind) => choice(kind))
  expect(rhythmWatch(ADULT, [])).toBeNull()
  expect(rhythmWatch(ADULT, choices)).toEqual({ told: RHYTHM_KINDS, withheld: [] })
  const paced = { ...ADULT, isPaced: true }
  expect(rhythmWatch(paced, choices)).toMatchObject({
    told: ['ventricularFibrillation', 'extremeTachycardia', 'atrialFibrillation'],
    withheld: [
      { kind: 'asystole', why: 'paced' },
      { kind: 'ventricularTachycardia', why: 'paced' },
      { kind: 'extremeBradycardia', why: 'paced' },
    ],
  })
  expect(rhythmConditions(paced, choices, found('asystole', 'extremeBradycardia'))).toEqual([])
  for (const ageClass of [null, 'paediatric', 'neonate'] as const) {
    expect(rhythmWatch({ ...ADULT, ageClass }, choices)?.told).toEqual([])
    expect(rhythmConditions({ ...ADULT, ageClass }, choices, found(...RHYTHM_KINDS))).toEqual([])
  }
})

import { describe, expect, it } from 'vitest'
import { trainOf } from '../corroborate/train.ts'
import { every } from '../testing/synthetic.ts'
import { type Finder, type FindingKind, type PulseWitness, RhythmFindings } from './findings.ts'
import { FINDING } from './rhythm-table.ts'

const NOW = 100
const finder = (...kinds: FindingKind[]): Finder => ({
  found: kinds.map((kind, index) => ({ kind, sinceSeconds: NOW - 10 + index })),
})
const kinds = (found: readonly { readonly kind: FindingKind }[]) => found.map(({ kind }) => kind)
const none = () => []

/** A pulse wave that beats evenly up to now. */
function pulse(perMinute: number): PulseWitness {
  const period = 60 / perMinute
  const times = every(period, NOW, NOW - 60)
  const view = { times, train: trainOf(times, NOW - 13, NOW), correlation: 0.95, period }
  return { view, atSeconds: NOW }
}

describe('findings of a bed', () => {
  it('stand where every lead that can be read has them, the most urgent first', () => {
    const judge = (...leads: Finder[]) => kinds(new RhythmFindings().judge(NOW, leads, none))
    expect(judge(finder('atrialFibrillation', 'extremeTachycardia'))).toEqual([
      'extremeTachycardia',
      'atrialFibrillation',
    ])
    expect(judge(finder('asystole'), finder())).toEqual([])
    expect(judge(finder('asystole'), finder('asystole'))).toEqual(['asystole'])
    expect(judge()).toEqual([])
  })

  it.each(['asystole', 'extremeBradycardia', 'ventricularTachycardia', 'ventricularFibrillation'] as const)(
    'of %s do not stand against a steady pulse of 75',
    (kind) => {
      expect(new RhythmFindings().judge(NOW, [finder(kind)], () => [pulse(75)])).toEqual([])
    },
  )

  it('ask for pulse waves only where something is found; one that is as slow contradicts nothing', () => {
    let asked = 0
    const witnesses = () => {
      asked++
      return [pulse(35)]
    }
    const findings = new RhythmFindings()
    expect(findings.judge(NOW, [finder()], witnesses)).toEqual([])
    expect(asked).toBe(0)
    expect(kinds(findings.judge(NOW, [finder('extremeBradycardia')], witnesses))).toEqual([
      'extremeBradycardia',
    ])
    expect(asked).toBe(1)
  })

  it('stay for a moment, since when they began, and not a moment where no lead can be read', () => {
    const findings = new RhythmFindings()
    const [first] = findings.judge(NOW, [finder('extremeTachycardia')], none)
    expect(findings.judge(NOW + 5, [finder()], none)).toMatchObject([
      { sinceSeconds: first?.sinceSeconds ?? Number.NaN },
    ])
    expect(findings.judge(NOW + FINDING.heldSeconds, [finder()], none)).toEqual([])
    findings.judge(NOW, [finder('extremeTachycardia')], none)
    expect(findings.judge(NOW + 1, [], none)).toEqual([])
    expect(findings.judge(NOW + 2, [finder()], none)).toEqual([])
  })
})

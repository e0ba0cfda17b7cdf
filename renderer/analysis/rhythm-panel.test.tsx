import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { RHYTHM_KINDS } from '../../electron/ipc/rhythm.ts'
import { RHYTHM_FIGURES } from '../../electron/ipc/rhythm-figures.ts'
import { RhythmConfirm } from './rhythm-panel.tsx'
import { figureText, watchTexts } from './rhythm-text.ts'

it('H11 shows every measured figure of a finding where it is switched on, and asks that they are read first', () => {
  for (const kind of RHYTHM_KINDS) {
    const html = renderToStaticMarkup(<RhythmConfirm kind={kind} onConfirm={() => undefined} />)
    for (const figure of RHYTHM_FIGURES[kind]) expect(html).toContain(figureText(figure))
    expect(html).toMatch(/<button[^>]*disabled[^>]*>Switch on/)
  }
})

it('says of a set how often it was wrong, in the units that the set has', () => {
  const counts = { found: 3, missed: 8, falseCount: 2 }
  expect(figureText({ ...counts, set: 'cinc2015', quiet: 53, hours: null })).toBe(
    'cinc2015: told at 3 of 11 true alarms of monitors and at 2 of 55 false ones',
  )
  expect(figureText({ ...counts, set: 'mitdb', quiet: null, hours: 12 })).toBe(
    'mitdb: 2 false in 12.0 h (4.0 in 24 h); 3 of 11 episodes found',
  )
  expect(figureText({ ...counts, set: 'cudb', quiet: null, hours: null })).toBe(
    'cudb: found in 3 of 11 recordings',
  )
})

it('says what is looked for on a bed and what is withheld, and why', () => {
  expect(
    watchTexts({ told: ['atrialFibrillation'], withheld: [{ kind: 'asystole', why: 'paced' }] }),
  ).toEqual([
    'Looked for: Possible atrial fibrillation.',
    'Not told, because of a pacemaker: Possible asystole.',
  ])
  expect(watchTexts({ told: [], withheld: [{ kind: 'asystole', why: 'notAdult' }] })).toEqual([
    'Not told, because the age class is not adult: Possible asystole.',
  ])
})

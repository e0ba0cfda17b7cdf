import { expect, it } from 'vitest'
import type { ImplantView } from '../../electron/ipc/implant.ts'
import { implantLines } from './implant-words.ts'

const HOUR_MS = 3_600_000
const SESSION = new Date(2026, 5, 16, 9, 30).getTime()
const IMPLANT: ImplantView = {
  kind: 'crtDefibrillator',
  maker: 'Maker',
  model: 'Model 1',
  mode: 'DDDR',
  sessionUtcMs: SESSION,
  session: 'remote',
  battery: { status: 'RRT', percent: 12, months: 3, volts: 2.51 },
}

it('says of an implant what it is, its mode, when it was interrogated and its battery, in words', () => {
  expect(implantLines(IMPLANT, SESSION + 41 * HOUR_MS)).toEqual([
    'CRT defibrillator Maker Model 1',
    'mode DDDR',
    'last interrogation 41 h 0 min ago (Tue 16 Jun 2026, 09:30)',
    'from home',
    'battery replacement recommended, 12\u00A0%, 3 months left, 2.51\u00A0V',
  ])
})

it('tells an interrogation of months ago in days, and what no report says as not said', () => {
  const battery = { status: null, percent: null, months: null, volts: null }
  const lines = implantLines(
    { ...IMPLANT, kind: 'other', maker: '', model: '', mode: null, session: null, battery },
    SESSION + 100 * 24 * HOUR_MS,
  )
  expect(lines).toEqual([
    'Cardiac device',
    'mode not known',
    'last interrogation 100 days ago (Tue 16 Jun 2026, 09:30)',
    'battery not said',
  ])
})

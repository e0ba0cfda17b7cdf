import { describe, expect, it } from 'vitest'
import type { DetectionClaim, DetectionView } from '../../electron/ipc/detection.ts'
import type { DriverView } from '../../electron/ipc/views.ts'
import { claimText, endText, shareText, stepText } from './detect-words.ts'

const DRIVERS: readonly DriverView[] = [
  {
    id: 'ge-s5',
    vendor: 'GE',
    models: ['S/5'],
    evidence: 'real capture',
    defaultSerial: '19200 8E1',
    writes: 'Requests.',
    options: [],
  },
]
const CLAIM: DetectionClaim = {
  driver: 'ge-s5',
  link: 'serial:/dev/x',
  goodFrames: 42,
  badFrames: 1,
  understood: 0.998,
  values: [{ label: 'HR', value: '72', unit: '/min', id: 'MDC_ECG_HEART_RATE' }],
  waves: ['II', 'Pleth'],
}
const VIEW: DetectionView = {
  run: 1,
  link: 'serial:/dev/x',
  state: 'running',
  step: { number: 3, of: 9, asks: null, settings: '19200 8N1' },
  simulated: false,
  bytes: 0,
  verdict: null,
  claims: [],
  problem: null,
}
const step = (change: Partial<NonNullable<DetectionView['step']>>) =>
  stepText({ ...VIEW, step: { number: 3, of: 9, asks: null, settings: '19200 8N1', ...change } }, DRIVERS)
const end = (change: Partial<DetectionView>, asked = true) =>
  endText({ ...VIEW, state: 'done', ...change }, DRIVERS, asked)

describe('the words of a search', () => {
  it('say what it does and how far it is', () => {
    expect(step({})).toBe('Listening at 19200 8N1, 3 of 9.')
    expect(step({ settings: null })).toBe('Listening, 3 of 9.')
    expect(step({ asks: 'ge-s5' })).toBe('Asking as GE (ge-s5) at 19200 8N1, 3 of 9.')
    expect(step({ asks: 'other', settings: null })).toBe('Asking as other, 3 of 9.')
    expect(stepText({ ...VIEW, step: null }, DRIVERS)).toBe('The search begins.')
  })

  it('say how it ended and what to do', () => {
    expect(end({ verdict: 'one', claims: [CLAIM] })).toBe('GE (ge-s5) understands this line.')
    expect(end({ verdict: 'several', claims: [CLAIM, CLAIM] })).toMatch(/^2 drivers understand this line/)
    expect(end({ verdict: 'notUnderstood', bytes: 312 })).toMatch(
      /^Bytes arrive but no driver understands them: check the speed\. 312/,
    )
    const silence = "No byte arrived: check the cable and the monitor's output menu"
    expect(end({ verdict: 'silent' })).toBe(`${silence}.`)
    expect(end({ verdict: 'silent' }, false)).toBe(`${silence}, or allow asking.`)
    expect(end({ state: 'cancelled' })).toBe('The search was cancelled.')
    expect(end({ state: 'failed', problem: 'The port is gone.' })).toBe('The port is gone.')
    expect(end({ state: 'failed' })).toBe('The search has failed.')
  })

  it('say what a driver would show, the first values and how many more', () => {
    expect(claimText(CLAIM)).toBe('Shows HR 72 /min. Waves II, Pleth.')
    const many = {
      ...CLAIM,
      values: Array.from({ length: 11 }, () => ({ label: 'HR', value: '72', unit: '/min', id: 'X' })),
    }
    expect(claimText(many)).toContain('and 3 more.')
    expect(claimText({ ...CLAIM, values: [], waves: [] })).toBe('')
  })

  it('never round up what is understood', () => {
    expect(shareText(CLAIM)).toBe('99 % of the bytes understood, 42 good frames, 1 damaged')
  })
})

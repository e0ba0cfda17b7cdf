import { expect, it } from 'vitest'
import type { HopRound } from './hop.ts'
import { hopResult } from './hop-result.ts'
import { hopText } from './hop-text.ts'

const machine = { cores: 2, cpu: 'x', memoryGigabytes: 1, system: 'x', node: '24', commit: 'x' }
const round = (form: HopRound['form'], blocked: boolean, bytesATick: number): HopRound => ({
  form,
  blocked,
  load: 1,
  times: {
    sendMs: [0.02, 0.04],
    readMs: [0, 0.02],
    roundTripMs: [0.25, 0.75],
    sinceLastMs: [16, 18],
    bytesATick,
    lost: 0,
  },
})

it('takes means of the work, quantiles of the way, and bytes a sample', () => {
  const { figures } = hopResult(machine, [round('packed', false, 3_088), round('packed', false, 3_088)])
  expect(figures).toEqual([
    {
      form: 'packed',
      blocked: false,
      ticks: 4,
      lost: 0,
      sendUs: 30,
      readUs: 10,
      roundTripMs: { p50: 0.25, p99: 0.75 },
      longestGapMs: 18,
      bytesASample: 6.03,
    },
  ])
})

it('holds a result against its lines and keeps those that it misses', () => {
  const rounds = [round('packed', false, 3_088), round('packed', true, 3_088)]
  const text = hopText(hopResult(machine, [...rounds, round('an object a wave', false, Number.NaN)]))
  expect(text).toContain('at most 60 us of work a tick (40) holds')
  expect(text).toContain('at most 4.2 bytes a sample (6.03) **does not hold**')
  expect(text).toContain('| an object a wave | free | 2 |')
})

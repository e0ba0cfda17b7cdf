import { expect, it } from 'vitest'
import type { LineTestView } from '../../electron/ipc/line-test.ts'
import { LINE_TEST } from '../fixture/line-test.ts'
import { adviceOf } from './doctor-advice.ts'
import { spacedHex } from './doctor-bytes.tsx'
import { lineFileName, reportText } from './doctor-report.ts'
import { doctorSteps } from './doctor-steps.ts'
import { wavePicture } from './wave-picture.ts'

const view = (change: Partial<LineTestView>): LineTestView => ({ ...LINE_TEST, ...change })
const states = (of: LineTestView, isBound = false) =>
  doctorSteps(of, isBound)
    .map(({ state }) => state.slice(0, 1))
    .join('')

const NOTHING = { values: [], waves: [], goodFrames: 0, badFrames: { checksum: 0, other: 0 }, sure: false }
const CLEAN = { badFrames: { checksum: 0, other: 0 }, seconds: [{ bytes: 900, good: 5, bad: 0 }] }

it('goes through eight steps, and says of each how it stands', () => {
  expect(states(view({ ...NOTHING, openedMs: null, firstByteMs: null }))).toBe('nwwwwwww')
  expect(states(view({ ...NOTHING, firstByteMs: null, ranMs: 3_000 }))).toBe('dnwwwwww')
  expect(states(view({ ...NOTHING, firstByteMs: null }))).toBe('dfwwwwww')
  expect(states(view({ ...NOTHING, ranMs: 2_000 }))).toBe('ddnwwwww')
  expect(states(view(NOTHING))).toBe('ddfwwwww')
  expect(states(view({ ...NOTHING, ...CLEAN, goodFrames: 2 }))).toBe('ddddd' + 'nww')
  expect(states(LINE_TEST)).toBe('ddddfdwn')
  expect(states(view({ ...CLEAN, device: { model: 'B650', serial: 'A1' } }), true)).toBe('dddddddd')
  const [, bytes, settings, frames, checks, protocol] = doctorSteps(LINE_TEST, false)
  expect(bytes).toMatchObject({ note: 'first byte after 0.4 s', figure: expect.stringMatching(/ kB\/s$/) })
  expect(settings).toMatchObject({ figure: '19200 8E1, RTS/CTS' })
  expect(frames).toMatchObject({ note: '310 B outside any frame', figure: '298 frames' })
  expect(checks).toMatchObject({ note: '298 good, 14 damaged', figure: '4.5 % damaged' })
  expect(protocol).toMatchObject({ figure: 'certain' })
})

it('says what is the matter before anything else, and what to do', () => {
  const sentenceOf = (change: Partial<LineTestView>) => adviceOf(view(change)).sentence
  expect(sentenceOf({ ...NOTHING, openedMs: null, firstByteMs: null })).toBe('Opening the line.')
  expect(sentenceOf({ ...NOTHING, firstByteMs: null })).toBe('Nothing arrives at 19200 8E1, RTS/CTS.')
  expect(adviceOf(view({ ...NOTHING, firstByteMs: null, asks: false })).meaning).toContain('only listens')
  const held = view({ ...NOTHING, firstByteMs: null, asks: false, listenOnly: true })
  expect(adviceOf(held).meaning).toContain('nothing was written')
  expect(adviceOf(held).steps[0]).toContain('Switch Listen only off')
  expect(doctorSteps(view({ asks: false, listenOnly: true }), false)[5]?.note).toContain('listen only')
  expect(sentenceOf(NOTHING)).toContain('none of them can be read')
  expect(sentenceOf({})).toBe('The monitor answers, but 4.5 % of its frames arrive damaged.')
  expect(adviceOf(LINE_TEST).meaning).toContain('Short bursts')
  expect(adviceOf(LINE_TEST).steps).toHaveLength(3)
  const steady = LINE_TEST.seconds.map((second) => ({ ...second, bad: 1 }))
  expect(adviceOf(view({ seconds: steady })).meaning).toContain('Steady damage')
  expect(sentenceOf(CLEAN)).toBe('The monitor answers, and what it sends can be read.')
  expect(sentenceOf({ ...NOTHING, ...CLEAN, goodFrames: 9, sure: true })).toContain('no numbers and no waves')
  const problem = { cause: 'portBusy', sentence: 'Another program has the port.' } as const
  const refused = { ...NOTHING, problem, openedMs: null, firstByteMs: null, state: 'ended' } as const
  expect(sentenceOf(refused)).toBe('Another program has the port.')
  expect(doctorSteps(view(refused), false)[0]).toMatchObject({ state: 'failed', note: problem.sentence })
  expect(sentenceOf({ problem, state: 'ended' })).toContain('The line went away.')
})

it('reports a test as text without a reading, a byte or a person', () => {
  const facts = {
    atUtcMs: Date.UTC(2026, 0, 2, 3, 4, 5),
    version: '0.1.0',
    electron: '33.2.1',
    isBound: false,
  }
  const text = reportText(view({ device: { model: 'B650', serial: 'A1' } }), facts)
  expect(text).toContain('Vigil 0.1.0, Electron 33.2.1')
  expect(text).toContain('2026-01-02T03:04:05.000Z')
  expect(text).toContain('The monitor answers, but 4.5 % of its frames arrive damaged.\nShort bursts')
  expect(text).toContain('[!]  Checksums  298 good, 14 damaged  4.5 % damaged')
  expect(text).toContain('Damaged frames, wrong checksum: 13')
  expect(text).toContain('HR (MDC_ECG_HEART_RATE)')
  expect(text.match(/^\[.\] {2}/gm)).toHaveLength(8)
  for (const { value } of LINE_TEST.values) expect(text).not.toMatch(new RegExp(`\\b${value}\\b`))
  for (const { hex } of LINE_TEST.pieces) expect(text).not.toContain(spacedHex(hex).slice(0, 11))
  expect(reportText(view({ simulated: true }), facts)).toContain('SIMULATED')
  expect(reportText(view({ asks: false, listenOnly: true }), facts)).toContain(
    'Listen only: nothing is written',
  )
  expect(reportText(view({ ...NOTHING, openedMs: null, firstByteMs: null }), facts)).not.toContain(
    'undefined',
  )
})

it('names the files of a test by driver and time, and marks a simulated one', () => {
  const atUtcMs = Date.UTC(2026, 0, 2, 3, 4, 5)
  expect(lineFileName(LINE_TEST, atUtcMs, 'vcap')).toBe('vigil-line-ge-s5-20260102T030405Z.vcap')
  expect(lineFileName(view({ simulated: true }), atUtcMs, 'txt')).toContain('-simulated.txt')
})

it('draws every extreme of a wave, and nothing over a hole', () => {
  const { path, holes } = wavePicture([[0, 10], null, null, [5, 5], [0, 0]], 100)
  expect(holes).toEqual([{ from: 1, to: 3 }])
  expect(path).toBe('M0 4.0V96.0M3 50.0h0.5L4 96.0')
  const rising = wavePicture(
    [
      [0, 4],
      [4, 8],
      [8, 10],
    ],
    100,
  ).path
  expect(rising).toBe('M0 59.2V96.0L1 59.2V22.4L2 22.4V4.0')
  expect(wavePicture([], 100)).toEqual({ path: '', holes: [] })
  expect(wavePicture([null, null], 100)).toEqual({ path: '', holes: [{ from: 0, to: 2 }] })
  expect(wavePicture([[3, 3]], 100).path).toBe('M0 50.0h0.5')
})

it('prints bytes in pairs', () => {
  expect(spacedHex('c01101')).toBe('C0 11 01')
  expect(spacedHex('')).toBe('')
})

import { expect, it } from 'vitest'
import { type GeS5Options, geS5Options } from './options.ts'
import { Session } from './session.ts'
import { requestKind } from './testing/records.ts'

/** A session on a clock that steps by 100 ms; out: what was sent and when. */
function sessionOf(options: Partial<GeS5Options> = {}) {
  const sent: [number, string][] = []
  let nowMs = 0
  const session = new Session({ ...geS5Options.parse({}), ...options }, (bytes) =>
    sent.push([nowMs, requestKind(bytes)]),
  )
  const runUntil = (endMs: number, each: (atMs: number) => void = () => undefined) => {
    for (; nowMs < endMs; nowMs += 100) {
      each(nowMs)
      session.tick(nowMs)
    }
    return sent.splice(0)
  }
  return { session, runUntil }
}

const alive = (session: Session) => (atMs: number) => {
  session.displayedHeard(atMs)
  session.waveHeard(atMs)
}

it('waits for the line to settle, then asks for one thing at a time, 100 ms apart', () => {
  const { runUntil } = sessionOf({ trends: '10s' })
  expect(runUntil(1000)).toEqual([
    [200, 'physiological 1'],
    [300, 'waves'],
    [400, 'alarms'],
    [500, 'physiological 2'],
    [600, 'physiological 4'],
  ])
})

it('asks at the start even if an old stream is running: it need not be the one wanted', () => {
  const { session, runUntil } = sessionOf({ alarms: false })
  expect(runUntil(500, alive(session))).toEqual([
    [200, 'physiological 1'],
    [300, 'waves'],
    [400, 'physiological 4'],
  ])
})

it('asks for nothing that the options do not want', () => {
  const { runUntil } = sessionOf({ waves: [], alarms: false })
  expect(runUntil(1000)).toEqual([
    [200, 'physiological 1'],
    [300, 'physiological 4'],
  ])
})

it('leaves a monitor that talks alone, but for the times of readings once a minute', () => {
  const { session, runUntil } = sessionOf()
  runUntil(1000, alive(session))
  expect(runUntil(121_000, alive(session))).toEqual([
    [60_500, 'physiological 4'],
    [120_500, 'physiological 4'],
  ])
})

it('asks for the time of a new reading soon, but not within 5 s of the last question', () => {
  const { session, runUntil } = sessionOf()
  runUntil(1000, alive(session))
  session.readingChanged()
  expect(runUntil(20_000, alive(session))).toEqual([[5500, 'physiological 4']])
})

it('asks again for waves after 3 s without one', () => {
  const { session, runUntil } = sessionOf()
  runUntil(1000, alive(session))
  const again = runUntil(5000, (atMs) => session.displayedHeard(atMs))
  expect(again[0]).toEqual([4000, 'waves'])
})

it('asks again for numbers after two intervals and 3 s, and then for alarms too', () => {
  const { session, runUntil } = sessionOf({ waves: [] })
  runUntil(1000, (atMs) => session.displayedHeard(atMs))
  expect(runUntil(14_300)).toEqual([
    [14_000, 'physiological 1'],
    [14_100, 'alarms'],
  ])
})

it('asks three times, then slowly for ever', () => {
  const { session, runUntil } = sessionOf()
  runUntil(1000, alive(session))
  const asked = runUntil(120_000, (atMs) => session.displayedHeard(atMs)).filter(
    ([, kind]) => kind === 'waves',
  )
  expect(asked.map(([atMs]) => atMs)).toEqual([4000, 7100, 10_200, 13_300, 43_400, 73_500, 103_600])
})

it('is quick again as soon as the monitor answered', () => {
  const { session, runUntil } = sessionOf()
  runUntil(1000, alive(session))
  runUntil(60_000, (atMs) => session.displayedHeard(atMs))
  runUntil(61_000, alive(session))
  const [first] = runUntil(65_000, (atMs) => session.displayedHeard(atMs))
  expect(first).toEqual([64_000, 'waves'])
})

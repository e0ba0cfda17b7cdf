import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { masimoAscii } from '../../../drivers/masimo-ascii/driver.ts'
import { drivers } from '../../../drivers/registry.ts'
import { systemClock } from '../clock.ts'
import { parseLink } from '../link/spec.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { MonitorOnWire } from '../testing/monitor-on-wire.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { waitFor } from '../testing/wait-for.ts'
import { systemTimers } from '../timers.ts'
import { DetectionDesk } from './desk.ts'

function request(text: string) {
  return { text, spec: parseLink(text), drivers, ask: true }
}

it('shows a recording with what the driver that claims it would show', async () => {
  const file = `${temporaryFolder()}/oximeter.bin`
  const twin = masimoAscii.twin({ scenario: 'stable', seed: 2, startUtcMs: 0 })
  writeFileSync(file, twin.produce(20_000))
  const desk = new DetectionDesk(systemClock(), systemTimers())
  const { run } = desk.start(request(`replay:${file}?speed=max`))
  await waitFor(() => desk.state(run).state !== 'running', 'the end of the recording')
  const view = desk.state(run)
  expect(view).toMatchObject({
    state: 'done',
    verdict: 'one',
    simulated: true,
    step: { number: 1, of: 1, asks: null, settings: null },
    claims: [{ driver: 'masimo-ascii', badFrames: 0, waves: [] }],
  })
  expect(view.claims[0]?.values.find(({ label }) => label === 'SpO2')?.value).toMatch(/^\d+$/)
  expect(view.claims[0]?.understood).toBeGreaterThan(0.9)
  expect(desk.line).toBeNull()
})

it('says which attempt runs, ends a search that nobody watches, and knows only the latest', () => {
  const time = new ManualTime()
  const silence = new MonitorOnWire(
    { produce: () => new Uint8Array(0), receive: () => undefined },
    null,
    time,
  )
  const desk = new DetectionDesk(time, time, (_spec, serial) => silence.linkOf(serial))
  const first = desk.start(request('serial:/dev/x'))
  const step = { number: 1, asks: null, settings: '19200 8E1, RTS/CTS' }
  expect(first).toMatchObject({ state: 'running', verdict: null, simulated: false, step, claims: [] })
  expect(desk.line).toBe('serial:/dev/x')
  time.advance(9_000)
  expect(desk.state(first.run).state).toBe('running')
  time.advance(15_000)
  expect(desk.state(first.run).state).toBe('cancelled')
  expect(desk.line).toBeNull()
  expect(silence.open).toBe(0)

  const second = desk.start(request('serial:/dev/x'))
  expect(() => desk.state(first.run)).toThrow('This search has ended')
  expect(desk.cancel(second.run).state).toBe('cancelled')
  expect(desk.cancel(second.run).state).toBe('cancelled')
  desk.close()
})

it('refuses a simulated line, which has no driver to be found', () => {
  const time = new ManualTime()
  expect(() => new DetectionDesk(time, time).start(request('sim:stable'))).toThrow(
    'choose the driver yourself',
  )
})

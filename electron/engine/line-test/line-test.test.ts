import { expect, it } from 'vitest'
import { geS5 } from '../../../drivers/ge-s5/driver.ts'
import { decodeVcap } from '../link/vcap.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { MonitorOnWire } from '../testing/monitor-on-wire.ts'
import { LineTestDesk } from './desk.ts'

const SETTINGS = geS5.link.serial

/** A test of a simulated monitor on a serial port. `settings`: at which the station opens it. */
function bench(settings = SETTINGS) {
  const time = new ManualTime()
  const twin = geS5.twin({ scenario: 'paced', seed: 3, startUtcMs: 0 })
  const wire = new MonitorOnWire(twin, SETTINGS, time)
  const desk = new LineTestDesk(time, time)
  const start = ({ listenOnly = false } = {}) =>
    desk.start('serial:/dev/x', {
      driver: geS5,
      options: geS5.options.parse({}),
      link: wire.linkOf(settings),
      serial: settings,
      listenOnly,
    })
  return { time, wire, desk, start }
}

it('shows numbers, waves, bytes and frames of a line as they come, and stores nothing', () => {
  const { time, wire, desk, start } = bench()
  const first = start()
  expect(first).toMatchObject({ state: 'running', openedMs: null, bytes: 0, settings: '19200 8E1, RTS/CTS' })
  time.advance(8_000)
  expect(desk.state(first.run).state).toBe('running')
  time.advance(4_000)
  const view = desk.state(first.run)
  expect(view).toMatchObject({ state: 'running', asks: true, sure: true, problem: null, simulated: false })
  expect(view.badFrames).toEqual({ checksum: 0, other: 0 })
  expect(view.openedMs).toBe(1)
  expect(view.firstByteMs).toBeGreaterThan(0)
  expect(view.goodFrames).toBeGreaterThan(20)
  expect(view.sentBytes).toBeGreaterThan(0)
  expect(view.values.find(({ id }) => id === 'MDC_ECG_HEART_RATE')).toMatchObject({
    code: 147_842,
    validity: 'good',
    value: expect.stringMatching(/^\d+$/),
  })
  const ecg = view.waves.find(({ label }) => label === 'II')
  expect(ecg?.columns).toHaveLength(480)
  const highest = Math.max(...(ecg?.columns ?? []).map((column) => column?.[1] ?? 0))
  expect(highest).toBeGreaterThan(500)
  expect(view.seconds).toHaveLength(12)
  const sum = view.seconds.reduce((total, { good }) => total + good, 0)
  expect(view.goodFrames - sum).toBeLessThan(10)
  const last = view.pieces.findLast(({ direction }) => direction === 'in')
  expect(last?.hex.length).toBe(2 * Math.min(last?.bytes ?? 0, 96))
  expect(view.pieces.some(({ direction }) => direction === 'out')).toBe(true)

  expect(desk.stop(first.run)).toMatchObject({ state: 'ended', problem: null })
  expect(wire.open).toBe(0)
  expect(desk.stop(first.run).ranMs).toBe(12_000)
})

it('counts what cannot be read', () => {
  const { time, desk, start } = bench({ ...SETTINGS, baud: 115_200 })
  const { run } = start()
  time.advance(5_000)
  expect(desk.state(run)).toMatchObject({ goodFrames: 0, values: [], waves: [], sure: false })
})

it('says why the line went away, and that nobody looks ends it', () => {
  const { time, wire, desk, start } = bench()
  wire.refusal = 'portBusy'
  const { run } = start()
  time.advance(10)
  expect(desk.state(run)).toMatchObject({
    state: 'ended',
    problem: { cause: 'portBusy', sentence: 'detail of portBusy' },
  })
  expect(desk.line).toBeNull()

  wire.refusal = null
  const second = start()
  expect(desk.line).toBe('serial:/dev/x')
  expect(() => desk.state(run)).toThrow('This test has ended')
  time.advance(20_000)
  expect(desk.state(second.run).state).toBe('ended')
  expect(wire.open).toBe(0)
})

it('writes nothing to the line while it only listens, and says so', () => {
  const { time, wire, desk, start } = bench()
  const { run } = start({ listenOnly: true })
  time.advance(30_000)
  expect(desk.state(run)).toMatchObject({ asks: false, listenOnly: true, sentBytes: 0, bytes: 0 })
  desk.stop(run)
  expect(wire.written).toEqual([])
  const asking = start()
  time.advance(5_000)
  expect(desk.state(asking.run)).toMatchObject({ asks: true, listenOnly: false })
  expect(wire.written.length).toBeGreaterThan(0)
})

it('captures every byte of both directions with its time, from the open line to its loss', () => {
  const { time, desk, start } = bench()
  const { run } = start()
  time.advance(10_000)
  desk.stop(run)
  const view = desk.state(run)
  const { vcap, leftOutBytes, link, driver } = desk.capture(run)
  expect([link, driver, leftOutBytes]).toEqual(['serial:/dev/x', 'ge-s5', 0])
  const { header, records, damagedBytes, cutBytes } = decodeVcap(vcap)
  expect(header).toEqual({ startUtcMs: expect.any(Number), simulated: false, driver: 'ge-s5' })
  expect([damagedBytes, cutBytes]).toEqual([0, 0])
  const bytesOf = (kind: string) =>
    records.reduce(
      (sum, record) => sum + (record.kind === kind && 'bytes' in record ? record.bytes.length : 0),
      0,
    )
  expect(bytesOf('received')).toBe(view.bytes)
  expect(bytesOf('sent')).toBe(view.sentBytes)
  expect(records[0]).toEqual({ kind: 'opened', atMs: view.openedMs })
  const times = records.map(({ atMs }) => atMs)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(() => desk.capture(run + 1)).toThrow('This test has ended')
})

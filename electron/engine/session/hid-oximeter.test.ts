import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createTwin } from '../../../drivers/contec-cms50/encode.ts'
import type { Measurement } from '../../../drivers/model/measurement.ts'
import { drivers } from '../../../drivers/registry.ts'
import { withShared } from '../../../resources/testing/with-shared.ts'
import { checkBed } from '../config/parse.ts'
import { HidLink } from '../link/hid.ts'
import { FAKE_OXIMETER, FakeHid } from '../testing/fake-hid.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { waitFor } from '../testing/wait-for.ts'
import { Session } from './session.ts'

const REPORT_BYTES = 64
const STEP_MS = 50
const RECORDING = 'protocols/captures/contec-cms50e-hid/live_64B_hid_reports.bin'

/** A bed on a HID line, as its config says, and the device behind it. */
async function bench(options: Readonly<Record<string, unknown>> = {}) {
  const config = { id: 'b1', label: 'Bed 1', driver: 'contec-cms50', link: 'hid:28e9:028a', patient: null }
  const checked = checkBed({ ...config, options }, drivers)
  if (checked.spec.kind !== 'hid') throw new TypeError('"link" is not a HID line')
  const hid = new FakeHid()
  const time = new ManualTime()
  const said: Measurement[] = []
  const session = new Session({
    bed: 'b1',
    driver: checked.driver,
    options: checked.options,
    link: new HidLink(checked.spec.hid, hid.load, time, time),
    target: 'oximeter',
    clock: time,
    random: () => 0,
    consumer: { onBatch: ({ measurements }) => said.push(...measurements), onLink: () => undefined },
  })
  time.every(STEP_MS, () => session.tick())
  hid.devices = [FAKE_OXIMETER]
  const opens = hid.opened.length
  time.advance(STEP_MS)
  await waitFor(() => hid.opened.length > opens, 'the oximeter to open')
  return { hid, time, said, session }
}

const values = (said: readonly Measurement[], label: string) =>
  said.flatMap((one) => (one.type === 'numeric' && one.channel.label === label ? [one.value] : []))

it('starts a USB oximeter, keeps it alive, and has it back by itself after it was pulled out', async () => {
  const { hid, time, said, session } = await bench()
  const twin = createTwin({ scenario: 'stable', seed: 3, startUtcMs: 0 }, 'hid')
  let heard = 0
  const run = (steps: number): void => {
    for (let step = 0; step < steps; step++) {
      time.advance(STEP_MS)
      for (; heard < hid.written.length; heard++) {
        const [number, ...bytes] = hid.written[heard] ?? []
        expect(number).toBe(0)
        expect(bytes).toHaveLength(REPORT_BYTES)
        // The device reads its commands from the start of the report; filler is no command.
        const end = bytes.findLastIndex((byte) => byte !== 0) + 1
        twin.receive(Uint8Array.from(bytes.slice(0, end)), time.monotonicMs())
      }
      const sent = twin.produce(time.monotonicMs())
      for (let at = 0; at < sent.length; at += REPORT_BYTES) hid.report(sent.subarray(at, at + REPORT_BYTES))
    }
  }
  run(400)
  expect(session.link).toMatchObject({ phase: 'live', badFrames: 0 })
  expect(hid.written.slice(0, 2).map((report) => report.slice(1, 4))).toEqual([
    [0x9b, 0x00, 0x1b],
    [0x9b, 0x01, 0x1c],
  ])
  expect(hid.written.some((report) => report[1] === 0x9a)).toBe(true)
  expect(values(said, 'SpO2').length).toBeGreaterThan(15)
  expect(said.some(({ type }) => type === 'wave')).toBe(true)
  expect(said.filter(({ type }) => type === 'fault')).toEqual([])

  hid.unplug()
  expect(session.link).toMatchObject({ phase: 'unplugged', cause: 'unplugged' })
  const before = said.length
  hid.devices = [{ ...FAKE_OXIMETER, path: '/dev/hidraw8' }]
  await waitFor(() => {
    run(1)
    return said.length > before && session.link.phase === 'live'
  }, 'the oximeter to be back')
  expect(hid.opened).toEqual(['/dev/hidraw3', '/dev/hidraw8'])
})

it('writes nothing to an oximeter whose bed only listens', async () => {
  const { hid, time } = await bench({ listenOnly: true })
  time.advance(20_000)
  expect(hid.written).toEqual([])
})

it('refuses a HID line for a driver without one', () => {
  const bed = { id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'hid:28e9:028a', options: {}, patient: null }
  expect(() => checkBed(bed, drivers)).toThrow('The driver ge-s5 reads no USB HID device')
})

withShared(
  RECORDING,
  'shows a recorded session report for report as it shows it from the file',
  async (path) => {
    const { hid, said, session } = await bench()
    const recording = new Uint8Array(readFileSync(path))
    for (let at = 0; at < recording.length; at += REPORT_BYTES) {
      hid.report(recording.subarray(at, at + REPORT_BYTES))
    }
    expect(session.link.goodFrames).toBe(12_534 + 212)
    expect(values(said, 'SpO2')).toHaveLength(212)
  },
)

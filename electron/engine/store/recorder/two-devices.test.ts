import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Alert, Measurement } from '../../../../drivers/model/measurement.ts'
import type { LinkCause } from '../../../ipc/views.ts'
import { MONITOR } from '../../bus.ts'
import { DeviceNames } from '../../session/device-names.ts'
import { linkView } from '../../testing/link-view.ts'
import { device as deviceStep } from '../migrations/0017-device.ts'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { takesFrom } from '../read/gap-scope.ts'
import { withFolder } from '../testing/folder.ts'
import { takeBackBefore } from '../testing/old-record.ts'
import { Bench, numeric } from '../testing/recorder-bench.ts'
import { openOptions } from '../testing/samples.ts'

const VENTILATOR = 'ventilator'
const DEVICES = [MONITOR, VENTILATOR] as const
/** A property over real records on a shared disk. */
const WHOLE_MS = 60_000
const names = new DeviceNames(VENTILATOR)

function named(device: string, one: Measurement): Measurement {
  return device === MONITOR ? one : names.named(one)
}

function alert(text: string): Alert {
  return { type: 'alert', text, phase: 'start', priority: 'low', kind: 'technical', atMs: 0, deviceMs: null }
}

/** What a device of the bed brings at this moment of the bench. */
function bring(bench: Bench, device: string, ...said: readonly Measurement[]): void {
  const atMs = bench.nowMs
  const measurements = said.map((one) => ({ ...named(device, one), atMs }))
  bench.recorder.onBatch({
    bed: 'b1',
    device,
    atMs,
    atUtcMs: bench.utcMs,
    simulated: false,
    measurements,
    waves: [],
  })
}

function go(bench: Bench, device: string, cause: LinkCause | null): void {
  const link = linkView({ phase: cause === null ? 'live' : 'unplugged', cause, sinceUtcMs: bench.utcMs })
  bench.recorder.onLink({
    bed: 'b1',
    device,
    atMs: bench.nowMs,
    atUtcMs: bench.utcMs,
    link,
    seen: bench.seen,
  })
}

describe('the record of a bed with two devices', () => {
  it('a lost line is a gap of its device alone', async () => {
    const bench = new Bench()
    for (const device of DEVICES) bring(bench, device, numeric(80))
    go(bench, VENTILATOR, 'unplugged')
    await bench.pass(3_000)
    bring(bench, MONITOR, numeric(81))
    await bench.pass(2_000)
    expect(bench.gaps).toMatchObject([{ bed: 'b1', channel: null, device: VENTILATOR, cause: 'unplugged' }])
    const [gap] = bench.gaps
    const channels = bench.seconds.flatMap((second) => second.channels)
    expect(gap && channels.map((channel) => takesFrom(gap, channel))).toEqual([false, true])
    go(bench, MONITOR, 'silent')
    await bench.pass(1_000)
    expect(bench.gaps.map(({ device }) => device).sort()).toEqual([MONITOR, VENTILATOR])
  })

  it('a bed that gets a second device leaves no gap open that would cover it', async () => {
    const bench = new Bench()
    bench.link('unplugged', 'unplugged')
    await bench.pass(1_000)
    bench.recorder.devicesChanged('b1', { goesOn: new Set(), isOfSeveral: true })
    const told = bench.gaps
    bring(bench, VENTILATOR, numeric(80))
    await bench.pass(3_000)
    expect(bench.gaps).toEqual(told)
  })

  it('a monitor that gets a device beside it, or loses it, goes on: its open gap too, under the name it has then', async () => {
    const bench = new Bench()
    bench.link('unplugged', 'unplugged')
    await bench.pass(1_000)
    bench.recorder.devicesChanged('b1', { goesOn: new Set([MONITOR]), isOfSeveral: true })
    bring(bench, VENTILATOR, numeric(80))
    await bench.pass(3_000)
    bench.recorder.devicesChanged('b1', { goesOn: new Set([MONITOR]), isOfSeveral: false })
    await bench.pass(1_000)
    bench.batch([numeric(81)])
    await bench.pass(1_000)
    const told = bench.gaps.toSorted((a, b) => a.fromUtcMs - b.fromUtcMs)
    expect(told.map(({ device, cause }) => [device, cause])).toEqual([
      [undefined, 'unplugged'],
      [MONITOR, 'unplugged'],
      [undefined, 'unplugged'],
    ])
    for (const [index, { fromUtcMs }] of told.slice(1).entries()) expect(fromUtcMs).toBe(told[index]?.toUtcMs)
  })

  it('of each device re-reads as what it sent, however they are interleaved', {
    timeout: WHOLE_MS,
  }, async () => {
    const step = fc.record({
      device: fc.constantFrom(...DEVICES),
      value: fc.option(fc.integer({ min: 1, max: 300 }), { nil: null }),
      clock: fc.boolean(),
      alarms: fc.boolean(),
      passMs: fc.constantFrom(0, 0, 100, 1_000),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
        await withFolder(async (folder) => {
          const { writer } = openStoreWriter(openOptions(folder))
          const bench = new Bench()
          bench.store = (second) => writer.record(second)
          const sent = new Map(DEVICES.map((device) => [device, { values: [], texts: [] } as Sent]))
          for (const [index, { device, value, clock, alarms, passMs }] of steps.entries()) {
            const deviceMs = clock ? bench.utcMs + (device === MONITOR ? 0 : 3_600_000) : null
            const text = `alarm ${index}`
            bring(bench, device, numeric(value, { deviceMs }), ...(alarms ? [alert(text)] : []))
            sent.get(device)?.values.push([Math.round(bench.utcMs), value])
            if (alarms) sent.get(device)?.texts.push(text)
            await bench.pass(passMs)
          }
          await bench.pass(2_000)
          writer.close()
          const { reader } = openStoreReader(openOptions(folder))
          try {
            for (const device of DEVICES) expect(read(reader, device)).toEqual(sent.get(device))
            for (const { deviceMs, atUtcMs, device } of reader.clocks('b1', ...ALL)) {
              expect(deviceMs - atUtcMs).toBe(device === VENTILATOR ? 3_600_000 : 0)
            }
          } finally {
            reader.close()
          }
        })
      }),
      { numRuns: 8 },
    )
  })

  it('a record of the release before opens unchanged: its gaps are of whole beds, its clocks of the monitor', async () => {
    await withFolder(async (folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      const gap = {
        bed: 'b1',
        channel: null,
        fromUtcMs: 1_000,
        toUtcMs: 2_000,
        cause: 'unplugged',
        evidence: 'x',
      } as const
      const clock = { bed: 'b1', atUtcMs: 5_000, deviceMs: 9_000, link: 'serial:COM3' }
      const alarm = {
        bed: 'b1',
        atUtcMs: 3_000,
        phase: 'start',
        priority: 'low',
        kind: 'technical',
        text: 'y',
      } as const
      const second = { fromUtcMs: 0, toUtcMs: 6_000, channels: [], waves: [], numerics: [] }
      writer.record({ ...second, gaps: [gap], clocks: [clock], alerts: [alarm] })
      writer.close()
      takeBackBefore(folder, deviceStep)
      const look = () => {
        const { reader } = openStoreReader(openOptions(folder))
        try {
          expect(reader.gaps('b1', ...ALL)).toEqual([gap])
          expect(reader.clocks('b1', ...ALL)).toEqual([clock])
          expect(reader.alerts('b1', ...ALL)).toEqual([alarm])
        } finally {
          reader.close()
        }
      }
      look()
      const again = openStoreWriter(openOptions(folder))
      // The gap goes on as the same row.
      again.writer.record({ ...second, gaps: [gap], clocks: [], alerts: [] })
      again.writer.close()
      look()
    })
  })
})

const ALL = [0, Number.MAX_SAFE_INTEGER] as const

interface Sent {
  readonly values: (readonly [number, number | null])[]
  readonly texts: string[]
}

function read(reader: ReturnType<typeof openStoreReader>['reader'], device: string): Sent {
  const channels = reader.channels('b1').filter(({ channel }) => (channel.device ?? MONITOR) === device)
  return {
    values: channels.flatMap(({ number }) =>
      reader.numerics(number, ...ALL).map(({ atUtcMs, value }) => [atUtcMs, value] as const),
    ),
    texts: reader
      .alerts('b1', ...ALL)
      .filter((one) => (one.device ?? MONITOR) === device)
      .map(({ text }) => text),
  }
}

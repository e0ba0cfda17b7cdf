import { writeFileSync } from 'node:fs'
import { expect, it, onTestFinished } from 'vitest'
import { geS5 } from '../../drivers/ge-s5/driver.ts'
import type { BedView } from '../ipc/views.ts'
import { systemClock } from './clock.ts'
import { startEngine } from './engine.ts'
import { SerialLink } from './link/serial.ts'
import { gapsIn } from './testing/manual-station.ts'
import { openPtyPair, type PtyPair } from './testing/pty-pair.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { waitFor } from './testing/wait-for.ts'
import { systemTimers } from './timers.ts'

/** The monitor sends its first numbers within seconds of being asked; a loaded machine needs more. */
const TEST_MS = 60_000
const VALUE_WITHIN_MS = 20_000

/** The twin of a monitor at the far end of the cable. Out: how to take it away. */
function plugMonitor(pair: PtyPair): () => void {
  const clock = systemClock()
  const timers = systemTimers()
  const twin = geS5.twin({ scenario: 'stable', seed: 3, startUtcMs: Date.now() })
  const link = new SerialLink({ path: pair.monitor }, { ...geS5.link.serial, flow: 'none' }, clock, timers)
  const startMs = clock.monotonicMs()
  link.open({
    onOpen: () => undefined,
    onBytes: (bytes, atMs) => twin.receive(bytes, atMs - startMs),
    onClose: () => undefined,
  })
  const stop = timers.every(50, () => void link.write(twin.produce(clock.monotonicMs() - startMs)))
  return () => {
    stop()
    link.close()
  }
}

it(
  'H2 shows a monitor on a real port, loses it when the cable is pulled and finds it again by itself',
  async () => {
    const folder = temporaryFolder()
    const beds = [
      {
        id: 'b1',
        label: 'Bed 1',
        driver: 'ge-s5',
        link: `serial:${folder}/station?flow=none`,
        options: { intervalSeconds: 1, waves: ['pleth'] },
      },
    ]
    writeFileSync(`${folder}/ward.json`, JSON.stringify({ station: 'w', beds }))
    const start = {
      dataDir: `${folder}/data`,
      configFile: `${folder}/ward.json`,
      resourcesDir: folder,
      key: null,
      keyFile: null,
      version: '0',
    }
    const engine = await startEngine({ start })
    onTestFinished(() => engine.close())
    const bed = (): BedView | undefined => engine.beds()[0]
    const hasRate = (): boolean => {
      const rate = bed()?.numerics.find(({ id }) => id === 'MDC_ECG_HEART_RATE')
      return bed()?.link.phase === 'live' && typeof rate?.value === 'number'
    }
    await waitFor(() => bed()?.link.cause === 'portMissing', 'the missing port')

    const first = await openPtyPair(folder)
    const takeFirst = plugMonitor(first)
    await waitFor(hasRate, 'a heart rate', VALUE_WITHIN_MS)
    expect(bed()).toMatchObject({ simulated: false, patient: null })
    await waitFor(() => bed()?.bedsideAlarms === 'shown', 'a record of the alarms', VALUE_WITHIN_MS)
    takeFirst()
    await first.unplug()
    await waitFor(() => bed()?.link.cause === 'unplugged', 'the unplug')
    expect(bed()).toMatchObject({ bedsideAlarms: 'lost', alarms: [{ priority: 'medium' }] })

    const second = await openPtyPair(folder)
    onTestFinished(() => second.unplug())
    onTestFinished(plugMonitor(second))
    await waitFor(hasRate, 'a heart rate over the new cable', VALUE_WITHIN_MS)
    expect(bed()?.alarms.filter(({ source }) => source === 'vigil')).toEqual([])
    await engine.close()
    const unplugged = gapsIn(folder).find(({ cause }) => cause === 'unplugged')
    expect(unplugged).toMatchObject({
      channel: null,
      evidence: expect.stringMatching(
        /^unplugged: .*station; last good frame: \d{4}-.*Z; since then \d+ bytes/,
      ),
    })
    expect((unplugged?.toUtcMs ?? 0) - (unplugged?.fromUtcMs ?? 0)).toBeGreaterThan(0)
  },
  TEST_MS,
)

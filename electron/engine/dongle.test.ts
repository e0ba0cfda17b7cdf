import { writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { TWIN } from '../../drivers/ble-health/codes.ts'
import { createDongleTwin } from '../../drivers/ble-health/encode-dongle.ts'
import { startedEngine } from './testing/started-engine.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { waitFor } from './testing/wait-for.ts'

/** Two workers start from source on a shared machine; the dialogue takes some seconds. */
const WHOLE_MS = 60_000
const EVERY_MS = 50

/** A dongle behind a device server, with its wearables in reach. Out: the link that reads it. */
function dongle(): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    const twin = createDongleTwin({ scenario: 'stable', seed: 3, startUtcMs: Date.UTC(2026, 0, 1) })
    const fromMs = performance.now()
    const nowMs = () => performance.now() - fromMs
    const timer = setInterval(() => socket.write(twin.produce(nowMs())), EVERY_MS)
    sockets.add(socket)
    socket.on('data', (bytes) => twin.receive(bytes, nowMs()))
    socket.on('close', () => clearInterval(timer))
    socket.on('error', () => clearInterval(timer))
  })
  onTestFinished(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return new Promise((resolve, reject) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('the dongle has no port'))
      else resolve(`tcp:127.0.0.1:${address.port}`)
    })
  })
}

it('brings a strap through a dongle: the engine asks, connects and shows, with battery and last contact', {
  timeout: WHOLE_MS,
}, async () => {
  const folder = temporaryFolder()
  const options = { wire: 'dongle', devices: TWIN.strap }
  const bed = { id: 'b1', label: 'Bed 1', driver: 'ble-health', link: await dongle(), options }
  writeFileSync(`${folder}/ward.json`, JSON.stringify({ station: 'w', beds: [bed] }))
  const engine = await startedEngine(folder)
  const shown = () => engine.beds()[0]
  const numberOf = (id: string) => shown()?.numerics.find((one) => one.id === id)?.value ?? null
  await waitFor(() => numberOf('MDC_PULS_RATE') !== null, 'the rate of the strap')
  await waitFor(() => shown()?.wearable?.battery !== null, 'its battery')
  expect(shown()).toMatchObject({
    link: { phase: 'live', badFrames: 0 },
    wearable: { gapSinceUtcMs: null, battery: { percent: TWIN.battery } },
  })
  // The other wearables in reach were not named.
  expect(numberOf('MDC_PULS_OXIM_SAT_O2')).toBeNull()
})

it('says in one sentence that a dongle needs the names of the wearables', { timeout: WHOLE_MS }, async () => {
  const folder = temporaryFolder()
  const bed = { id: 'b1', label: 'Bed 1', driver: 'ble-health', link: 'serial:/dev/vigil-none' }
  const beds = [{ ...bed, options: { wire: 'dongle' } }]
  writeFileSync(`${folder}/ward.json`, JSON.stringify({ station: 'w', beds }))
  const refused = await startedEngine(folder).then(
    (engine) => engine.station().notices.join(' '),
    (error: unknown) => String(error),
  )
  expect(refused).toMatch(/must name the wearables of the patient/)
})

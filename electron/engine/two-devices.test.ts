import { writeFileSync } from 'node:fs'
import type { AddressInfo, Server } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { commandOf } from './engine.ts'
import { takesFrom } from './store/read/gap-scope.ts'
import { recordOf } from './testing/started-beds.ts'
import { startedEngine } from './testing/started-engine.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { tinyDriver, tinyFrame } from './testing/tiny-driver.ts'
import { waitFor } from './testing/wait-for.ts'

/** Two workers start from source on a shared machine, and a line is opened anew after a back-off. */
const WHOLE_MS = 60_000
const EVERY_MS = 50

/** A device that sends one rate twenty times a second; `met` counts how often its line was opened. */
function device(rate: number): Promise<{ readonly link: string; met(): number; pull(): void }> {
  const sockets = new Set<Socket>()
  let met = 0
  const server: Server = createServer((socket) => {
    met++
    const timer = setInterval(() => socket.write(tinyFrame('R', rate)), EVERY_MS)
    sockets.add(socket)
    socket.on('close', () => clearInterval(timer))
    socket.on('error', () => clearInterval(timer))
  })
  const pull = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  onTestFinished(pull)
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve({ link: `tcp:127.0.0.1:${(server.address() as AddressInfo).port}`, met: () => met, pull })
    })
  })
}

it('H2 records two devices of a bed apart, and set-up takes one off and puts it back', {
  timeout: WHOLE_MS,
}, async () => {
  const folder = temporaryFolder()
  const [monitor, other] = [await device(80), await device(82)]
  const bed = { id: 'b1', label: 'Bed 1', driver: 'tiny', link: monitor.link, options: {} }
  const beside = { id: 'ventilator', driver: 'tiny', link: other.link, options: {} }
  writeFileSync(
    `${folder}/ward.json`,
    JSON.stringify({ station: 'w', beds: [{ ...bed, devices: [beside] }] }),
  )
  const engine = await startedEngine(folder, { drivers: [tinyDriver] })
  const command = commandOf(engine)
  const shown = () => engine.beds()[0]?.numerics ?? []
  const said = () =>
    shown().map(({ key, value, origin }) => [key, value, origin?.name, origin?.others[0]?.value])
  await waitFor(() => shown()[0]?.origin?.others[0]?.value === 82, 'both rates')
  expect(said()).toEqual([['X_TINY_RATE', 80, 'monitor', 82]])

  // Another name alone opens no line anew, and takes no device off.
  await command('bed.save', { ...bed, label: 'Window' })
  expect(engine.beds()[0]).toMatchObject({
    label: 'Window',
    devices: [{ name: 'monitor' }, { name: 'ventilator' }],
  })
  expect(said()).toEqual([['X_TINY_RATE', 80, 'monitor', 82]])

  monitor.pull()
  await waitFor(() => shown()[0]?.value === 82, 'the ventilator stands in')
  expect(engine.beds()[0]?.alarms.map(({ text }) => text)).toEqual([
    expect.stringMatching(/^monitor: NO DATA/),
  ])

  await command('bed.save', { ...bed, driver: 'tiny', link: other.link, devices: [] })
  await waitFor(() => shown()[0]?.value === 82, 'the one device of the bed')
  expect(engine.beds()[0]?.devices).toBeUndefined()
  expect(shown()[0]).toMatchObject({ key: 'X_TINY_RATE' })
  expect(shown()[0]?.origin).toBeUndefined()
  await expect(command('bed.save', { ...bed, link: other.link, devices: [beside] })).rejects.toMatchObject({
    code: 'badLink',
  })
  await engine.close()

  const reader = recordOf(folder)
  const channels = reader.channels('b1')
  expect(channels.map(({ channel }) => [channel.key, channel.device])).toEqual([
    ['X_TINY_RATE', undefined],
    ['ventilator.X_TINY_RATE', 'ventilator'],
  ])
  const lost = reader.gaps('b1', 0, Number.MAX_SAFE_INTEGER).filter(({ device: of }) => of === '')
  expect(lost.length).toBeGreaterThan(0)
  for (const gap of lost) expect(channels.map((channel) => takesFrom(gap, channel))).toEqual([true, false])
  const of = (key: string) => {
    const channel = channels.find((one) => one.channel.key === key)
    const rows = channel === undefined ? [] : reader.numerics(channel.number, 0, Number.MAX_SAFE_INTEGER)
    return new Set(rows.map(({ value }) => value))
  }
  expect(of('ventilator.X_TINY_RATE')).toEqual(new Set([82]))
  // The last lines of the test put the other device where the monitor was.
  expect(of('X_TINY_RATE')).toEqual(new Set([80, 82]))
})

it('H2 a device that is added, changed or taken off leaves the line and the record of the monitor as they are', {
  timeout: WHOLE_MS,
}, async () => {
  const folder = temporaryFolder()
  const [monitor, first, second] = [await device(80), await device(82), await device(84)]
  const bed = { id: 'b1', label: 'Bed 1', driver: 'tiny', link: monitor.link, options: {} }
  const beside = (link: string) => ({ id: 'ventilator', driver: 'tiny', link, options: {} })
  writeFileSync(`${folder}/ward.json`, JSON.stringify({ station: 'w', beds: [bed] }))
  const engine = await startedEngine(folder, { drivers: [tinyDriver] })
  const command = commandOf(engine)
  const shown = () => engine.beds()[0]?.numerics[0]
  const other = () => shown()?.origin?.others[0]?.value
  await waitFor(() => shown()?.value === 80, 'the monitor')

  await command('bed.save', { ...bed, devices: [beside(first.link)] })
  // The value of the monitor stands while the other line is opened.
  expect(shown()).toMatchObject({ value: 80, origin: { name: 'monitor' } })
  await waitFor(() => other() === 82, 'the device that was added')
  await command('bed.save', { ...bed, devices: [beside(second.link)] })
  expect(shown()).toMatchObject({ value: 80, origin: { name: 'monitor' } })
  await waitFor(() => other() === 84, 'the device on its other line')
  await command('bed.save', { ...bed, devices: [] })
  expect(shown()).toMatchObject({ value: 80 })
  expect(shown()?.origin).toBeUndefined()
  expect(engine.beds()[0]?.alarms).toEqual([])
  // Two seconds of record behind the last change.
  const changedUtcMs = Date.now()
  await waitFor(() => Date.now() - changedUtcMs > 2_000, 'two seconds')
  await engine.close()
  expect([monitor.met(), first.met(), second.met()]).toEqual([1, 1, 1])

  const reader = recordOf(folder)
  const all = [0, Number.MAX_SAFE_INTEGER] as const
  const [own] = reader.channels('b1')
  const rows = reader.numerics(own?.number ?? 0, ...all)
  const steps = rows.slice(1).map(({ atUtcMs }, index) => atUtcMs - (rows[index]?.atUtcMs ?? 0))
  // Twenty times a second: a line that is opened anew would be away for longer, its back-off included.
  expect(Math.max(...steps)).toBeLessThan(500)
  expect(reader.gaps('b1', ...all).filter(({ device: of }) => of === undefined || of === '')).toEqual([])
})

import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { masimoAscii } from '../../../drivers/masimo-ascii/driver.ts'
import type { DetectionView } from '../../ipc/detection.ts'
import type { LineCapture, LineTestView } from '../../ipc/line-test.ts'
import { commandOf } from '../engine.ts'
import { decodeVcap } from '../link/vcap.ts'
import { startedEngine } from '../testing/started-engine.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { tinyDriver } from '../testing/tiny-driver.ts'
import { waitFor } from '../testing/wait-for.ts'

/** Two workers start from source on a shared machine: seconds, not milliseconds. */
const START_MS = 60_000
const BED = { id: 'b2', label: 'Bed 2', driver: 'tiny', link: 'serial:/dev/vigil-none' }

async function bench() {
  const folder = temporaryFolder()
  writeFileSync(`${folder}/ward.json`, JSON.stringify({ station: 'ward-3', beds: [BED] }))
  const started: unknown[] = []
  const watched = {
    ...tinyDriver,
    start: (...words: Parameters<typeof tinyDriver.start>) => {
      started.push(words[1])
      return tinyDriver.start(...words)
    },
  }
  const engine = await startedEngine(folder, { drivers: [watched, masimoAscii] })
  return { folder, started, command: commandOf(engine) }
}

/** A device server whose monitor says nothing. Out: its LINK text. */
async function silentServer(): Promise<string> {
  const server = createServer((socket) => socket.on('error', () => undefined))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  onTestFinished(() => {
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('"server" has no port')
  return `tcp:127.0.0.1:${address.port}`
}

it('tests a line with the options that are typed, and refuses what the driver does not know', {
  timeout: START_MS,
}, async () => {
  const { started, command } = await bench()
  const test = { driver: 'tiny', link: 'sim:stable' }
  const first = (await command('lineTest.start', { ...test, options: { writes: false } })) as LineTestView
  await waitFor(() => started.length === 1, 'the driver on the open line')
  let view = (await command('lineTest.start', test)) as LineTestView
  await expect(command('lineTest.state', { run: first.run })).rejects.toMatchObject({ code: 'badRequest' })
  await waitFor(() => {
    void command('lineTest.state', { run: view.run }).then((now) => {
      view = now as LineTestView
    })
    return view.goodFrames > 0 && view.values.length > 0
  }, 'the first value')
  expect(started).toEqual([{ writes: false }, { writes: true }])
  expect(view.values).toMatchObject([{ label: 'HR', value: '61', validity: 'good' }])
  expect(await command('lineTest.stop', { run: view.run })).toMatchObject({ state: 'ended', problem: null })
  const { vcap } = (await command('lineTest.capture', { run: view.run })) as LineCapture
  expect(decodeVcap(vcap)).toMatchObject({ header: { simulated: true, driver: 'tiny' }, damagedBytes: 0 })
  await expect(command('lineTest.capture', { run: first.run })).rejects.toMatchObject({ code: 'badRequest' })
  const listening = { driver: 'tiny', link: 'listen:127.0.0.1:2575', listenOnly: true }
  await expect(command('lineTest.start', listening)).rejects.toMatchObject({ code: 'badLink' })
  await expect(command('lineTest.start', { ...test, options: { wirtes: false } })).rejects.toMatchObject({
    code: 'configInvalid',
    message: expect.stringContaining('"wirtes" is not known'),
  })
})

it('says why a line cannot be tested, and gives a test up for a bed', { timeout: START_MS }, async () => {
  const { command } = await bench()
  const start = (link: string) => command('lineTest.start', { driver: 'tiny', link }) as Promise<LineTestView>
  let view = await start('serial:/dev/vigil-nobody')
  await waitFor(() => {
    void command('lineTest.state', { run: view.run }).then((now) => {
      view = now as LineTestView
    })
    return view.state === 'ended'
  }, 'the answer of the system')
  expect(view).toMatchObject({
    bytes: 0,
    openedMs: null,
    settings: '9600 8N1',
    problem: {
      cause: 'portMissing',
      sentence: 'The port /dev/vigil-nobody is not there: plug the adapter in or choose another port.',
    },
  })
  const line = await silentServer()
  const { run } = await start(line)
  await expect(command('detect.start', { link: line, ask: true })).rejects.toMatchObject({
    code: 'portBusy',
    message: expect.stringContaining('being tested'),
  })
  await command('bed.save', { ...BED, id: 'b4', label: 'Bed 4', link: line, options: {} })
  expect(await command('lineTest.state', { run })).toMatchObject({ state: 'ended' })
})

it('searches a line that no bed uses, and gives up the search for a bed', { timeout: START_MS }, async () => {
  const { folder, command } = await bench()
  const file = `${folder}/oximeter.bin`
  writeFileSync(file, masimoAscii.twin({ scenario: 'stable', seed: 2, startUtcMs: 0 }).produce(20_000))
  const start = (link: string) => command('detect.start', { link, ask: true }) as Promise<DetectionView>
  await expect(start(BED.link)).rejects.toMatchObject({ code: 'portBusy' })
  await expect(start('sim:stable')).rejects.toMatchObject({ code: 'badLink' })
  await expect(start('nothing')).rejects.toMatchObject({ code: 'badLink' })

  const line = await silentServer()
  const { run } = await start(line)
  await expect(command('lineTest.start', { driver: 'tiny', link: line })).rejects.toMatchObject({
    code: 'portBusy',
    message: expect.stringContaining('being searched'),
  })
  await command('bed.save', { ...BED, id: 'b3', label: 'Bed 3', link: line, options: {} })
  expect(await command('detect.state', { run })).not.toMatchObject({ state: 'running' })
  await expect(start(line)).rejects.toMatchObject({ code: 'portBusy' })

  let view = await start(`replay:${file}?speed=max`)
  await waitFor(() => {
    void command('detect.state', { run: view.run }).then((now) => {
      view = now as DetectionView
    })
    return view.state !== 'running'
  }, 'the end of the recording')
  expect(view).toMatchObject({ verdict: 'one', claims: [{ driver: 'masimo-ascii' }] })
  expect(await command('detect.cancel', { run: view.run })).toMatchObject({ state: 'done' })
  await expect(command('detect.state', { run: run + 99 })).rejects.toMatchObject({ code: 'badRequest' })
})

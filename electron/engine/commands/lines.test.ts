import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { masimoAscii } from '../../../drivers/masimo-ascii/driver.ts'
import type { DetectionView } from '../../ipc/detection.ts'
import type { LinkCheck } from '../../ipc/link-check.ts'
import { commandOf, startEngine } from '../engine.ts'
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
  const engine = await startEngine({
    start: {
      dataDir: `${folder}/data`,
      configFile: `${folder}/ward.json`,
      resourcesDir: folder,
      key: null,
      keyFile: null,
      version: '0.0.0',
    },
    drivers: [watched, masimoAscii],
  })
  onTestFinished(() => engine.close())
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

it('checks a line with the options that are typed, and refuses what the driver does not know', {
  timeout: START_MS,
}, async () => {
  const { started, command } = await bench()
  const check = { driver: 'tiny', link: 'sim:stable', seconds: 0.2 }
  const found = (await command('link.check', { ...check, options: { writes: false } })) as LinkCheck
  expect(found).toHaveProperty('sentence')
  await command('link.check', check)
  expect(started).toEqual([{ writes: false }, { writes: true }])
  await expect(command('link.check', { ...check, options: { wirtes: false } })).rejects.toMatchObject({
    code: 'configInvalid',
    message: expect.stringContaining('"wirtes" is not known'),
  })
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
  await expect(command('link.check', { driver: 'tiny', link: line, seconds: 1 })).rejects.toMatchObject({
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

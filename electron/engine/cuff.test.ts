import { writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import type { CuffPhase } from '../../drivers/model/act.ts'
import { suntechNibp } from '../../drivers/suntech-nibp/driver.ts'
import type { CuffReply } from '../ipc/cuff.ts'
import { commandOf } from './engine.ts'
import { openStoreReader } from './store/open/open.ts'
import { startedEngine } from './testing/started-engine.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { tinyDriver } from './testing/tiny-driver.ts'
import { waitFor } from './testing/wait-for.ts'

/** Two workers start from source on a shared machine, and the module is believed after three seconds. */
const WHOLE_MS = 60_000
const EVERY_MS = 50
const START_NEONATE = '3a289e'
const STOP = '3a7901004c'
const WHO = { id: 'T-4702', authority: 'HOSP' }

/** A module behind a device server, and everything that moved its cuff. */
function cuffModule(): Promise<{ readonly link: string; moved(): readonly string[]; pull(): void }> {
  const moved: string[] = []
  const server = createServer((socket) => {
    const twin = suntechNibp.twin({ scenario: 'stable', seed: 3, startUtcMs: 0 })
    const beganMs = performance.now()
    const nowMs = () => performance.now() - beganMs
    const timer = setInterval(() => socket.write(twin.produce(nowMs())), EVERY_MS)
    socket.on('data', (bytes) => {
      const text = bytes.toString('hex')
      moved.push(...(text.match(/3a289e|3a20a6|3a873f|3a7901004c/g) ?? []))
      twin.receive(bytes, nowMs())
    })
    socket.on('close', () => clearInterval(timer))
    socket.on('error', () => clearInterval(timer))
    pulls.push(() => socket.destroy())
  })
  const pulls: (() => void)[] = []
  const pull = () => {
    for (const cut of pulls) cut()
  }
  onTestFinished(() => {
    server.close()
    pull()
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      resolve({ link: `tcp:127.0.0.1:${port}`, moved: () => moved, pull })
    })
  })
}

it('H19 starts the cuff of a further device once, for whom the window showed, and stops it whoever asks', {
  timeout: WHOLE_MS,
}, async () => {
  const folder = temporaryFolder()
  const cuff = await cuffModule()
  const nothing = { driver: 'tiny', link: 'serial:/dev/vigil-none-1', options: {} }
  const device = {
    id: 'cuff',
    driver: 'suntech-nibp',
    link: cuff.link,
    options: { mayStartCuff: true },
  }
  const beds = [
    { id: 'b1', label: 'Bed 1', ...nothing, devices: [device] },
    { id: 'b2', label: 'Bed 2', ...nothing, link: 'serial:/dev/vigil-none-2' },
  ]
  writeFileSync(`${folder}/ward.json`, JSON.stringify({ station: 'w', beds }))
  const engine = await startedEngine(folder, { drivers: [tinyDriver, suntechNibp] })
  const command = commandOf(engine)
  const phase = (): CuffPhase | undefined => engine.beds()[0]?.cuffs?.[0]?.phase
  const start = async (more: object = {}) => {
    const request = { bed: 'b1', device: 'cuff', patient: WHO, ageClass: 'neonate', ...more }
    return ((await command('cuff.start', request)) as CuffReply).refused
  }
  const stop = async (more: object = {}) =>
    ((await command('cuff.stop', { bed: 'b1', device: 'cuff', ...more })) as CuffReply).refused

  await waitFor(() => phase() === 'idle', 'the module is heard')
  expect(engine.beds()[0]?.cuffs).toEqual([{ device: 'cuff', phase: 'idle', outcome: null }])
  expect(engine.beds()[1]?.cuffs).toBeUndefined()
  expect(await start({ bed: 'b2', device: undefined })).toBe('notAllowed')
  expect(await start({ device: undefined })).toBe('notAllowed')
  expect(await start()).toBe('notSignedIn')
  await command('session.signIn', { initials: 'AB' })
  expect(await start()).toBe('noPatient')
  await command('bed.setPatient', { bed: 'b1', patient: WHO })
  expect(await start({ patient: { ...WHO, id: 'T-9000' } })).toBe('otherPatient')
  expect(await start()).toBe('noAgeClass')
  await command('alarm.setAgeClass', { bed: 'b1', ageClass: 'neonate', replaces: null })
  expect(await start({ ageClass: 'adult' })).toBe('otherAgeClass')
  await expect(command('cuff.start', { bed: 'b1', patient: WHO })).rejects.toMatchObject({
    code: 'badRequest',
  })
  await expect(start({ bed: 'b9' })).rejects.toMatchObject({ code: 'unknownBed' })
  await expect(stop({ bed: 'b9' })).rejects.toMatchObject({ code: 'unknownBed' })
  expect(cuff.moved()).toEqual([])

  // Two windows at once: one of them starts it.
  expect((await Promise.all([start(), start()])).sort()).toEqual(['cuffInUse', null])
  await waitFor(() => phase() === 'measuring', 'the cuff is inflated')
  expect(await stop()).toBeNull()
  await waitFor(() => phase() === 'idle', 'the cuff is at rest')
  expect(engine.beds()[0]?.cuffs?.[0]?.outcome).toBe('aborted')
  expect(cuff.moved()).toEqual([START_NEONATE, STOP])

  // A stop that comes while the start waits for the record wins.
  const [refused] = await Promise.all([start(), stop()])
  expect(refused).toBe('stoppedMeanwhile')
  expect(cuff.moved()).toEqual([START_NEONATE, STOP, STOP])

  // A line that goes while the cuff is in use says so until the module speaks again; nothing is sent anew.
  await waitFor(() => phase() === 'idle', 'the cuff is at rest')
  expect(await start()).toBeNull()
  await waitFor(() => cuff.moved().length === 4, 'the module has the start')
  cuff.pull()
  await waitFor(() => phase() === 'lost', 'the line is lost')
  await waitFor(() => phase() === 'idle', 'another module is heard')
  expect(cuff.moved()).toEqual([START_NEONATE, STOP, STOP, START_NEONATE])

  await engine.close()
  const { reader } = openStoreReader({ dataDir: `${folder}/data`, keyFile: null, key: null })
  onTestFinished(() => reader.close())
  const audit = reader.auditRows().filter(({ action }) => action.startsWith('cuff.'))
  const rows = audit.map(({ action, object, actor }) => [action, object, actor.initials])
  expect(rows.filter(([action]) => action === 'cuff.start')).toHaveLength(4)
  expect(rows.filter(([action]) => action === 'cuff.stop')).toHaveLength(2)
  expect(new Set(rows.map(([, object, initials]) => `${object} ${initials}`))).toEqual(new Set(['b1 AB']))
})

it('H19 tells nothing to a recording', { timeout: WHOLE_MS }, async () => {
  const folder = temporaryFolder()
  writeFileSync(`${folder}/quiet.bin`, Uint8Array.from([0x3e, 0x05, 0x02, 0x00, 0xbb]))
  const options = { mayStartCuff: true }
  const bed = { id: 'b1', label: 'Bed 1', driver: 'suntech-nibp', link: 'replay:quiet.bin?loop=1', options }
  writeFileSync(`${folder}/ward.json`, JSON.stringify({ station: 'w', beds: [bed] }))
  const engine = await startedEngine(folder, { drivers: [suntechNibp] })
  const command = commandOf(engine)
  await command('session.signIn', { initials: 'AB' })
  const patient = engine.beds()[0]?.patient ?? WHO
  await command('alarm.setAgeClass', { bed: 'b1', ageClass: 'adult', replaces: null })
  expect(engine.beds()[0]?.cuffs).toBeUndefined()
  expect(await command('cuff.start', { bed: 'b1', patient, ageClass: 'adult' })).toEqual({
    refused: 'notAllowed',
  })
  expect(await command('cuff.stop', { bed: 'b1' })).toEqual({ refused: 'notAllowed' })
})

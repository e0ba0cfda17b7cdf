import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { ToWindow } from '../ipc/contract.ts'
import { requestSchemas } from '../ipc/schema.ts'
import type { ShiftSummary } from '../ipc/shift.ts'
import { decodeWavePacket } from '../ipc/wave-packet.ts'
import { handlers } from './commands/handlers.ts'
import { commandOf, type Engine } from './engine.ts'
import { openStoreReader } from './store/open/open.ts'
import { FakePort } from './testing/fake-port.ts'
import { startedEngine } from './testing/started-engine.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { tinyDriver } from './testing/tiny-driver.ts'
import { waitFor } from './testing/wait-for.ts'

/** Two workers start from source on a shared machine: seconds, not milliseconds. */
const START_MS = 30_000
const RATE_SEED_5 = 65

const BED = { id: 'b1', label: 'Bed 1', driver: 'tiny', link: 'sim:stable?seed=5' }
const REAL = { id: 'b2', label: 'Bed 2', driver: 'tiny', link: 'serial:/dev/vigil-none' }

interface Bench {
  readonly engine: Engine
  readonly folder: string
  readonly command: (name: string, request: unknown) => Promise<unknown>
  /** Stops and starts again on the same folder. */
  restart(): Promise<Bench>
}

async function open(folder: string): Promise<Bench> {
  const engine = await startedEngine(folder, { drivers: [tinyDriver] })
  return {
    engine,
    folder,
    command: commandOf(engine),
    async restart() {
      await engine.close()
      return open(folder)
    },
  }
}

function bench(beds: readonly object[] = [BED, REAL], more: object = {}): Promise<Bench> {
  const folder = temporaryFolder()
  writeFileSync(`${folder}/ward.json`, JSON.stringify({ station: 'ward-3', beds, ...more }))
  return open(folder)
}

function bed(engine: Engine, id: string) {
  const view = engine.beds().find((one) => one.id === id)
  if (view === undefined) throw new Error(`no bed ${id}`)
  return view
}

function audited(folder: string): string[] {
  const { reader } = openStoreReader({ dataDir: `${folder}/data`, keyFile: null, key: null })
  try {
    return reader.auditRows().map(({ action, object }) => `${action} ${object}`)
  } finally {
    reader.close()
  }
}

/** Waits until the first value is on disk: the record is written about once a second. */
async function recorded(command: Bench['command'], request: object): Promise<void> {
  const found = { parameters: 0 }
  await waitFor(() => {
    command('shift.summary', request).then(
      (summary) => {
        found.parameters = (summary as ShiftSummary).parameters.length
      },
      () => undefined,
    )
    return found.parameters > 0
  }, 'the first recorded value')
}

it('has a schema and a handler for every command of the contract', () => {
  const ipc = new URL('../ipc/', import.meta.url)
  const files = readdirSync(ipc).filter((file) => /(?<!\.test)\.ts$/.test(file))
  const names = files.flatMap((file) => {
    const text = readFileSync(new URL(file, ipc), 'utf8')
    // An interface that only joins others ends on its own line.
    const interfaces = [...text.matchAll(/^export interface \w*Commands\s[^{]*\{\n(.*?)^\}$/gms)]
    const commands = interfaces.map(([, body = '']) => body).join('')
    return [...commands.matchAll(/^ {2}'([a-zA-Z.]+)': /gm)].map(([, name]) => name)
  })
  expect(names.length).toBeGreaterThan(9)
  expect(Object.keys(requestSchemas).sort()).toEqual([...names].sort())
  expect(Object.keys(handlers).sort()).toEqual([...names].sort())
})

it(
  'carries a simulated bed from bytes to the window and to the record',
  async () => {
    const { engine, folder } = await bench()
    const control = new FakePort()
    const waves = new FakePort()
    engine.addWindow(1, control)
    engine.setWaves(1, waves)
    control.say({ type: 'command', seq: 1, name: 'station.get', request: {} })
    await waitFor(() => control.sent.some((message) => (message as ToWindow).type === 'reply'), 'the station')
    await waitFor(() => bed(engine, 'b1').numerics[0]?.value === RATE_SEED_5, 'a value')
    await waitFor(() => waves.sent.length > 0, 'a wave')
    const [view] = bed(engine, 'b1').waves
    const packet = decodeWavePacket(waves.sent[0] as ArrayBuffer, () => 16)
    expect(packet?.chunks[0]?.channel).toBe(view?.channel)
    expect(bed(engine, 'b1')).toMatchObject({
      simulated: true,
      patient: { id: 'SIM-b1', authority: 'VIGIL' },
      link: { phase: 'live' },
      bedsideAlarms: 'shown',
    })
    expect(bed(engine, 'b2')).toMatchObject({
      simulated: false,
      patient: null,
      link: { cause: 'portMissing' },
      bedsideAlarms: 'lost',
    })
    await engine.close()
    await engine.close()

    const { reader } = openStoreReader({ dataDir: `${folder}/data`, keyFile: null, key: null })
    onTestFinished(() => reader.close())
    const [rate] = reader.channels('b1').filter(({ channel }) => channel.kind === 'numeric')
    const rows = reader.numerics(rate?.number ?? -1, 0, Number.MAX_SAFE_INTEGER)
    expect(rows.map(({ value }) => value)).toContain(RATE_SEED_5)
    expect(reader.gaps('b2', 0, Number.MAX_SAFE_INTEGER)).toMatchObject([{ cause: 'portMissing' }])
    expect(audited(folder)).toEqual(['config.load ward.json', 'bed.setPatient b1', 'screen.place beds'])
  },
  START_MS,
)

it(
  'H3 keeps beds and patients that were edited, through a restart, and nobody in a bed that becomes simulated',
  async () => {
    const first = await bench()
    await first.command('session.signIn', { initials: 'AB' })
    await first.command('bed.save', { ...REAL, label: 'Window', options: {} })
    await first.command('bed.save', { ...BED, id: 'b3', label: 'Bed 3', options: { writes: false } })
    await first.command('bed.remove', { bed: 'b1' })
    const patient = { id: '12345', authority: 'HOSP' }
    await first.command('bed.setPatient', { bed: 'b2', patient })

    const second = await first.restart()
    expect(second.engine.beds().map(({ id, label }) => [id, label])).toEqual([
      ['b2', 'Window'],
      ['b3', 'Bed 3'],
    ])
    expect(bed(second.engine, 'b2').patient).toEqual(patient)
    expect(second.engine.station().actor.initials).toBeNull()
    await second.command('bed.save', { ...BED, id: 'b2', options: {} })
    expect(bed(second.engine, 'b2').patient).toEqual({ id: 'SIM-b2', authority: 'VIGIL' })
    await second.engine.close()
    await expect(second.command('session.signIn', { initials: 'CD' })).rejects.toMatchObject({
      code: 'storeUnavailable',
    })
    expect(second.engine.station().actor.initials).toBeNull()
    expect(audited(second.folder)).toEqual(
      expect.arrayContaining(['bed.save b2', 'bed.save b3', 'bed.remove b1', 'bed.setPatient b2']),
    )
  },
  START_MS,
)

describe('bad input from a window', () => {
  it(
    'is refused with one sentence, and changes nothing',
    async () => {
      const { engine, command, folder } = await bench([BED, REAL], {
        destinations: [{ id: 'his', type: 'mllp', host: '127.0.0.1', port: 9 }],
      })
      const before = engine.beds().map(({ id, label, linkText }) => [id, label, linkText])
      const period = { fromUtcMs: Date.now() - 60_000, toUtcMs: Date.now() + 60_000 }
      await recorded(command, { bed: 'b1', ...period })
      const refusals: readonly (readonly [string, unknown, string])[] = [
        ['bed.explode', {}, 'badRequest'],
        ['bed.save', null, 'badRequest'],
        ['bed.save', { ...BED, id: '../x', options: {} }, 'badRequest'],
        ['bed.save', { ...BED, options: {}, extra: 1 }, 'badRequest'],
        ['bed.save', { ...BED, options: {}, driver: 'none' }, 'unknownDriver'],
        ['bed.save', { ...BED, options: {}, link: 'sim:nowhere' }, 'badLink'],
        ['bed.save', { ...BED, options: { waves: 1 } }, 'configInvalid'],
        ['bed.save', { ...REAL, id: 'b9', options: {} }, 'badLink'],
        ['bed.remove', { bed: 'b9' }, 'unknownBed'],
        ['bed.setPatient', { bed: 'b1', patient: { id: '1', authority: 'H' } }, 'badRequest'],
        ['bed.setPatient', { bed: 'b2', patient: { id: 'a|b', authority: 'H' } }, 'badRequest'],
        ['lineTest.start', { driver: 'tiny', link: REAL.link }, 'portBusy'],
        ['shift.summary', { bed: 'b1', fromUtcMs: 5, toUtcMs: 5 }, 'badRequest'],
        ['shift.send', { bed: 'b1', ...period, destination: 'none' }, 'unknownDestination'],
        ['shift.send', { bed: 'b1', ...period, destination: 'his' }, 'simulatedNotTraining'],
        ['session.signIn', { initials: '' }, 'badRequest'],
      ]
      for (const [name, request, code] of refusals) {
        await expect(command(name, request), `${name} ${JSON.stringify(request)}`).rejects.toMatchObject({
          code,
        })
      }
      expect(engine.beds().map(({ id, label, linkText }) => [id, label, linkText])).toEqual(before)
      await engine.close()
      expect(audited(folder).filter((row) => row.startsWith('bed.save'))).toEqual([])
    },
    START_MS,
  )
})

it(
  'answers what the set-up and hand-over screens ask',
  async () => {
    const { engine, command, folder } = await bench()
    const period = { bed: 'b1', fromUtcMs: Date.now() - 60_000, toUtcMs: Date.now() + 60_000 }
    await recorded(command, period)
    expect(await command('lineTest.start', { driver: 'tiny', link: 'sim:stable' })).toMatchObject({
      state: 'running',
      simulated: true,
    })
    expect(await command('ports.list', {})).toHaveProperty('ports')
    expect(await command('shift.summary', period)).toMatchObject({ bed: 'b1', simulated: true })
    expect(await command('shift.csv', period)).toHaveProperty('text')
    const recovery = (await command('recovery.export', {})) as { text: string }
    expect(recovery.text).toContain('key')
    expect(engine.station()).toMatchObject({
      name: 'ward-3',
      store: { state: 'recording', keyPlace: 'beside the data' },
      drivers: [{ id: 'tiny', defaultSerial: '9600 8N1' }],
    })
    expect(engine.station().notices.join()).toContain('The key lies beside the data')
    await engine.close()
    expect(audited(folder)).toContain('recovery.export ward-3')
  },
  START_MS,
)

describe('a start that cannot be', () => {
  it('names the key of a bad config and leaves no record behind', async () => {
    const folder = temporaryFolder()
    writeFileSync(`${folder}/ward.json`, JSON.stringify({ station: 'w', beds: [{ ...BED, lable: 'x' }] }))
    await expect(open(folder)).rejects.toMatchObject({
      code: 'configInvalid',
      message: expect.stringContaining('beds[0].lable'),
    })
    expect(existsSync(`${folder}/data/station.db`)).toBe(false)
  })

  it(
    'says so when another Vigil holds the record',
    async () => {
      const { folder } = await bench()
      await expect(open(folder)).rejects.toMatchObject({ code: 'storeInUse' })
    },
    START_MS,
  )

  it(
    'closes the record again when a bed cannot be made',
    async () => {
      const folder = temporaryFolder()
      const text = (scenario: string) =>
        JSON.stringify({ station: 'w', beds: [{ ...BED, link: `sim:${scenario}` }] })
      writeFileSync(`${folder}/ward.json`, text('nowhere'))
      await expect(open(folder)).rejects.toMatchObject({ code: 'badLink' })
      writeFileSync(`${folder}/ward.json`, text('stable'))
      await open(folder)
    },
    START_MS,
  )
})

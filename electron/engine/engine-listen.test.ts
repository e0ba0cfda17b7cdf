import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { commandOf, type Engine } from './engine.ts'
import { openStoreReader } from './store/open/open.ts'
import { freePort } from './testing/free-port.ts'
import { messageDriver } from './testing/message-driver.ts'
import { MllpSender, oruText } from './testing/mllp-sender.ts'
import { startedEngine } from './testing/started-engine.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { waitFor } from './testing/wait-for.ts'

/** Two workers start from source on a shared machine: seconds, not milliseconds. */
const START_MS = 30_000

interface Bench {
  readonly engine: Engine
  readonly folder: string
  readonly port: number
  readonly listener: string
  readonly command: (name: string, request: unknown) => Promise<unknown>
  restart(): Promise<Bench>
}

async function open(folder: string, port: number): Promise<Bench> {
  const engine = await startedEngine(folder, { drivers: [messageDriver] })
  return {
    engine,
    folder,
    port,
    listener: `127.0.0.1:${port}`,
    command: commandOf(engine),
    async restart() {
      await engine.close()
      return open(folder, port)
    },
  }
}

async function bench(from = '', options: object = {}): Promise<Bench> {
  const folder = temporaryFolder()
  const port = await freePort()
  const bed = {
    id: 'b1',
    label: 'Bed 1',
    driver: 'messages',
    link: `listen:127.0.0.1:${port}${from}`,
    options,
  }
  const other = { ...bed, id: 'b2', label: 'Bed 2', link: `listen:127.0.0.1:${port}?from=10.9.9.9` }
  const beds = from === '' ? [bed] : [bed, { ...other, options: { location: 'OTHER' } }]
  writeFileSync(`${folder}/ward.json`, JSON.stringify({ station: 'ward-3', beds }))
  const opened = await open(folder, port)
  await waitFor(() => bedOf(opened.engine).link.phase === 'waiting', 'the open port')
  return opened
}

function bedOf(engine: Engine) {
  const view = engine.beds().find(({ id }) => id === 'b1')
  if (view === undefined) throw new Error('no bed b1')
  return view
}

function refusedBy(engine: Engine) {
  return engine.station().listeners[0]?.refused ?? []
}

function auditRows(folder: string) {
  const { reader } = openStoreReader({ dataDir: `${folder}/data`, keyFile: null, key: null })
  try {
    return reader.auditRows()
  } finally {
    reader.close()
  }
}

it(
  'waits for a sender, shows who was turned away, and takes its values once an engineer has bound it',
  async () => {
    const { engine, command, port, listener, folder, restart } = await bench()
    expect(bedOf(engine)).toMatchObject({ link: { cause: 'noSender', retryAtUtcMs: null, target: listener } })
    expect(engine.station().listeners).toMatchObject([
      { address: listener, state: 'listening', beds: ['b1'] },
    ])
    const stranger = new MllpSender(port)
    await stranger.isClosed()
    await waitFor(() => refusedBy(engine).length === 1, 'the refused address')

    await command('session.signIn', { initials: 'AB' })
    const refusal = refusedBy(engine)[0]?.id
    await command('sender.bind', { listener, refusal, bed: 'b1' })
    expect(bedOf(engine).linkText).toBe(`listen:${listener}?from=127.0.0.1`)
    expect(refusedBy(engine)).toEqual([])
    const sender = new MllpSender(port)
    sender.send(oruText('1'))
    await sender.hears('MSA|CA|1')
    await waitFor(() => bedOf(engine).numerics[0]?.value === 97, 'the value')
    expect(bedOf(engine).link).toMatchObject({ phase: 'live', cause: null })
    sender.socket.end()
    await waitFor(() => bedOf(engine).link.phase === 'waiting', 'the end of the sender')
    expect(bedOf(engine).link).toMatchObject({ cause: 'closedByPeer', retryAtUtcMs: null })

    const again = await restart()
    const rows = auditRows(folder).filter(({ object }) => object === 'b1')
    expect(rows.map(({ action, actor }) => [action, actor.initials])).toEqual([
      ['sender.bind', 'AB'],
      ['bed.save', 'AB'],
    ])
    await waitFor(() => bedOf(again.engine).link.phase === 'waiting', 'the open port')
    const back = new MllpSender(port)
    back.send(oruText('2'))
    await waitFor(() => bedOf(again.engine).numerics[0]?.value === 97, 'the value after the restart')
  },
  START_MS,
)

it(
  'H3 binds the sender of a message by its id and place, over the connection it has',
  async () => {
    const { engine, command, port, listener } = await bench('?from=127.0.0.1', { location: 'NOWHERE' })
    const sender = new MllpSender(port)
    sender.send(oruText('1', 'LAB^^1'))
    sender.send(oruText('2', 'LAB^^2'))
    await sender.hears('MSA|CR|2')
    const [second, first] = refusedBy(engine)
    expect(first).toMatchObject({ reason: 'noBed', application: 'GW', location: 'LAB^^1', facility: 'WARD' })
    const bind = { listener, refusal: first?.id, bed: 'b1' }
    await expect(command('sender.bind', { ...bind, bed: 'b9' })).rejects.toMatchObject({ code: 'unknownBed' })
    await expect(command('sender.bind', { ...bind, refusal: 99 })).rejects.toMatchObject({
      code: 'badRequest',
    })
    await expect(command('sender.bind', { ...bind, listener: 'x' })).rejects.toMatchObject({
      code: 'badRequest',
    })
    await command('sender.bind', bind)
    expect(bedOf(engine).options).toEqual({ sendingApplication: '00A03700271CFB58', location: 'LAB^^1' })
    sender.send(oruText('3', 'LAB^^2'))
    sender.send(oruText('4', 'LAB^^1'))
    await sender.hears('MSA|CA|4')
    await waitFor(() => bedOf(engine).numerics.length === 1, 'the value')
    expect(refusedBy(engine).map(({ id, count }) => [id, count])).toEqual([[second?.id, 2]])

    await command('sender.dismiss', { listener, refusal: second?.id })
    expect(refusedBy(engine)).toEqual([])
    await expect(command('sender.dismiss', { listener: 'x', refusal: 1 })).rejects.toMatchObject({
      code: 'badRequest',
    })
    await expect(
      command('lineTest.start', { driver: 'messages', link: `listen:${listener}` }),
    ).rejects.toMatchObject({ code: 'portBusy' })
  },
  START_MS,
)

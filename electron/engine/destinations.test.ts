import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { KEPT_SECRET } from '../ipc/destinations.ts'
import { DestinationDesk } from './destination-desk.ts'
import { commandOf, type Engine } from './engine.ts'
import { RunningEngine } from './running-engine.ts'
import { openStoreReader } from './store/open/open.ts'
import { freePort } from './testing/free-port.ts'
import { startedEngine } from './testing/started-engine.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { tinyDriver } from './testing/tiny-driver.ts'

const HIS = { id: 'his', type: 'mllp', host: '127.0.0.1', port: 9, training: true }
const FHIR = {
  ...{ id: 'ehr', type: 'fhir', host: '127.0.0.1', port: 9, path: '/fhir', patientSystem: 'urn:oid:1.2.3' },
  ...{ tls: {}, auth: { kind: 'basic', user: 'vigil', passwordFile: KEPT_SECRET } },
}
const PASSWORD = 'swordfish-7'

function writeConfig(folder: string, destinations: readonly object[]): void {
  const beds = [{ id: 'b1', label: 'Bed 1', driver: 'tiny', link: 'serial:/dev/vigil-none-1' }]
  writeFileSync(`${folder}/ward.json`, JSON.stringify({ station: 'w', beds, destinations }))
}

async function started(folder: string, destinations: readonly object[] = []) {
  writeConfig(folder, destinations)
  const engine = await startedEngine(folder, { drivers: [tinyDriver] })
  const command = commandOf(engine)
  await command('session.signIn', { initials: 'AB' })
  return { engine, command }
}

const ids = (engine: Engine) => engine.station().destinations.map(({ id }) => id)
const lanes = (engine: Engine) =>
  (engine.station().outbox?.lanes ?? []).map(({ destination, identity, isGone }) => [
    destination,
    identity,
    isGone,
  ])

/** A summary that waits for its patient. */
async function queueFor(engine: Engine, destination: string): Promise<void> {
  if (!(engine instanceof RunningEngine)) throw new TypeError('"engine" is another')
  const row = {
    destination,
    kind: 'shift',
    bed: 'b1',
    fromUtcMs: 0,
    toUtcMs: 1,
    key: `k ${destination}`,
  } as const
  await engine.outbox.queue([{ ...row, patient: null, message: null }])
}

describe('the number under which other systems know the station', () => {
  /** A desk over a record that has kept a number, or none. */
  function deskOver(kept: string | null, eui64?: string) {
    const saved: [string, string][] = []
    const parts = {
      store: {
        setting: async (name: string) => (name === 'eui64' ? kept : null),
        keepSetting: async (name: string, text: string) => void saved.push([name, text]),
      },
      outbox: { rows: () => [], destinationsChanged: async () => undefined },
      audit: async () => undefined,
      stationChanged: () => undefined,
    }
    return { desk: new DestinationDesk(parts, { station: 'w', eui64, destinations: [] }), saved }
  }

  it('is made once and kept: another network card makes no other station', async () => {
    const first = deskOver(null)
    await first.desk.begin(new Set())
    expect(first.desk.eui64).toMatch(/^[0-9A-F]{16}$/)
    expect(first.saved).toEqual([['eui64', first.desk.eui64]])
    const later = deskOver('0011223344556677')
    await later.desk.begin(new Set())
    expect([later.desk.eui64, later.saved]).toEqual(['0011223344556677', []])
  })

  it('is that of the config where it says one, which is kept nowhere else', async () => {
    const { desk, saved } = deskOver(null, '080019FFFE3ED02D')
    await desk.begin(new Set())
    expect([desk.eui64, saved]).toEqual(['080019FFFE3ED02D', []])
  })

  it('is the same at the next start of an engine', async () => {
    const folder = temporaryFolder()
    const { engine } = await started(folder)
    if (!(engine instanceof RunningEngine)) throw new TypeError('"engine" is another')
    const { eui64 } = engine.destinationDesk
    await engine.close()
    const again = await started(folder)
    expect(again.engine instanceof RunningEngine && again.engine.destinationDesk.eui64).toBe(eui64)
  })
})

describe('destinations that are set in Setup', () => {
  it('hold at once, and at the next start', async () => {
    const folder = temporaryFolder()
    const { engine, command } = await started(folder)
    expect(await command('destination.save', { destination: HIS, secret: null, isNew: true })).toEqual({
      problems: [],
    })
    expect(ids(engine)).toEqual(['his'])
    expect(lanes(engine)).toEqual([['his', 0, false]])
    const port = await freePort()
    await command('destination.save', { destination: { ...HIS, port }, secret: null, isNew: false })
    await engine.close()
    const again = await started(folder)
    expect(again.engine.station().destinations).toMatchObject([{ id: 'his', port, training: true }])
  })

  it('want somebody signed in', async () => {
    const folder = temporaryFolder()
    writeConfig(folder, [HIS])
    const engine = await startedEngine(folder, { drivers: [tinyDriver] })
    const command = commandOf(engine)
    const asked = { destination: HIS, secret: null }
    for (const [name, request] of [
      ['destination.save', { ...asked, isNew: false }],
      ['destination.remove', { id: 'his', queued: 'keep' }],
      ['destination.drop', { id: 'his' }],
      ['destination.test', asked],
    ] as const)
      await expect(command(name, request)).rejects.toThrow('Sign in for the shift first')
    expect(ids(engine)).toEqual(['his'])
  })

  it('are judged field by field, as the config is', async () => {
    const { engine, command } = await started(temporaryFolder())
    const typed = { id: 'a b', type: 'mllp', host: '', port: 70_000, tls: { cert: 'a.pem' } }
    expect(await command('destination.save', { destination: typed, secret: null, isNew: true })).toEqual({
      problems: [
        { field: 'id', words: 'must be 1 to 32 letters, digits, ".", "_" or "-"' },
        { field: 'host', words: 'must not be empty' },
        { field: 'port', words: 'must be a whole number from 1 to 65535' },
        { field: 'tls', words: 'needs both cert and key, or neither' },
      ],
    })
    expect(ids(engine)).toEqual([])
    await command('destination.save', { destination: HIS, secret: null, isNew: true })
    await expect(
      command('destination.save', { destination: HIS, secret: null, isNew: true }),
    ).rejects.toThrow('There is a destination "his" already')
    await expect(command('destination.remove', { id: 'none', queued: 'keep' })).rejects.toThrow(
      'no destination "none"',
    )
  })

  it('keep their secret in the record alone, and show it to no other place', async () => {
    const folder = temporaryFolder()
    const { engine, command } = await started(folder)
    const refused = { problems: [{ field: 'auth.passwordFile', words: 'must be typed for this place' }] }
    expect(await command('destination.save', { destination: FHIR, secret: null, isNew: true })).toEqual(
      refused,
    )
    await command('destination.save', { destination: FHIR, secret: PASSWORD, isNew: true })
    const kept = await command('destination.save', {
      destination: { ...FHIR, strips: true },
      secret: null,
      isNew: false,
    })
    expect(kept).toEqual({ problems: [] })
    const elsewhere = { destination: { ...FHIR, host: '10.0.0.1' }, secret: null }
    expect(await command('destination.test', elsewhere)).toEqual({ ...refused, result: null })
    const ofFile = { ...FHIR, auth: { ...FHIR.auth, passwordFile: '/etc/hostname' } }
    expect(await command('destination.test', { destination: ofFile, secret: null })).toEqual({
      ...refused,
      result: null,
    })
    expect(JSON.stringify(await command('destination.list', {}))).not.toContain(PASSWORD)
    expect(JSON.stringify(engine.station())).not.toContain(PASSWORD)
    await engine.close()
    const files = readdirSync(`${folder}/data`, { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    )
    expect(files.length).toBeGreaterThan(0)
    for (const { name, parentPath } of files)
      expect([name, readFileSync(`${parentPath}/${name}`).includes(PASSWORD)]).toEqual([name, false])
  })
})

describe('a destination that is removed', () => {
  it('leaves what waits for it until somebody decides', async () => {
    const { engine, command } = await started(temporaryFolder(), [HIS])
    await queueFor(engine, 'his')
    await command('destination.remove', { id: 'his', queued: 'keep' })
    expect(ids(engine)).toEqual([])
    expect(lanes(engine)).toEqual([['his', 1, true]])
    expect(await command('destination.drop', { id: 'his' })).toEqual({ count: 1 })
    expect(lanes(engine)).toEqual([])
  })

  it('takes it along where that is wished', async () => {
    const { engine, command } = await started(temporaryFolder(), [HIS])
    await queueFor(engine, 'his')
    await command('destination.remove', { id: 'his', queued: 'drop' })
    expect(lanes(engine)).toEqual([])
  })

  it('gets what waited when it comes back as it was, and nothing as one of another kind', async () => {
    const { engine, command } = await started(temporaryFolder(), [HIS])
    await queueFor(engine, 'his')
    const asPatients = { destination: { ...HIS, training: false }, secret: null }
    await expect(command('destination.save', { ...asPatients, isNew: false })).rejects.toThrow(
      '1 message waits',
    )
    await command('destination.remove', { id: 'his', queued: 'keep' })
    await expect(command('destination.save', { ...asPatients, isNew: true })).rejects.toThrow(
      '1 message waits',
    )
    await command('destination.save', { destination: HIS, secret: null, isNew: true })
    expect(lanes(engine)).toEqual([['his', 1, false]])
  })

  it('stays removed at the next start; a config that changed holds, beside what was added', async () => {
    const folder = temporaryFolder()
    const first = await started(folder, [HIS])
    await first.command('destination.remove', { id: 'his', queued: 'keep' })
    await first.command('destination.save', {
      destination: { ...HIS, id: 'school' },
      secret: null,
      isNew: true,
    })
    await first.engine.close()
    const second = await started(folder, [HIS])
    expect(ids(second.engine)).toEqual(['school'])
    await second.engine.close()
    const third = await started(folder, [{ ...HIS, port: 10 }])
    expect(ids(third.engine)).toEqual(['his', 'school'])
    expect(third.engine.station().notices.join(' ')).toContain('The destinations in the config were changed')
  })
})

it('who changed a destination is in the audit, its secret is not', async () => {
  const folder = temporaryFolder()
  const { engine, command } = await started(folder)
  await command('destination.save', { destination: FHIR, secret: PASSWORD, isNew: true })
  await command('destination.remove', { id: 'ehr', queued: 'keep' })
  await engine.close()
  const { reader } = openStoreReader({ dataDir: `${folder}/data`, keyFile: null, key: null })
  const rows = reader.auditRows().filter(({ action }) => action.startsWith('destination.'))
  reader.close()
  expect(rows.map(({ action, object, actor }) => [action, object, actor.initials])).toEqual([
    ['destination.save', 'ehr', 'AB'],
    ['destination.remove', 'ehr', 'AB'],
  ])
  expect(rows[0]?.after).toContain('"secret":"changed"')
  expect(JSON.stringify(rows)).not.toContain(PASSWORD)
})

import { mkdirSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import type { ComparisonView } from '../ipc/comparison.ts'
import type { BedView } from '../ipc/views.ts'
import { commandOf, startEngine } from './engine.ts'
import { openStoreReader } from './store/open/open.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { waitFor } from './testing/wait-for.ts'

/** Two workers start from source on a shared machine, four times, and the lock takes eight lines each. */
const WHOLE_MS = 60_000
const LINE_EVERY_MS = 50
const NAMES = ['p', 'q', 'r', 's', 't'] as const
/** What the monitor prints and shows, by the order of its five values. */
const SHOWN = [61, 72, 83, 94, 105] as const

/** A monitor that prints five rates twenty times a second. */
function driverFile(highest = 300): string {
  const fields = NAMES.map(
    (name) =>
      `  - { from: ${name}, id: X_ACME_FIVE_${name.toUpperCase()}, label: ${name}, unit: /min, lowest: 0, highest: ${highest} }`,
  )
  return `
textDriver: 1
id: acme-five
vendor: Acme
models: [F5]
serial: { baud: 2400 }
everySeconds: 0.05
quietSeconds: 5
longestLine: 40
line: '${NAMES.map((name) => `(?<${name}>\\d{3})`).join(' ')}'
missing: '---'
fields:
${fields.join('\n')}
samples:
  - { line: 061 072 083 094 105, values: { p: 61, q: 72, r: 83, s: 94, t: 105 } }
`
}

/** A monitor on a serial device server: a real line as far as Vigil can tell. Out: its port. */
function monitor(): Promise<number> {
  const line = `${SHOWN.map((value) => String(value).padStart(3, '0')).join(' ')}\r\n`
  const server = createServer((socket) => {
    const timer = setInterval(() => socket.write(line), LINE_EVERY_MS)
    socket.on('close', () => clearInterval(timer))
    socket.on('error', () => clearInterval(timer))
  })
  onTestFinished(() => {
    server.close()
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

async function open(folder: string, version = '0.1.0') {
  const engine = await startEngine({
    start: {
      dataDir: `${folder}/data`,
      configFile: `${folder}/ward.json`,
      resourcesDir: folder,
      key: null,
      keyFile: null,
      version,
    },
  })
  onTestFinished(() => engine.close())
  const command = commandOf(engine)
  const bed = (id: string): BedView => {
    const view = engine.beds().find((one) => one.id === id)
    if (view === undefined) throw new Error(`no bed ${id}`)
    return view
  }
  const ask = (name: string, request: object) => command(name, request) as Promise<ComparisonView>
  return {
    engine,
    command,
    bed,
    /** Types for every value what the monitor's screen shows, plus an error. Out: where it stands then. */
    async compare(error = 0): Promise<ComparisonView> {
      await waitFor(() => bed('b1').numerics.length === NAMES.length, 'five values')
      let view = await ask('comparison.begin', { bed: 'b1' })
      while (view.state.phase === 'asking') {
        const { label } = view.state.asked
        const place = NAMES.findIndex((name) => label.startsWith(name))
        const typed = String((SHOWN[place] ?? 0) + error)
        view = await ask('comparison.answer', { bed: 'b1', comparison: view.comparison, typed })
      }
      return view
    },
  }
}

function audited(folder: string): string[] {
  const { reader } = openStoreReader({ dataDir: `${folder}/data`, keyFile: null, key: null })
  try {
    return reader.auditRows().map(({ action, object, actor }) => `${action} ${object} ${actor.initials}`)
  } finally {
    reader.close()
  }
}

it(
  'takes UNPROVEN DRIVER off after five values that agree, keeps it through a start, and puts it back for a changed file',
  async () => {
    const folder = temporaryFolder()
    const port = await monitor()
    mkdirSync(`${folder}/data/drivers`, { recursive: true })
    writeFileSync(`${folder}/data/drivers/five.yaml`, driverFile())
    const real = { id: 'b1', label: 'Bed 1', driver: 'acme-five', link: `tcp:127.0.0.1:${port}` }
    const other = { id: 'b2', label: 'Bed 2', driver: 'acme-five', link: 'serial:/dev/vigil-none' }
    const made = { id: 'b3', label: 'Bed 3', driver: 'acme-five', link: 'sim:stable' }
    const proven = { id: 'b4', label: 'Bed 4', driver: 'masimo-ascii', link: 'serial:/dev/vigil-other' }
    writeFileSync(
      `${folder}/ward.json`,
      JSON.stringify({ station: 'ward-3', beds: [real, other, made, proven] }),
    )

    const first = await open(folder)
    const refused = { code: 'badRequest' }
    await expect(first.command('comparison.begin', { bed: 'b1' })).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('Nobody is signed in'),
    })
    await first.command('session.signIn', { initials: 'AB' })
    await expect(first.command('comparison.begin', { bed: 'b3' })).rejects.toMatchObject({
      ...refused,
      message: 'Bed 3 is simulated or replayed: compare on a bed with a real monitor on its line.',
    })
    await expect(first.command('comparison.begin', { bed: 'b4' })).rejects.toMatchObject(refused)
    await expect(first.command('comparison.begin', { bed: 'b9' })).rejects.toMatchObject({
      code: 'unknownBed',
    })
    await expect(first.command('comparison.withdraw', { bed: 'b1' })).rejects.toMatchObject(refused)

    const wrong = await first.compare(7)
    expect(wrong.state).toMatchObject({ phase: 'differs', value: { label: 'p', vigil: 61, screen: 68 } })
    const late = { bed: 'b1', comparison: wrong.comparison }
    await expect(first.command('comparison.confirm', { ...late, scope: 'bed' })).rejects.toMatchObject(
      refused,
    )
    await expect(first.command('comparison.answer', { ...late, typed: '61' })).rejects.toMatchObject(refused)
    expect(first.bed('b1').unproven).toBe(true)

    const begun = (await first.command('comparison.begin', { bed: 'b1' })) as ComparisonView
    const early = { bed: 'b1', comparison: begun.comparison, scope: 'bed' }
    await expect(first.command('comparison.confirm', early)).rejects.toMatchObject({
      message: 'Only 0 of 5 values were compared: go on.',
    })
    await first.command('session.signIn', { initials: 'CD' })
    await expect(first.command('comparison.look', late)).rejects.toMatchObject(refused)
    const { scope: _, ...look } = early
    await expect(first.command('comparison.look', look)).rejects.toMatchObject({
      message: 'Somebody else signed in: begin the comparison again.',
    })

    const agreed = await first.compare(1)
    expect(agreed.values.map(({ vigil, screen }) => [vigil, screen])).toEqual(
      SHOWN.map((one) => [one, one + 1]),
    )
    const confirm = { bed: 'b1', comparison: agreed.comparison, scope: 'bed' }
    expect(await first.command('comparison.confirm', confirm)).toMatchObject({
      unproven: false,
      confirmation: { initials: 'CD', values: 5, scope: 'bed' },
    })
    expect([first.bed('b2').unproven, first.bed('b3').unproven]).toEqual([true, true])
    await first.command('bed.save', { ...real, label: 'Window', options: {} })
    expect(first.bed('b1')).toMatchObject({ label: 'Window', unproven: false })
    await first.engine.close()

    const second = await open(folder, '0.1.7')
    expect(second.bed('b1')).toMatchObject({ unproven: false, confirmation: { initials: 'CD' } })
    await second.command('bed.save', { ...real, link: `tcp:localhost:${port}`, options: {} })
    expect(second.bed('b1').unproven).toBe(true)
    await second.command('bed.save', { ...real, options: {} })
    expect(second.bed('b1').unproven).toBe(false)
    expect(await second.command('comparison.withdraw', { bed: 'b1' })).toMatchObject({ unproven: true })
    await second.command('session.signIn', { initials: 'EF' })
    const whole = await second.compare()
    await second.command('comparison.confirm', { bed: 'b1', comparison: whole.comparison, scope: 'station' })
    expect([second.bed('b1').unproven, second.bed('b2').unproven, second.bed('b3').unproven]).toEqual([
      false,
      false,
      true,
    ])
    await second.engine.close()

    writeFileSync(`${folder}/data/drivers/five.yaml`, driverFile(299))
    const third = await open(folder)
    expect([third.bed('b1').unproven, third.bed('b2').unproven]).toEqual([true, true])
    await third.engine.close()
    writeFileSync(`${folder}/data/drivers/five.yaml`, driverFile())
    const fourth = await open(folder, '0.2.0')
    expect(fourth.bed('b1').unproven).toBe(true)
    await fourth.engine.close()
    expect(audited(folder).filter((row) => row.startsWith('driver.'))).toEqual([
      'driver.differs acme-five AB',
      'driver.confirm acme-five CD',
      'driver.setBack acme-five null',
      'driver.confirm acme-five EF',
    ])
  },
  WHOLE_MS,
)

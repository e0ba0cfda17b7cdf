import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { geS5 } from '../../drivers/ge-s5/driver.ts'
import type { FileExportView, FileFormat } from '../ipc/file-export.ts'
import { commandOf } from './engine.ts'
import { verifyStore } from './store/check/verify.ts'
import { openStoreReader, openStoreWriter } from './store/open/open.ts'
import {
  announced,
  numericAt,
  numericChannel,
  openOptions,
  pieceAt,
  RATE_HZ,
  START_UTC_MS,
  secondOf,
  waveChannel,
} from './store/testing/samples.ts'
import { startedEngine } from './testing/started-engine.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

/** Nine exports of some megabytes and three that are right, beside a monitor, on a shared machine. */
const TEST_MS = 240_000
const S = 1_000
const MINUTE_S = 60
/** So long that an export can be met in the middle. */
const MINUTES = 60
const WAVES = 3
const NUMBERS = 12
const FORMATS = ['edf', 'wfdb', 'csv'] as const satisfies readonly FileFormat[]
const PULLED = /is not there any more, so the export is not whole: plug the stick in, then export again\.$/
const FULL =
  /is full, so the export is not whole: free some space there or take a larger stick, then export again\.$/
/** Far smaller than any of the files. */
const SMALL_STICK = 'size=256k'

const CHANNELS = [
  ...Array.from({ length: WAVES }, (_, index) => waveChannel(`w${index}`)),
  ...Array.from({ length: NUMBERS }, (_, index) => numericChannel(`n${index}`)),
].map((channel, index) => announced(index + 1, channel))

/** An hour of a bed, as they were recorded long ago. */
function storeHours(folder: string): void {
  const { writer } = openStoreWriter(openOptions(join(folder, 'data')))
  writer.saveBed({ bed: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'sim:', options: '{}' })
  // What codes badly makes long files soon.
  let state = 1
  const next = () => {
    state = (state * 48_271) % 2_147_483_647
    return (state % 2_000) - 1_000
  }
  for (let minute = 0; minute < MINUTES; minute++) {
    const fromUtcMs = START_UTC_MS + minute * MINUTE_S * S
    const samples = Int16Array.from({ length: MINUTE_S * RATE_HZ }, next)
    const seconds = Array.from({ length: MINUTE_S }, (_, second) => fromUtcMs + second * S)
    writer.record(
      secondOf({
        ...{ fromUtcMs, toUtcMs: fromUtcMs + MINUTE_S * S, channels: minute === 0 ? CHANNELS : [] },
        waves: Array.from({ length: WAVES }, (_, index) => pieceAt(index + 1, fromUtcMs, samples)),
        numerics: seconds.flatMap((atUtcMs, second) =>
          Array.from({ length: NUMBERS }, (_, index) =>
            numericAt(WAVES + 1 + index, atUtcMs, 60 + ((second + index) % 30)),
          ),
        ),
      }),
    )
  }
  writer.close()
}

/** A small disk of its own at a folder, where this user may mount one. Out: how it is taken off, or null. */
function mountSmall(folder: string): (() => void) | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', SMALL_STICK, 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return null
  }
  let isOn = true
  const takeOff = () => {
    if (isOn) execFileSync('umount', [folder])
    isOn = false
  }
  onTestFinished(takeOff)
  return takeOff
}

it('a stick that is pulled, full or broken while it is written to leaves engine and record as they were and nothing that looks whole; the next try works', {
  timeout: TEST_MS,
}, async () => {
  const folder = temporaryFolder()
  storeHours(folder)
  const beds = [
    { id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'tcp:127.0.0.1:9' },
    { id: 'b2', label: 'Bed 2', driver: 'ge-s5', link: 'sim:stable?seed=1' },
  ]
  writeFileSync(join(folder, 'ward.json'), JSON.stringify({ station: 'ward-3', beds }))
  const engine = await startedEngine(folder, { drivers: [geS5] })
  const command = commandOf(engine)
  await command('session.signIn', { initials: 'AB' })
  const look = async () => (await command('export.state', {})) as FileExportView
  const start = (format: FileFormat, to: string) =>
    command('export.start', {
      ...{ bed: 'b1', format, to, deidentify: false },
      ...{ fromUtcMs: START_UTC_MS, toUtcMs: START_UTC_MS + MINUTES * MINUTE_S * S },
    })
  const end = async () => {
    await expect.poll(async () => (await look()).state, { timeout: TEST_MS }).not.toBe('running')
    return look()
  }
  const contents = (of: string) =>
    readdirSync(of)
      .sort()
      .map((name) => [name, readFileSync(join(of, name)).toString('latin1')])
  const good = join(folder, 'good')
  const stick = join(folder, 'stick')
  for (const format of FORMATS) {
    mkdirSync(good)
    await start(format, good)
    const whole = await end()
    if (whole.state !== 'done') throw new Error(`${format} was not written: ${JSON.stringify(whole)}`)
    const expected = contents(good)
    expect(expected.map(([name]) => name)).toEqual([...whole.names].sort())
    /** The last file of those that belong together: the others are written when it fails. */
    const last = `${whole.names.at(-1)}.part`
    const fails = async (sentence: RegExp) => {
      const failed = await end()
      if (failed.state !== 'failed') throw new Error(`${format}: ${failed.state} instead of failed`)
      expect(failed.failure.message).toMatch(sentence)
      expect(failed.failure.message.startsWith(stick)).toBe(true)
    }

    // Pulled in the middle: what lies on it afterwards says that it is a part. One that was whole before is no case.
    const pulled = join(folder, `pulled-${format}`)
    const isWhole = (name: string) => !name.endsWith('.part')
    do {
      rmSync(pulled, { recursive: true, force: true })
      mkdirSync(stick)
      await start(format, stick)
      while (readdirSync(stick).length === 0) await new Promise(setImmediate)
      renameSync(stick, pulled)
      await end()
    } while (readdirSync(pulled).some(isWhole) && (await look()).state === 'done')
    await fails(PULLED)
    expect(readdirSync(pulled).filter(isWhole)).toEqual([])

    // Full: a small disk, or what the system has for a full one.
    mkdirSync(stick)
    const unmount = mountSmall(stick)
    if (unmount === null) symlinkSync('/dev/full', join(stick, last))
    await start(format, stick)
    await fails(FULL)
    expect(readdirSync(stick)).toEqual([])
    unmount?.()

    // Broken: nobody can write to the beginning of a process's memory, and the system says so as a broken disk does.
    symlinkSync('/proc/self/mem', join(stick, last))
    await start(format, stick)
    await fails(PULLED)
    expect(readdirSync(stick)).toEqual([])

    // The same stick once it is well again.
    await start(format, stick)
    expect(await end()).toMatchObject({ state: 'done', names: whole.names })
    expect(contents(stick)).toEqual(expected)
    for (const used of [good, stick]) rmSync(used, { recursive: true })
  }
  await engine.close()

  const options = { dataDir: join(folder, 'data'), keyFile: null, key: null }
  expect(verifyStore(options).findings).toEqual([])
  const { reader } = openStoreReader(options)
  onTestFinished(() => reader.close())
  // The other bed was recorded all the while.
  const span = reader.span('b2')
  expect(reader.gaps('b2', span?.fromUtcMs ?? 0, (span?.toUtcMs ?? 0) - S)).toEqual([])
  const wave = reader.channels('b2').find(({ channel }) => channel.kind === 'wave')
  const pieces = reader.waves(wave?.number ?? 0, 0, Number.MAX_SAFE_INTEGER)
  expect(pieces.length).toBeGreaterThan(0)
  expect(pieces.flatMap(({ missing }) => missing)).toEqual([])
})

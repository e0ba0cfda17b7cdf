import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { connect } from '../../engine/store/file/database.ts'
import { storePaths } from '../../engine/store/file/paths.ts'
import { openStoreReader, openStoreWriter } from '../../engine/store/open/open.ts'
import { rawPages, storedFloat } from '../../engine/store/testing/raw-file.ts'
import { keyIn } from '../../engine/store/testing/record-keys.ts'
import { DISK_TEST_TIMEOUT_MS, openOptions, START_UTC_MS } from '../../engine/store/testing/samples.ts'
import {
  recordSeconds,
  recordTwoPatients,
  BY as STATION,
  STAY_S,
  valueAt,
  WHO_LEFT,
} from '../../engine/store/testing/two-patients.ts'
import { temporaryFolder } from '../../engine/testing/temporary-folder.ts'
import { runCommand } from '../run.ts'
import { memoryIo } from '../testing/memory-io.ts'
import { commands } from './index.ts'

// A PC without memory to spare: no record is small enough to be rebuilt in it.
vi.mock('node:os', async (original) => ({
  ...(await original<typeof import('node:os')>()),
  freemem: () => 0,
}))

const BY = ['--reason', 'asked for in writing', '--initials', 'AB']
const WHO = ['--patient', WHO_LEFT.id, '--authority', WHO_LEFT.authority, ...BY, '--confirm', WHO_LEFT.id]
const TO_S = 40
/** SQLite's `auto_vacuum` of a record that can give up free room in steps. */
const INCREMENTAL = 2
const BED = ['--bed', 'b1', '--from', isoOf(0), '--to', isoOf(TO_S), ...BY, '--confirm', 'b1']

function isoOf(second: number): string {
  return new Date(START_UTC_MS + second * 1000).toISOString()
}

function record(): string {
  const data = join(temporaryFolder(), 'data')
  const { writer } = openStoreWriter(openOptions(data))
  recordTwoPatients(writer)
  writer.close()
  return data
}

async function run(...args: readonly string[]) {
  const io = memoryIo()
  const code = await runCommand(commands, args, io)
  return { code, stdout: io.stdout(), notes: io.notes }
}

function expectOnlyOthersInPages(data: string, isGone: (second: number) => boolean): void {
  const pages = rawPages(data, keyIn(data))
  for (let second = 0; second < 3 * STAY_S; second++)
    expect(pages.includes(storedFloat(valueAt(second))), `value of second ${second}`).toBe(!isGone(second))
}

it('writes a record that is too large for memory anew after an erasure, and proves it there', {
  timeout: DISK_TEST_TIMEOUT_MS,
}, async () => {
  const data = record()
  const erased = await run('erase', '--data', data, ...WHO, '--json')
  expect(erased.code).toBe(0)
  expect(JSON.parse(erased.stdout)).toMatchObject({ period: null, proof: { ok: true, rebuilt: true } })
  expectOnlyOthersInPages(data, (second) => second >= STAY_S && second < 2 * STAY_S)
  expect(await run('verify', '--data', data)).toMatchObject({ code: 0 })
  const { writer } = openStoreWriter(openOptions(data))
  recordSeconds(writer, 3 * STAY_S, 3 * STAY_S + 2)
  writer.close()
  expect(await run('verify', '--data', data)).toMatchObject({ code: 0 })
})

it('gives up the room of a patient step by step while a station records, in a record too large for memory', {
  timeout: DISK_TEST_TIMEOUT_MS,
}, () => {
  const data = record()
  const before = rawPages(data, keyIn(data)).length
  const { writer } = openStoreWriter(openOptions(data))
  writer.erase({ patient: WHO_LEFT, reason: 'asked for', endsStays: false }, STATION)
  for (let second = 3 * STAY_S; writer.eraseStep(STATION) === 'more'; second++)
    recordSeconds(writer, second, second + 1)
  writer.close()
  expect(proofIn(data)).toMatchObject({ ok: true, rebuilt: true, searched: 'rows' })
  expectOnlyOthersInPages(data, (second) => second >= STAY_S && second < 2 * STAY_S)
  expect(rawPages(data, keyIn(data)).length).toBeLessThan(before)
})

it('needs "vigil rebuild" once for a record that a release before began, which can shrink from then on', {
  timeout: DISK_TEST_TIMEOUT_MS,
}, async () => {
  const data = record()
  const old = connect(storePaths(data), keyIn(data), 'writer')
  for (const sql of ['auto_vacuum = NONE', 'journal_mode = DELETE']) old.pragma(sql)
  old.exec('VACUUM')
  old.close()
  const { writer } = openStoreWriter(openOptions(data))
  writer.erase({ patient: WHO_LEFT, reason: 'asked for', endsStays: false }, STATION)
  while (writer.eraseStep(STATION) === 'more') {
    // To the end, as between seconds.
  }
  writer.close()
  expect(proofIn(data)).toMatchObject({ ok: true, rebuilt: false })
  expect((await run('rebuild', '--data', data, '--initials', 'AB')).code).toBe(0)
  expect(proofIn(data)).toMatchObject({ ok: true, rebuilt: true })
  const connection = connect(storePaths(data), keyIn(data), 'reader')
  expect(connection.pragma('auto_vacuum', { simple: true })).toBe(INCREMENTAL)
  connection.close()
})

it('erases a period of a bed in which nobody was connected, and says so in the receipt', {
  timeout: DISK_TEST_TIMEOUT_MS,
}, async () => {
  const data = record()
  const erased = await run('erase', '--data', data, ...BED)
  expect(erased.code).toBe(0)
  expect(erased.stdout).toMatch(
    /period +of the bed b1 from 2026-01-05T08:00:00.000Z to .* where nobody was connected/,
  )
  expect(erased.stdout).toMatch(/file +rebuilt/)
  expectOnlyOthersInPages(data, (second) => second < TO_S)
})

it('finishes by "vigil rebuild" what a running station could not prove', {
  timeout: DISK_TEST_TIMEOUT_MS,
}, async () => {
  const data = record()
  const station = openStoreWriter(openOptions(data)).writer
  const period = { bed: 'b1', fromUtcMs: START_UTC_MS, toUtcMs: START_UTC_MS + TO_S * 1000 }
  station.erase({ ...period, reason: 'asked for' }, STATION)
  while (station.eraseStep(STATION) === 'more') {
    // To the end, as between seconds.
  }
  station.close()
  expect(proofIn(data)).toMatchObject({ ok: false, rebuilt: false })
  const rebuilt = await run('rebuild', '--data', data, '--initials', 'AB')
  expect(rebuilt).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^The record was written anew: [\d.]+ MB before/),
  })
  expect(proofIn(data)).toMatchObject({ ok: true, rebuilt: true })
})

function proofIn(data: string) {
  const { reader } = openStoreReader(openOptions(data))
  const proof = reader.erasures()[0]?.facts.proof
  reader.close()
  return proof
}

it('rebuilds nothing while another program reads the record', { timeout: DISK_TEST_TIMEOUT_MS }, async () => {
  const data = record()
  const { reader } = openStoreReader(openOptions(data))
  expect(reader.deliveries()).toEqual([])
  const refused = await run('rebuild', '--data', data, '--initials', 'AB')
  reader.close()
  expect(refused.code).toBe(1)
  expect(refused.notes.at(-1)).toMatch(
    /^Another program reads the record in .*: end it, then write the record anew/,
  )
  expect(existsSync(`${storePaths(data).database}.rebuilt`)).toBe(false)
  expect(await run('verify', '--data', data)).toMatchObject({ code: 0 })
})

it.each([
  ['both a patient and a bed', [...WHO, '--bed', 'b1'], /exclude each other/],
  ['a bed without its period', ['--bed', 'b1', ...BY], /^Option --from is missing/],
  ['nothing', BY, /^Option --patient is missing: give --patient and --authority, or --bed/],
  ['an empty period', ['--bed', 'b1', '--from', isoOf(9), '--to', isoOf(9), ...BY], /^The period is empty/],
  [
    'a bed that is not confirmed',
    [...BED.slice(0, -1), 'b2'],
    /^Nothing is erased: what was typed .* is not the bed/,
  ],
])('refuses to erase %s with exit 1', async (_, args, sentence) => {
  const data = join(temporaryFolder(), 'data')
  openStoreWriter(openOptions(data)).writer.close()
  const refused = await run('erase', '--data', data, ...args)
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  expect(refused.notes.at(-1)).toMatch(sentence)
})

import { mkdtempSync, rmSync, statfsSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commands } from '../../electron/cli/commands/index.ts'
import { runCommand } from '../../electron/cli/run.ts'
import { memoryIo } from '../../electron/cli/testing/memory-io.ts'
import type { ErasedStretch } from '../../electron/engine/store/erase/erasures.ts'
import { countErasedRows } from '../../electron/engine/store/erase/row-search.ts'
import { connect } from '../../electron/engine/store/file/database.ts'
import { storePaths } from '../../electron/engine/store/file/paths.ts'
import { openStoreReader, openStoreWriter } from '../../electron/engine/store/open/open.ts'
import { rawPages } from '../../electron/engine/store/testing/raw-file.ts'
import { keyIn, subjectKeys } from '../../electron/engine/store/testing/record-keys.ts'
import { ACTOR, openOptions, secondOf } from '../../electron/engine/store/testing/samples.ts'
import { SetupProblem } from '../../resources/setup/say.ts'
import { oneDecimal } from '../bench/statistics.ts'
import { NUMERICS, WAVES } from '../support/stored-ward.ts'
import type { Trial } from './trial.ts'
import { buildWeek, WEEK_FROM_UTC_MS } from './week-record.ts'

/** One round is a day of 16 beds: two are more than the 1 GiB up to which a running station rebuilds a record. */
const ROUNDS = 2
/** A second that is due meanwhile waits for one step: far below the second that a crash may cost. */
const MOST_STEP_MS = 500
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
const MS_PER_SECOND = 1_000
const BYTES_PER_GIGABYTE = 1e9
/** The record, the one that is written anew, and their pages in memory. */
const GIGABYTES_A_DAY = 2.5
const BED = 'b5'
const PATIENT = { id: 'PAT-1234567', authority: 'HOSP' }
const REASON = 'asked for in writing'

/** Searches all pages as the cipher gives them, with code that knows nothing of the erasure. Out: how often each was found. */
function searchPages(folder: string, keys: readonly Buffer[], stretch: ErasedStretch) {
  const fromMs = performance.now()
  const pages = rawPages(folder, keyIn(folder))
  const found = (wanted: Buffer | string) => (pages.includes(wanted) ? 1 : 0)
  const channels = NUMERICS.filter(({ bed }) => bed === BED)
  const rows = countErasedRows(pages, new Map(channels.map(({ number }) => [number, [stretch]])))
  const result = {
    keys: keys.reduce((sum, key) => sum + found(key), 0),
    identifiers: found(PATIENT.id),
    rowsOfNumbers: rows,
    gigabytes: oneDecimal(pages.length / BYTES_PER_GIGABYTE),
    seconds: secondsSince(fromMs),
  }
  pages.fill(0)
  return result
}

function secondsSince(fromMs: number): number {
  return oneDecimal((performance.now() - fromMs) / MS_PER_SECOND)
}

function gigabytesOf(folder: string): number {
  return oneDecimal(statSync(storePaths(folder).database).size / BYTES_PER_GIGABYTE)
}

/** Erases while seconds of the ward are recorded between the steps, as the writer's thread does. */
function eraseWhileRunning(folder: string, atUtcMs: number) {
  const { writer } = openStoreWriter({ ...openOptions(folder), nowUtcMs: atUtcMs })
  const by = { actor: ACTOR, atUtcMs }
  writer.bind(BED, null, atUtcMs)
  const fromMs = performance.now()
  writer.erase({ patient: PATIENT, reason: REASON, endsStays: false }, by)
  const steps = [performance.now() - fromMs]
  for (;;) {
    const stepFromMs = performance.now()
    const state = writer.eraseStep(by)
    steps.push(performance.now() - stepFromMs)
    if (state === 'done') break
    writer.record(secondOf({}))
  }
  const seconds = secondsSince(fromMs)
  writer.close()
  return { seconds, steps: steps.length, longestStepMs: oneDecimal(Math.max(...steps)) }
}

function receiptIn(folder: string) {
  const { reader } = openStoreReader(openOptions(folder))
  const facts = reader.erasures()[0]?.facts
  reader.close()
  if (facts?.proof == null) throw new TypeError('the erasure has no proof')
  return { erased: facts.erased, proof: facts.proof }
}

/** Minutes of the beds beside it that do not come whole. */
function lostBeside(folder: string, days: number): string[] {
  const { reader } = openStoreReader(openOptions(folder))
  try {
    return WAVES.filter(({ bed }) => bed !== BED).flatMap(({ number, bed }, index) => {
      const fromUtcMs = WEEK_FROM_UTC_MS + ((index * 7) % (days * 24)) * 60 * MINUTE_MS
      const samples = reader
        .waves(number, fromUtcMs, fromUtcMs + MINUTE_MS)
        .reduce((sum, piece) => sum + piece.samples.length, 0)
      return samples === 15_000 ? [] : [`${samples} samples of a minute of ${bed} came`]
    })
  } finally {
    reader.close()
  }
}

/** Whether every page and index is as SQLite wants it; `vigil verify` would decode two days of waves besides. */
function stateOf(folder: string): unknown {
  const connection = connect(storePaths(folder), keyIn(folder), 'reader')
  try {
    return connection.pragma('integrity_check(1)', { simple: true })
  } finally {
    connection.close()
  }
}

async function rebuild(folder: string) {
  const io = memoryIo()
  const fromMs = performance.now()
  const code = await runCommand(commands, ['rebuild', '--data', folder, '--initials', 'AB'], io)
  return { code, seconds: secondsSince(fromMs), said: [...io.notes, io.stdout().trim()].join(' ') }
}

/** Erases a patient from a record that is too large for VACUUM in memory. */
export const erase: Trial = {
  claim:
    'In a record of more than 1.2 GB a patient is erased while it records, in steps of less than half a second; then "vigil rebuild" writes it anew. Both times no page holds the key, the identifier or a row of their numbers, and everybody else is whole.',
  usualRounds: ROUNDS,
  minutes: 4,
  async run(rounds, say) {
    const folder = mkdtempSync(join(tmpdir(), 'vigil-trial-'))
    try {
      const room = statfsSync(folder)
      if ((room.bavail * room.bsize) / BYTES_PER_GIGABYTE < rounds * GIGABYTES_A_DAY) {
        throw new SetupProblem(`This trial needs ${rounds * GIGABYTES_A_DAY} GB: free some in ${tmpdir()}.`)
      }
      const built = buildWeek(folder, say, { days: rounds, stay: { bed: BED, patient: PATIENT } })
      const keysBefore = subjectKeys(folder)
      const before = gigabytesOf(folder)
      const toUtcMs = WEEK_FROM_UTC_MS + rounds * DAY_MS + 2 * MINUTE_MS
      const running = eraseWhileRunning(folder, toUtcMs)
      say('erased')
      const keysAfter = subjectKeys(folder)
      const gone = [...keysBefore].flatMap(([subject, key]) => (keysAfter.has(subject) ? [] : [key]))
      const stretch = { bed: BED, fromUtcMs: WEEK_FROM_UTC_MS, toUtcMs }
      const runningReceipt = receiptIn(folder)
      const inRunning = searchPages(folder, gone, stretch)
      say('pages searched')
      const rebuilt = await rebuild(folder)
      say('written anew')
      const receipt = receiptIn(folder)
      const inRebuilt = searchPages(folder, gone, stretch)
      const state = stateOf(folder)
      const failures = [
        ...(state === 'ok' ? [] : [`the record is damaged: ${state}`]),
        ...lostBeside(folder, rounds),
        ...(running.longestStepMs <= MOST_STEP_MS ? [] : [`a step took ${running.longestStepMs} ms`]),
        ...(gone.length === 1 ? [] : [`${gone.length} keys were destroyed`]),
        ...[inRunning, inRebuilt].flatMap(({ keys, identifiers, rowsOfNumbers }) =>
          keys + identifiers + rowsOfNumbers === 0
            ? []
            : [`found: ${keys} keys, ${identifiers} identifiers, ${rowsOfNumbers} rows of numbers`],
        ),
        ...[runningReceipt, receipt].flatMap(({ proof }) =>
          proof.ok ? [] : [`the receipt says ${JSON.stringify(proof)}`],
        ),
        ...(rebuilt.code === 0 && receipt.proof.rebuilt ? [] : [`"vigil rebuild" said: ${rebuilt.said}`]),
      ]
      const figures = {
        days: rounds,
        blocks: built.blocks,
        numericRows: built.numericRows,
        gigabytesBefore: before,
        running: {
          ...running,
          erased: runningReceipt.erased,
          proof: runningReceipt.proof,
          search: inRunning,
        },
        rebuilt: { ...rebuilt, gigabytes: gigabytesOf(folder), proof: receipt.proof, search: inRebuilt },
      }
      return { ok: failures.length === 0, rounds, failures, figures }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { emptyLog } from '../erase/clear-file.ts'
import { connect } from '../file/database.ts'
import { isDamage } from '../file/errors.ts'
import { storePaths } from '../file/paths.ts'
import { setAsideFiles } from '../open/beside.ts'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { damageFirstBlock, damageTable } from '../testing/damage.ts'
import { ALL } from '../testing/erased.ts'
import { withFolder } from '../testing/folder.ts'
import { keyIn } from '../testing/record-keys.ts'
import { DISK_TEST_TIMEOUT_MS, numericAt, openOptions, secondOf } from '../testing/samples.ts'
import { BY, END, NUMBER, recordTwoPatients, WHO_LEFT } from '../testing/two-patients.ts'
import type { FromWorker } from '../threads/rpc.ts'
import { serveWriter } from '../threads/serve-writer.ts'
import { ColdCheck } from './cold-check.ts'
import { TreeWalk, treesOf } from './tree-walk.ts'
import { verifyStore } from './verify.ts'

/** Steps in which any record of these tests is read through, with plenty to spare. */
const MOST_STEPS = 10_000
const STEP_MS = 0.1
const WEEK_MS = 7 * 86_400_000

function makeRecord(folder: string): void {
  const { writer } = openStoreWriter(openOptions(folder))
  recordTwoPatients(writer)
  writer.fold(END)
  writer.close()
}

/** Reads the record through; what is found is thrown. */
function readThrough(folder: string): number {
  const check = new ColdCheck(storePaths(folder), keyIn(folder))
  try {
    for (let step = 0; step < MOST_STEPS; step++) if (!check.step(0, STEP_MS)) return step
    throw new Error('it does not come to an end')
  } finally {
    check.close()
  }
}

function treeNames(folder: string): string[] {
  const connection = connect(storePaths(folder), keyIn(folder), 'reader')
  const names = treesOf(connection).map(({ name }) => name)
  connection.close()
  return names
}

describe('reading a record through', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('gives every row of every table once and in order, one row a step', () =>
    withFolder((folder) => {
      makeRecord(folder)
      const connection = connect(storePaths(folder), keyIn(folder), 'reader')
      for (const tree of treesOf(connection)) {
        if (!tree.isTable) continue
        const rows: unknown[] = []
        const walk = new TreeWalk(connection, tree)
        while (walk.step((columns) => rows.push(columns) < 0)) {
          // A row at a time.
        }
        const keys = tree.keys.map((key) => (key === 'rowid' ? key : `"${key}"`)).join(', ')
        expect(rows, tree.name).toEqual(
          connection.prepare(`SELECT * FROM "${tree.name}" ORDER BY ${keys}`).raw().all(),
        )
      }
      connection.close()
    }))

  it('comes to an end in a whole record, and begins again a week later', () =>
    withFolder((folder) => {
      makeRecord(folder)
      expect(readThrough(folder)).toBeGreaterThan(0)
      const check = new ColdCheck(storePaths(folder), keyIn(folder))
      while (check.step(0, STEP_MS)) {
        // To the end.
      }
      expect(check.step(WEEK_MS - 1, STEP_MS)).toBe(false)
      expect(check.step(WEEK_MS, STEP_MS)).toBe(true)
      check.close()
    }))

  it('holds nothing between two steps: the log is emptied, and what was erased is passed over', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      recordTwoPatients(writer)
      writer.fold(END)
      const check = new ColdCheck(storePaths(folder), keyIn(folder))
      expect(check.step(0, STEP_MS)).toBe(true)
      writer.erase({ patient: WHO_LEFT, reason: 'asked for in writing', endsStays: false }, BY)
      const connection = connect(storePaths(folder), keyIn(folder), 'writer')
      expect(emptyLog(connection, folder)).toBe(true)
      connection.close()
      while (check.step(0, STEP_MS)) {
        // The blocks whose key is gone still lie there.
      }
      check.close()
      writer.close()
    }))

  it('finds a damaged page of any table or index, and a block whose seal does not fit', () =>
    withFolder((folder) => {
      const whole = join(folder, 'whole')
      makeRecord(whole)
      const damages = treeNames(whole).map((name) => [name, (at: string) => damageTable(at, name)] as const)
      for (const [name, damage] of [...damages, ['a seal', damageFirstBlock] as const]) {
        const copy = join(folder, name)
        cpSync(whole, copy, { recursive: true })
        damage(copy)
        expect(() => readThrough(copy), name).toThrow(expect.toSatisfy(isDamage))
      }
    }))
})

/** The service of the writing thread on a record, and what it has told. */
function serve(folder: string) {
  const told: FromWorker[] = []
  const service = serveWriter({ ...openOptions(folder), nowUtcMs: END }, (message) => told.push(message))
  let seq = 0
  return {
    record(atUtcMs: number) {
      const second = secondOf({ numerics: [numericAt(NUMBER, atUtcMs, 99)] })
      service.handle({ type: 'call', seq: seq++, name: 'record', args: [second] })
    },
    notices: () => told.flatMap((message) => (message.type === 'notice' ? [message.sentence] : [])),
    idle: () => service.idle(),
    close: () => service.close(),
  }
}

function lastNumber(place: string): number | undefined {
  const { reader } = openStoreReader(openOptions(place))
  const [last] = reader.numerics(NUMBER, ...ALL).slice(-1)
  reader.close()
  return last?.atUtcMs
}

describe('damage in old data', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it.each([
    ['a page of the list of blocks', (folder: string) => damageTable(folder, 'block_time')],
    ['a page of alarms', (folder: string) => damageTable(folder, 'alert_time')],
    ['a block', damageFirstBlock],
  ])('H14 sets the record aside while it records, and no second is lost: %s', (_, damage) =>
    withFolder((folder) => {
      makeRecord(folder)
      damage(folder)
      const service = serve(folder)
      service.record(END)
      for (let step = 0; step < MOST_STEPS && service.notices().length === 0; step++) service.idle()
      expect(service.notices()).toEqual([
        expect.stringMatching(/^The record was damaged: it was kept untouched as .* Beds and patients were/),
      ])
      const [aside = ''] = setAsideFiles(storePaths(folder))
      const kept = readFileSync(join(folder, aside))
      service.record(END + 1000)
      expect(lastNumber(folder)).toBe(END + 1000)
      service.close()
      expect(readFileSync(join(folder, aside)).equals(kept)).toBe(true)
      expect(lastNumber(join(folder, aside))).toBe(END)
      expect(verifyStore(openOptions(join(folder, aside))).ok).toBe(false)
      expect(verifyStore(openOptions(folder)).findings).toEqual([expect.stringContaining(aside)])
    }),
  )
})

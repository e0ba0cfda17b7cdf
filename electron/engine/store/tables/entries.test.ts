import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { latestOfEach } from '../../entries/latest.ts'
import { verifyStore } from '../check/verify.ts'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { withFolder } from '../testing/folder.ts'
import { ACTOR, DISK_TEST_TIMEOUT_MS, openOptions, START_UTC_MS } from '../testing/samples.ts'
import type { NewEntry } from './entries.ts'

const WHO = { id: 'T-4702', authority: 'HOSP' }
const OTHER = { id: 'T-4711', authority: 'HOSP' }

function painOf(id: string, more: Partial<NewEntry> = {}): NewEntry {
  return {
    id,
    bed: 'b1',
    kind: 'pain',
    value: 3,
    unit: '{score}',
    atUtcMs: START_UTC_MS,
    writtenUtcMs: START_UTC_MS,
    author: 'AB',
    corrects: null,
    isWithdrawal: false,
    ...more,
  }
}

function storeOf(folder: string) {
  const { writer } = openStoreWriter(openOptions(folder))
  let atUtcMs = START_UTC_MS
  const enter = (entry: NewEntry) =>
    writer.takeStep(
      { kind: 'entry', entry, audit: { action: 'entry.add', object: entry.bed, before: null, after: null } },
      { actor: ACTOR, atUtcMs },
    )
  const at = (utcMs: number) => {
    atUtcMs = utcMs
  }
  return { writer, enter, at }
}

describe('entries by hand', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('keep what was corrected, in any order of corrections, and exactly one row of each chain holds', () =>
    withFolder((folder) => {
      const { writer, enter } = storeOf(folder)
      const { reader } = openStoreReader(openOptions(folder))
      let chains = 0
      const isTold = new Map<string, string>()
      fc.assert(
        fc.property(fc.array(fc.boolean(), { maxLength: 5 }), (steps) => {
          const chain = `c${chains++}`
          enter(painOf(`${chain}-0`))
          let last = 0
          let holds: string | null = `${chain}-0`
          for (const isWithdrawal of steps) {
            const [id, corrects] = [`${chain}-${last + 1}`, `${chain}-${last}`]
            enter(painOf(id, { corrects, isWithdrawal, value: last % 11 }))
            holds = isWithdrawal ? null : id
            last++
            if (isWithdrawal) break
          }
          const rows = reader
            .entries('b1', START_UTC_MS, START_UTC_MS + 1)
            .filter(({ id }) => id.startsWith(`${chain}-`))
          expect(rows).toHaveLength(last + 1)
          expect(rows.filter(({ state }) => state === 'valid').map(({ id }) => id)).toEqual(
            holds === null ? [] : [holds],
          )
          for (const { id, value } of rows) isTold.set(id, String(value))
        }),
        { numRuns: 30 },
      )
      for (const { id, value } of reader.entries('b1', 0, START_UTC_MS + 1)) {
        expect(isTold.get(id)).toBe(String(value))
      }
      reader.close()
      writer.close()
      expect(verifyStore(openOptions(folder)).findings).toEqual([])
    }))

  it('are corrected once: the second of two people is told', () =>
    withFolder((folder) => {
      const { writer, enter } = storeOf(folder)
      enter(painOf('one'))
      enter(painOf('two', { corrects: 'one', value: 4 }))
      expect(() => enter(painOf('three', { corrects: 'one', value: 5 }))).toThrow(
        'corrected this entry already',
      )
      // Sent again by a client that did not hear of it: stored once.
      enter(painOf('two', { corrects: 'one', value: 4 }))
      const { reader } = openStoreReader(openOptions(folder))
      expect(reader.entries('b1', 0, START_UTC_MS + 1)).toMatchObject([
        { id: 'one', value: 3, state: 'corrected' },
        { id: 'two', value: 4, state: 'valid' },
      ])
      reader.close()
      writer.close()
    }))

  it('H3 follow their patient to the next bed, stay with the page of the old one, and are nobody else’s', () =>
    withFolder((folder) => {
      const { writer, enter, at } = storeOf(folder)
      const { reader } = openStoreReader(openOptions(folder))
      writer.bind('b1', WHO, START_UTC_MS)
      at(START_UTC_MS + 10)
      enter(painOf('of-who', { atUtcMs: START_UTC_MS + 5 }))
      writer.bind('b1', null, START_UTC_MS + 20)
      writer.bind('b2', WHO, START_UTC_MS + 20)
      const ids = (bed: string) => reader.occupantEntries(bed, 0).map(({ id }) => id)
      expect(ids('b2')).toEqual(['of-who'])
      expect(ids('b1')).toEqual([])
      writer.bind('b1', OTHER, START_UTC_MS + 30)
      expect(ids('b1')).toEqual([])
      expect(reader.entries('b1', 0, START_UTC_MS + 100).map(({ id }) => id)).toEqual(['of-who'])
      reader.close()
      writer.close()
    }))

  it('go with a patient who is erased, and cannot be read in the file', () =>
    withFolder((folder) => {
      const { writer, enter, at } = storeOf(folder)
      writer.bind('b1', WHO, START_UTC_MS)
      at(START_UTC_MS + 10)
      enter(painOf('gone', { atUtcMs: START_UTC_MS + 5 }))
      const { connection, reader } = openStoreReader(openOptions(folder))
      const [stored] = connection.prepare<[], { entered: Uint8Array }>('SELECT entered FROM entry').all()
      expect(Buffer.from(stored?.entered ?? []).toString('latin1')).not.toContain('pain')
      writer.erase(
        { patient: WHO, reason: 'asked for it', endsStays: true },
        { actor: ACTOR, atUtcMs: START_UTC_MS + 20 },
      )
      expect(reader.entries('b1', 0, START_UTC_MS + 100)).toEqual([])
      reader.close()
      writer.close()
    }))

  it('that hold are the latest of each kind by when they were seen', () => {
    const seen = (id: string, atUtcMs: number, state: 'valid' | 'corrected') => ({
      ...painOf(id, { atUtcMs }),
      state,
    })
    expect(
      latestOfEach([seen('a', 2, 'valid'), seen('b', 3, 'corrected'), seen('c', 1, 'valid')]).map(
        ({ id }) => id,
      ),
    ).toEqual(['a'])
  })
})

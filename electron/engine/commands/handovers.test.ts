import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { requestSchemas } from '../../ipc/schema.ts'
import { computeShiftSummary, type SummaryRequest } from '../export/shift-summary.ts'
import { memoryReader, ONE_READING_REQUEST, oneReading } from '../export/testing/memory-reader.ts'
import { verifyStore } from '../store/check/verify.ts'
import { eraseToEnd } from '../store/erase/finish.ts'
import { openStoreReader, openStoreWriter } from '../store/open/open.ts'
import type { HandoverRow } from '../store/tables/handovers.ts'
import type { NoteRow } from '../store/tables/notes.ts'
import { withFolder } from '../store/testing/folder.ts'
import { ACTOR, DISK_TEST_TIMEOUT_MS, openOptions, START_UTC_MS } from '../store/testing/samples.ts'
import type { CommandContext } from './context.ts'
import { handoverHandlers } from './handovers.ts'

const WHO = { id: 'T-4702-SECRET', authority: 'HOSP' }
const OTHER = { id: 'T-4711', authority: 'HOSP' }
const BY = { actor: ACTOR, atUtcMs: START_UTC_MS + 9_000_000 }
const NOW_MS = ONE_READING_REQUEST.madeUtcMs
const PRINT = { paper: 'letter', language: 'en', timeZone: 'UTC' } as const
const PART = { bed: 'b1', fromUtcMs: ONE_READING_REQUEST.fromUtcMs, toUtcMs: ONE_READING_REQUEST.toUtcMs }

/** Commands over a store of lists. */
function bench(initials: string | null = 'AB') {
  const rows: HandoverRow[] = []
  const notes: NoteRow[] = []
  const audits: unknown[][] = []
  const context = {
    actor: { station: 'ward-3', initials, verified: false, session: '1' },
    alarms: { lookAt: () => undefined },
    ward: {
      views: () => [{ id: 'b1', label: 'Bed 1', patient: WHO }],
      view: () => ({ id: 'b1', label: 'Bed 1', patient: WHO }),
      has: () => true,
    },
    nowUtcMs: () => NOW_MS,
    audit: async (...row: unknown[]) => void audits.push(row),
    store: {
      saveNote: async (row: NoteRow) => void notes.push(row),
      saveHandover: async (row: HandoverRow) => void rows.push(structuredClone(row)),
      job: async (_: string, args: unknown) =>
        computeShiftSummary(
          (args as SummaryRequest).bed === 'b1'
            ? oneReading()
            : memoryReader({ beds: [{ bed: 'b2', label: 'Bed 2', driver: 'x', link: 'y', options: '{}' }] }),
          args as SummaryRequest,
        ),
      read: {
        handovers: async () => rows.map(({ content: _, ...head }) => head),
        handover: async (id: string) => rows.find((row) => row.id === id) ?? null,
      },
    },
  } as unknown as CommandContext
  return { context, rows, notes, audits }
}

describe('finishing a hand-over', () => {
  it('keeps everything the pages need, and gives the same back again and again', async () => {
    const { context, rows, audits } = bench()
    const parts = [PART, { ...PART, bed: 'b2' }]
    const { finished, empty } = await handoverHandlers['handover.finish'](context, { parts, ...PRINT })
    expect(empty).toEqual(['b2'])
    expect(finished).toHaveLength(1)
    const id = finished[0]?.id ?? ''
    const first = await handoverHandlers['handover.read'](context, { id })
    expect(await handoverHandlers['handover.read'](context, { id })).toEqual(first)
    expect(first.summary).toEqual(rows[0]?.content.summary)
    expect(first).toMatchObject({ ...PRINT, author: 'AB', finishedUtcMs: NOW_MS })
    expect(audits.map(([action, object]) => [action, object])).toEqual([['handover.finish', 'b1']])
    expect(await handoverHandlers['handover.list'](context)).toEqual({ handovers: finished })
  })

  it('shows none that is not as it was finished', async () => {
    const { context, rows } = bench()
    const { finished } = await handoverHandlers['handover.finish'](context, { parts: [PART], ...PRINT })
    const [row] = rows
    if (row === undefined) throw new Error('nothing was kept')
    rows[0] = { ...row, content: { ...row.content, summary: { ...row.content.summary, monitoredMs: 1 } } }
    const id = finished[0]?.id ?? ''
    await expect(handoverHandlers['handover.read'](context, { id })).rejects.toThrow('not as it was finished')
    await expect(handoverHandlers['handover.read'](context, { id: 'x' })).rejects.toThrow(
      'does not have this',
    )
  })

  it('is refused while nobody is signed in', async () => {
    const { context, rows } = bench(null)
    await expect(handoverHandlers['handover.finish'](context, { parts: [PART], ...PRINT })).rejects.toThrow(
      'Sign in',
    )
    expect(rows).toEqual([])
  })

  it('refuses what is no request in one sentence', () => {
    const schema = requestSchemas['handover.finish']
    expect(schema.safeParse({ parts: [PART], ...PRINT }).success).toBe(true)
    for (const wrong of [
      { parts: [] },
      { paper: 'a3' },
      { language: 'xx' },
      { parts: [{ ...PART, toUtcMs: 0 }] },
    ]) {
      expect(schema.safeParse({ parts: [PART], ...PRINT, ...wrong }).success).toBe(false)
    }
    const text = { bed: 'b1', patient: null, kind: 'reason', atUtcMs: 1, text: 'x'.repeat(301) }
    expect(requestSchemas['handover.write'].safeParse(text).success).toBe(false)
    expect(requestSchemas['handover.write'].safeParse({ ...text, kind: 'handover' }).success).toBe(true)
  })
})

describe('texts of the page', () => {
  const text = {
    bed: 'b1',
    patient: WHO,
    kind: 'handover',
    atUtcMs: NOW_MS + 5,
    text: 'watch the line',
  } as const

  it('are kept under who is signed in, without their words in the audit, never about the future', async () => {
    const { context, notes, audits } = bench()
    await handoverHandlers['handover.write'](context, text)
    expect(notes[0]).toMatchObject({
      kind: 'handover',
      author: 'AB',
      text: 'watch the line',
      atUtcMs: NOW_MS - 1,
    })
    expect(JSON.stringify(audits)).not.toContain('watch the line')
  })

  it('are refused about somebody who left the bed, and while nobody is signed in', async () => {
    const { context, notes } = bench()
    await expect(handoverHandlers['handover.write'](context, { ...text, patient: OTHER })).rejects.toThrow(
      'another patient',
    )
    await expect(handoverHandlers['handover.write'](bench(null).context, text)).rejects.toThrow('Sign in')
    expect(notes).toEqual([])
  })
})

/** Text written about b1 or b2, so many minutes after the start. */
function note(id: string, minute: number, words: string, more: Partial<NoteRow> = {}): NoteRow {
  const atUtcMs = START_UTC_MS + minute * 60_000
  return { id, bed: 'b1', kind: 'reason', atUtcMs, writtenUtcMs: atUtcMs, author: 'AB', text: words, ...more }
}

describe('hand-overs in the record', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  const summary = computeShiftSummary(oneReading(), ONE_READING_REQUEST)
  const minutes = (count: number) => START_UTC_MS + count * 60_000
  const row: HandoverRow = {
    id: 'h1',
    set: 's1',
    bed: 'b1',
    fromUtcMs: minutes(0),
    toUtcMs: minutes(30),
    finishedUtcMs: minutes(31),
    author: 'AB',
    content: { summary: { ...summary, station: 'MARKEDWARD' }, ...PRINT },
  }

  it('come back as they were, sealed, listed latest first, and go with their patient', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      writer.bind('b1', WHO, START_UTC_MS)
      writer.saveHandover(row)
      writer.saveHandover(row)
      writer.bind('b1', OTHER, minutes(40))
      writer.saveHandover({ ...row, id: 'h2', toUtcMs: minutes(50), finishedUtcMs: minutes(51) })
      const { reader } = openStoreReader(openOptions(folder))
      expect(reader.handovers(9).map(({ id }) => id)).toEqual(['h2', 'h1'])
      expect(reader.handover('h1')).toEqual(row)
      for (const file of ['station.db', 'station.db-wal']) {
        expect(readFileSync(join(folder, file)).includes('MARKEDWARD')).toBe(false)
      }
      writer.erase({ patient: WHO, reason: 'asked for in writing', endsStays: false }, BY)
      eraseToEnd(writer, BY)
      expect(reader.handover('h1')).toBeNull()
      expect(reader.handovers(9).map(({ id }) => id)).toEqual(['h2'])
      reader.close()
      writer.close()
      expect(verifyStore(openOptions(folder)).findings).toEqual([])
    }))

  it('a reason goes with its patient from bed to bed, and never to the next one or the next stay', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      writer.bind('b1', WHO, minutes(0))
      writer.saveNote(note('r1', 1, 'pneumonia'))
      writer.saveNote(note('r2', 2, 'pneumonia, day 2'))
      writer.saveNote(note('r3', 3, 'other', { kind: 'note' }))
      writer.bind('b1', OTHER, minutes(10))
      writer.bind('b2', WHO, minutes(10))
      const { reader } = openStoreReader(openOptions(folder))
      const reason = (bed: string, minute: number) => reader.stayReason(bed, minutes(minute))?.text ?? null
      expect([reason('b1', 2), reason('b1', 9), reason('b2', 20)]).toEqual([
        'pneumonia',
        'pneumonia, day 2',
        'pneumonia, day 2',
      ])
      expect(reason('b1', 20)).toBeNull()
      writer.bind('b2', null, minutes(30))
      writer.bind('b2', WHO, minutes(60))
      expect(reason('b2', 70)).toBeNull()
      writer.saveNote(note('r4', 65, 'again', { bed: 'b2' }))
      writer.saveNote(note('r5', 66, '', { bed: 'b2' }))
      expect([reason('b2', 66), reason('b2', 70)]).toEqual(['again', null])
      reader.close()
      writer.close()
    }))
})

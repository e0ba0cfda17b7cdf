import { expect, it } from 'vitest'
import type { CommandContext } from './context.ts'
import { addNote } from './trends.ts'

const NOW_MS = 1_000_000
const NOTE = { bed: 'b1', kind: 'note', atUtcMs: NOW_MS - 1, text: 'sat up' } as const

function bench(initials: string | null) {
  const rows: unknown[] = []
  const context = {
    actor: { station: 's', initials, verified: false, session: '1' },
    ward: { has: (bed: string) => bed === 'b1' },
    nowUtcMs: () => NOW_MS,
    audit: async (...row: unknown[]) => void rows.push(row.slice(0, 2)),
    store: { saveNote: async (row: unknown) => void rows.push(row) },
  } as unknown as CommandContext
  return { context, rows }
}

it('audits a note before it stores it, under who is signed in', async () => {
  const { context, rows } = bench('AB')
  const note = await addNote(context, NOTE)
  expect(rows).toEqual([['note.add', 'b1'], { ...note, bed: 'b1' }])
  expect(note).toMatchObject({ author: 'AB', writtenUtcMs: NOW_MS, atUtcMs: NOW_MS - 1, text: 'sat up' })
})

it('takes a mark without words', async () => {
  const { context } = bench('AB')
  expect(await addNote(context, { ...NOTE, kind: 'mark', text: '' })).toMatchObject({
    kind: 'mark',
    text: '',
  })
})

it.each([
  ['nobody is signed in', null, NOTE, 'Sign in for the shift first'],
  ['there is no such bed', 'AB', { ...NOTE, bed: 'b9' }, 'There is no bed "b9"'],
  ['it is empty', 'AB', { ...NOTE, text: '' }, 'The note is empty'],
  ['its time has not come', 'AB', { ...NOTE, atUtcMs: NOW_MS + 3_600_000 }, 'a time that has not come'],
])('refuses a note when %s, and stores nothing', async (_, initials, note, sentence) => {
  const { context, rows } = bench(initials)
  await expect(addNote(context, note)).rejects.toThrow(sentence)
  expect(rows).toEqual([])
})

import { randomUUID } from 'node:crypto'
import { type Commands, VigilError } from '../../ipc/contract.ts'
import type { NoteView, TrendView } from '../../ipc/trend.ts'
import type { CommandContext } from './context.ts'
import { requireSignedIn } from './signed-in.ts'

/** Trends of a bed over a period, from the record alone. */
export async function readTrends(
  context: CommandContext,
  request: Commands['trend.read']['request'],
): Promise<TrendView> {
  // The job's result type is lost on its way through the worker.
  return (await context.store.job('trendView', request)) as TrendView
}

/** A clock of a window may be this much ahead of the engine's; a note about the future is a slip. */
const AHEAD_MS = 60_000

/** Keeps a note or a mark about a moment of a bed, under the initials that are signed in. */
export async function addNote(
  context: CommandContext,
  { bed, kind, atUtcMs, text }: Commands['note.add']['request'],
): Promise<NoteView> {
  requireSignedIn(context)
  if (!context.ward.has(bed)) throw new VigilError('unknownBed', `There is no bed "${bed}".`)
  if (kind === 'note' && text === '')
    throw new VigilError('badRequest', 'The note is empty: write something.')
  const writtenUtcMs = context.nowUtcMs()
  if (atUtcMs > writtenUtcMs + AHEAD_MS) {
    throw new VigilError('badRequest', 'The note is about a time that has not come: correct the time.')
  }
  const author = context.actor.initials ?? ''
  const note: NoteView = { id: randomUUID(), kind, atUtcMs, writtenUtcMs, author, text }
  // What was written goes with its patient; the audit stays.
  await context.audit('note.add', bed, null, { id: note.id, kind, atUtcMs, author })
  await context.store.saveNote({ ...note, bed })
  return note
}

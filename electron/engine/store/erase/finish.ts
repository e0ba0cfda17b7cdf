import { VigilError } from '../../../ipc/contract.ts'
import type { AuditEntry } from '../types.ts'
import type { EraserState } from './erasing.ts'
import { dropErasureNote, type ErasureNote, readErasureNotes } from './notes.ts'

/** What finishing erasures uses of the writer. */
export interface ErasingWriter {
  eraseAgain(note: ErasureNote, by: Pick<AuditEntry, 'actor' | 'atUtcMs'>): void
  eraseStep(by: Pick<AuditEntry, 'actor' | 'atUtcMs'>): EraserState
}

/** Carries an erasure that has begun to its end. Out: `waiting` while another program reads the record. */
export function eraseToEnd(
  writer: Pick<ErasingWriter, 'eraseStep'>,
  by: Pick<AuditEntry, 'actor' | 'atUtcMs'>,
): Exclude<EraserState, 'more'> {
  for (;;) {
    const state = writer.eraseStep(by)
    if (state !== 'more') return state
  }
}

/**
 * At a start: carries out what notes in the folder ask for, and erasures that a crash has cut.
 * Out: a sentence for people where there was any. A full disk or a damaged page leaves them for the next start.
 */
export function finishErasures(
  writer: ErasingWriter,
  folder: string,
  { station, nowUtcMs }: { readonly station: string; readonly nowUtcMs: number },
): string[] {
  const actor = { station, initials: null, verified: false, session: 'store' } as const
  const by = { actor, atUtcMs: nowUtcMs }
  try {
    const notes = readErasureNotes(folder)
    for (const note of notes) writer.eraseAgain(note, by)
    let steps = 0
    let state = writer.eraseStep(by)
    for (; state === 'more'; state = writer.eraseStep(by)) steps++
    for (const { id } of notes) dropErasureNote(folder, id)
    if (state === 'waiting') return [WAITING]
    return steps === 0 ? [] : ['An erasure that was begun earlier was finished.']
  } catch (error) {
    if (!(error instanceof VigilError)) throw error
    return [`An erasure is not finished, it goes on at the next start: ${error.message}`]
  }
}

const WAITING =
  'An erasure is not finished, as another program reads the record: it goes on when that one ends.'

import { VigilError } from '../../../ipc/contract.ts'
import type { AuditEntry } from '../types.ts'
import type { EraserState } from './erasing.ts'
import { dropErasureNote, type ErasureNote, readErasureNotes } from './notes.ts'

/** What finishing erasures uses of the writer. */
export interface ErasingWriter {
  eraseAgain(note: ErasureNote, by: Pick<AuditEntry, 'actor' | 'atUtcMs'>): void
  eraseStep(by: Pick<AuditEntry, 'actor' | 'atUtcMs'>): EraserState
}

interface FinishOptions {
  readonly station: string
  readonly nowUtcMs: number
  /** Longer than this a start does not wait for an erasure; as long as it takes where nobody records. */
  readonly eraseWithinMs?: number
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
 * At a start: carries out what notes in the folder ask for, and erasures that a crash has cut, for about `withinMs`; what is
 * left then goes on between seconds of recording, and nobody reads it meanwhile (hidden.ts).
 * Out: a sentence for people where there was any. A full disk or a damaged page leaves them for the next start.
 */
export function finishErasures(
  writer: ErasingWriter,
  folder: string,
  { station, nowUtcMs, eraseWithinMs = Number.POSITIVE_INFINITY }: FinishOptions,
): string[] {
  const actor = { station, initials: null, verified: false, session: 'store' } as const
  const by = { actor, atUtcMs: nowUtcMs }
  try {
    const notes = readErasureNotes(folder)
    for (const note of notes) writer.eraseAgain(note, by)
    let steps = 0
    const fromMs = performance.now()
    let state = writer.eraseStep(by)
    for (; state === 'more' && performance.now() - fromMs < eraseWithinMs; state = writer.eraseStep(by))
      steps++
    for (const { id } of notes) dropErasureNote(folder, id)
    if (state === 'more') return [GOES_ON]
    if (state === 'waiting') return [WAITING]
    return steps === 0 ? [] : ['An erasure that was begun earlier was finished.']
  } catch (error) {
    if (!(error instanceof VigilError)) throw error
    return [`An erasure is not finished, it goes on at the next start: ${error.message}`]
  }
}

const GOES_ON = 'An erasure that was begun earlier goes on while Vigil records.'
const WAITING =
  'An erasure is not finished, as another program reads the record: it goes on when that one ends.'

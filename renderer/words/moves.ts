import type { StayMoveView } from '../../electron/ipc/patient.ts'
import type { PatientView } from '../../electron/ipc/views.ts'
import { personText } from './person.ts'
import { clockTime } from './times.ts'
import { words } from './words.ts'

const KIND_WORDS = { named: 'moves.named', repaired: 'moves.repaired', undone: 'moves.undone' } as const

function whoText(patient: PatientView | null): string {
  return patient === null ? words('moves.erased') : personText(patient)
}

/** What a correction of who lay in a bed did, in one sentence. */
export function moveText({ kind, was, becomes }: StayMoveView): string {
  return words(KIND_WORDS[kind], { was: whoText(was), becomes: whoText(becomes) })
}

/** The same with its times and who did it, for lists of what happened in a bed. */
export function moveLine(move: StayMoveView): string {
  return words('moves.line', {
    what: moveText(move),
    from: clockTime(move.fromUtcMs),
    to: clockTime(move.toUtcMs),
    time: clockTime(move.movedUtcMs),
    author: move.author,
  })
}

import { type StayMoveView, temporaryNumber } from '../../ipc/patient.ts'
import type { PatientView } from '../../ipc/views.ts'
import type { StoreReader } from '../store/types.ts'
import type { Interval } from './intervals.ts'
import { printUtc } from './print.ts'

const ENDING = 3

/** Id of the rows that say that a stretch was given from one patient to another. */
export const MOVE_ID = 'X_VIGIL_STAY_MOVED'

/** Corrections of who lay in a bed, that overlap a period or touch it: whose time ends or begins there must say so too. */
export function movesIn(
  reader: StoreReader,
  bed: string,
  { fromUtcMs, toUtcMs }: Interval,
): readonly StayMoveView[] {
  return reader
    .stayMoves()
    .filter((move) => move.bed === bed && move.fromUtcMs <= toUtcMs && move.toUtcMs >= fromUtcMs)
}

/**
 * Who it was or is, as far as a page about somebody else may say it: the end of an identifier, which those who hold both
 * records can tell, and nobody else.
 */
export function otherText(patient: PatientView | null): string {
  if (patient === null) return 'an erased patient'
  const number = temporaryNumber(patient)
  return number === null ? `ID ending ${patient.id.slice(-ENDING)}` : `Unknown ${number}`
}

const WHY = {
  named: 'a temporary patient was named',
  repaired: 'it was another patient',
  undone: 'a correction was taken back',
} as const

/** One sentence for people who read an export. */
export function moveSentence(move: StayMoveView): string {
  const { fromUtcMs, toUtcMs, was, becomes, kind, movedUtcMs, author } = move
  const stretch = `${printUtc(fromUtcMs)} to ${printUtc(toUtcMs)}`
  return `MOVED ${stretch}: from ${otherText(was)} to ${otherText(becomes)}, ${WHY[kind]}; at ${printUtc(movedUtcMs)} by ${author}`
}

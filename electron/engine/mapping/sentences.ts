import { VigilError } from '../../ipc/contract.ts'
import type { MapRow } from '../../ipc/mapping.ts'
import { type MapProblemKind, mapProblems } from '../../ipc/mapping-check.ts'

const SENTENCES: Readonly<Record<MapProblemKind, (about: string) => string>> = {
  twice: (about) => `${about} stands twice for the same destination: keep one of them`,
  noCode: (about) => `${about} has an empty code: type it, or take the code away`,
  noName: (about) => `the code ${about} has no name: type what it is called`,
  noSystem: (about) => `"${about}" is no coding system: choose LN, MDC or SCT, or type 99 and letters`,
  badUri: (about) => `"${about}" is no URI: it begins with http://, https:// or urn:`,
  badLoinc: (about) =>
    `"${about}" is no LOINC code (one looks like 8867-4, its last digit checks the others): type it again`,
  otherNumber: (about) => `that code means "${about}": choose the code of this number`,
  shared: (about) => `${about} has this code already: give each number a code of its own`,
  noUnit: (about) => `"${about}" is no unit that Vigil knows: choose one of the list`,
  noConversion: (about) => `no exact conversion leads to ${about}: choose another unit`,
}

/** Throws VigilError badRequest with one sentence that names the row, unless a map can be used. */
export function checkMap(rows: readonly MapRow[]): void {
  const [problem] = mapProblems(rows)
  if (problem === undefined) return
  const { row, kind, about } = problem
  const { id = '', destination = null } = rows[row] ?? {}
  const where = destination === null ? id : `${id} for ${destination}`
  throw new VigilError(
    'badRequest',
    `Row ${row + 1} (${where}): ${SENTENCES[kind](about)}. Nothing is changed.`,
  )
}

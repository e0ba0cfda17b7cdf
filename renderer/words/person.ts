import { temporaryNumber } from '../../electron/ipc/patient.ts'
import type { PatientView } from '../../electron/ipc/views.ts'
import { idEnding } from './identifiers.ts'
import { words } from './words.ts'

const SIMULATED_PREFIX = 'SIM-'

/** Who is connected, as shown on a wall: never more than the end of an identifier (UI.md 11.16); a temporary patient by the number. */
export function personText(patient: PatientView | null): string {
  if (patient === null) return ''
  if (patient.id.startsWith(SIMULATED_PREFIX)) return patient.id
  const number = temporaryNumber(patient)
  if (number !== null) return words('tile.unknown', { number: String(number) })
  return words('tile.idEnds', { ending: idEnding(patient.id) })
}

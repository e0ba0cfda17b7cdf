import type { BedView, PatientView } from '../../ipc/views.ts'
import type { CommandContext } from './context.ts'
import { followAgeClass } from './occupy.ts'
import { settled } from './settled.ts'

/** Who lies in a bed is known from now on as somebody, or as nobody; what alarms and limits hold goes on. */
export async function knownAs(
  context: CommandContext,
  bed: string,
  patient: PatientView | null,
): Promise<BedView> {
  const person = await context.personOf(bed)
  context.ward.setPatient(bed, patient, person)
  followAgeClass(context, bed, person)
  return settled(context, bed)
}

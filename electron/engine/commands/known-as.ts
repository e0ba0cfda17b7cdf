import type { BedView, PatientView } from '../../ipc/views.ts'
import { viewOf } from './beds.ts'
import type { CommandContext } from './context.ts'
import { showEntries } from './entries.ts'
import { followAgeClass } from './occupy.ts'

/** Who lies in a bed is known from now on as somebody; it is the same person in the bed, so alarms and limits go on. */
export async function knownAs(context: CommandContext, bed: string, patient: PatientView): Promise<BedView> {
  const person = await context.personOf(bed)
  context.ward.setPatient(bed, patient, person)
  followAgeClass(context, bed, person)
  await showEntries(context, bed)
  await context.keepBeds()
  return viewOf(context, bed)
}

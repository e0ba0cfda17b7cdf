import { type Commands, VigilError } from '../../ipc/contract.ts'
import type { BedView } from '../../ipc/views.ts'
import { type CheckedBed, linesOf } from '../config/checked-bed.ts'
import { checkBed, refuseSharedLine } from '../config/parse.ts'
import { isSimulated } from '../link/spec.ts'
import { isSamePatient, simulatedPatient } from '../patients.ts'
import type { CommandContext } from './context.ts'
import { showEntries } from './entries.ts'
import { knownAs } from './known-as.ts'
import { releaseLine } from './lines.ts'
import { viewOf } from './view-of.ts'

/** More beds than one screen can hold are a mistake, not a ward. */
const MOST_BEDS = 64

function settingsOf(view: BedView, known: CheckedBed | undefined): object {
  const { options, devices } = known?.config ?? {}
  return { label: view.label, driver: view.driver, link: view.linkText, options, ...(devices && { devices }) }
}

/** Adds or changes a bed; its line is opened at once and comes back at the next start. */
export async function saveBed(
  context: CommandContext,
  request: Commands['bed.save']['request'],
): Promise<BedView> {
  const { ward } = context
  const known = ward.settings.find(({ config }) => config.id === request.id)
  const { devices: wanted, ...settings } = request
  const devices = (wanted ?? known?.config.devices ?? []).map((device) => ({ ...device }))
  const beside = devices.length === 0 ? {} : { devices }
  const checked = checkBed({ ...settings, patient: null, ...beside }, context.drivers)
  refuseSharedLine(checked, ward.settings)
  ward.refuseImpossible(checked)
  const before = ward.view(request.id)
  if (before === undefined && ward.settings.length >= MOST_BEDS) {
    throw new VigilError('badRequest', `There are ${MOST_BEDS} beds already: remove one first.`)
  }
  const beforeSettings = before === undefined ? null : settingsOf(before, known)
  await context.audit('bed.save', request.id, beforeSettings, request)
  const patient = await patientFor(context, checked, before)
  for (const { line } of linesOf(checked)) releaseLine(context, line.spec)
  if (before === undefined) await context.alarms.takeUp(request.id, 0)
  ward.put(checked, {
    patient,
    person: isSamePatient(before?.patient ?? null, patient) ? (before?.person ?? null) : null,
    standbySinceUtcMs: patient === null ? (before?.standby?.sinceUtcMs ?? null) : null,
  })
  await showEntries(context, request.id)
  const { id, label, driver, link, options } = checked.config
  await context.store.saveBed({ bed: id, label, driver, link, options: JSON.stringify(options) })
  await context.keepBeds()
  return viewOf(context, id)
}

/** A bed that becomes simulated, or real again, does not keep who was in it. */
async function patientFor(context: CommandContext, checked: CheckedBed, before: BedView | undefined) {
  const { id } = checked.config
  const simulated = isSimulated(checked.spec)
  const kept = before !== undefined && before.simulated === simulated ? before.patient : null
  const patient = simulated ? simulatedPatient(id) : kept
  const running = before?.patient ?? null
  if (!isSamePatient(running, patient)) await context.bindPatient(id, running, patient)
  return patient
}

/** Takes a bed out of the ward; its record stays. */
export async function removeBed(
  context: CommandContext,
  { bed }: Commands['bed.remove']['request'],
): Promise<Record<string, never>> {
  const before = viewOf(context, bed)
  const known = context.ward.settings.find(({ config }) => config.id === bed)
  await context.audit('bed.remove', bed, settingsOf(before, known), null)
  if (before.patient !== null) await context.bindPatient(bed, before.patient, null)
  context.bedRemoved(bed)
  await context.store.removeBed(bed)
  await context.keepBeds()
  return {}
}

/**
 * Says who lies in a bed, or that nobody is known to. Where one patient follows another, who leaves must be
 * named too: nobody overwrites a patient without having seen who it was.
 */
export async function setPatient(
  context: CommandContext,
  { bed, patient, replaces }: Commands['bed.setPatient']['request'],
): Promise<BedView> {
  const before = viewOf(context, bed)
  if (before.simulated) {
    const { id } = simulatedPatient(bed)
    throw new VigilError('badRequest', `${before.label} is simulated and keeps the identifier ${id}.`)
  }
  const follows = patient !== null && before.patient !== null && !isSamePatient(before.patient, patient)
  if (follows && !isSamePatient(before.patient, replaces ?? null)) {
    const sentence = `${before.label} holds another patient: look who it is and confirm the change. Nothing is changed.`
    throw new VigilError('patientInBed', sentence)
  }
  await context.bindPatient(bed, before.patient, patient)
  return knownAs(context, bed, patient)
}

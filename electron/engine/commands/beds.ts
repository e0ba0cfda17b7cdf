import { type Commands, VigilError } from '../../ipc/contract.ts'
import type { BedView } from '../../ipc/views.ts'
import { resolveSpec } from '../config/load.ts'
import { type CheckedBed, checkBed, refuseSharedLine } from '../config/parse.ts'
import { createLink, serialSettings } from '../link/create-link.ts'
import { listSerialPorts, portViews } from '../link/serial-ports.ts'
import { isSameLine, isSimulated, type LinkSpec } from '../link/spec.ts'
import { checkLink } from '../link-check.ts'
import { isSamePatient, simulatedPatient } from '../patients.ts'
import type { CommandContext } from './context.ts'

const MS_PER_SECOND = 1_000
/** More beds than one screen can hold are a mistake, not a ward. */
const MOST_BEDS = 64

function viewOf(context: CommandContext, bed: string): BedView {
  const view = context.ward.view(bed)
  if (view !== undefined) return view
  throw new VigilError('unknownBed', `There is no bed "${bed}": look at the list of beds.`)
}

function settingsOf(view: BedView, options: unknown): object {
  return { label: view.label, driver: view.driver, link: view.linkText, options }
}

/** Lists the serial ports of this PC and the bed that uses each. */
export async function listPorts(context: CommandContext): Promise<Commands['ports.list']['reply']> {
  const { ports, problem } = await listSerialPorts()
  const beds = context.ward.settings.map(({ config, spec }) => ({ id: config.id, spec }))
  return { ports: portViews(ports, beds), problem }
}

/** Adds or changes a bed; its line is opened at once and comes back at the next start. */
export async function saveBed(
  context: CommandContext,
  request: Commands['bed.save']['request'],
): Promise<BedView> {
  const { ward } = context
  const checked = checkBed({ ...request, patient: null }, context.drivers)
  refuseSharedLine(checked, ward.settings)
  ward.refuseImpossible(checked)
  const before = ward.view(request.id)
  if (before === undefined && ward.settings.length >= MOST_BEDS) {
    throw new VigilError('badRequest', `There are ${MOST_BEDS} beds already: remove one first.`)
  }
  const known = ward.settings.find(({ config }) => config.id === request.id)
  const beforeSettings = before === undefined ? null : settingsOf(before, known?.config.options)
  await context.audit('bed.save', request.id, beforeSettings, request)
  const patient = await patientFor(context, checked, before)
  ward.put(checked, patient)
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
  await context.audit('bed.remove', bed, settingsOf(before, known?.config.options), null)
  if (before.patient !== null) await context.bindPatient(bed, before.patient, null)
  context.bedRemoved(bed)
  await context.store.removeBed(bed)
  await context.keepBeds()
  return {}
}

/** Says who lies in a bed, or that nobody is known to. */
export async function setPatient(
  context: CommandContext,
  { bed, patient }: Commands['bed.setPatient']['request'],
): Promise<BedView> {
  const before = viewOf(context, bed)
  if (before.simulated) {
    const { id } = simulatedPatient(bed)
    throw new VigilError('badRequest', `${before.label} is simulated and keeps the identifier ${id}.`)
  }
  await context.bindPatient(bed, before.patient, patient)
  context.ward.setPatient(bed, patient)
  await context.keepBeds()
  return viewOf(context, bed)
}

/** A check must not take what is meant for a bed: neither its line nor its messages. */
function isLineInUse(used: LinkSpec, wanted: LinkSpec): boolean {
  if (used.kind === 'listen' && wanted.kind === 'listen') return used.port === wanted.port
  return isSameLine(used, wanted)
}

/** Listens on a line that no bed uses yet. */
export async function checkLine(
  context: CommandContext,
  { driver, link, seconds }: Commands['link.check']['request'],
): Promise<Commands['link.check']['reply']> {
  const { clock, timers } = context
  const config = { id: 'check', label: 'check', driver, link, options: {}, patient: null }
  const checked = checkBed(config, context.drivers)
  const user = context.ward.settings.find(({ spec }) => isLineInUse(spec, checked.spec))
  if (user !== undefined) {
    throw new VigilError('portBusy', `${user.config.label} uses this line now: look at its tile instead.`)
  }
  const spec = resolveSpec(checked.spec, context.baseDir)
  const hasSettings = spec.kind === 'serial' || spec.kind === 'serialUsb'
  return checkLink({
    driver: checked.driver,
    options: checked.options,
    link: createLink(spec, checked.driver, clock, timers),
    serial: hasSettings ? serialSettings(checked.driver, spec.overrides) : null,
    durationMs: seconds * MS_PER_SECOND,
    clock,
    timers,
  })
}

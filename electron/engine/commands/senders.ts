import { type Commands, type SenderChoice, VigilError } from '../../ipc/contract.ts'
import type { BedView, RefusedSenderView } from '../../ipc/views.ts'
import { isAllowed } from '../link/listen-senders.ts'
import { addressText, type ListenSpec, listenText } from '../link/listen-spec.ts'
import { saveBed } from './beds.ts'
import type { CommandContext } from './context.ts'

function refusedSender(context: CommandContext, { listener, refusal }: SenderChoice): RefusedSenderView {
  const found = context.ward.listeners
    .find(({ address }) => address === listener)
    ?.refused.find(({ id }) => id === refusal)
  if (found !== undefined) return found
  throw new VigilError('badRequest', 'This sender is not on the list any more: wait until it tries again.')
}

/** The link of a bed that lets this address in: its own, or (a bed on another line) that of the listener. */
function linkFor(spec: ListenSpec, address: string): string {
  if (isAllowed(address, spec.senders)) return listenText(spec)
  return listenText({ ...spec, senders: [...spec.senders, address] })
}

/**
 * Binds somebody who was turned away to a bed of the same listener: writes the address into the bed's link and,
 * if a message was read, its sender and place into the bed's options. The EUI-64 goes before the name, which
 * several gateways may share. Audited and stored like any other change of a bed.
 */
export async function bindSender(
  context: CommandContext,
  request: Commands['sender.bind']['request'],
): Promise<BedView> {
  const sender = refusedSender(context, request)
  const known = context.ward.settings.find(({ config }) => config.id === request.bed)
  if (known === undefined) {
    throw new VigilError('unknownBed', `There is no bed "${request.bed}": look at the list of beds.`)
  }
  const { config, spec } = known
  if (spec.kind !== 'listen' || addressText(spec.host, spec.port) !== request.listener) {
    throw new VigilError(
      'badRequest',
      `${config.label} does not listen on ${request.listener}: change its line first.`,
    )
  }
  const { id, label, driver } = config
  const { address, reason, count, location } = sender
  const sendingApplication = sender.applicationId || sender.application
  const wasRead = sendingApplication !== '' || location !== ''
  const options = wasRead ? { ...config.options, sendingApplication, location } : config.options
  await context.audit('sender.bind', id, null, { listener: request.listener, address, reason, count })
  return saveBed(context, { id, label, driver, link: linkFor(spec, address), options })
}

/** Takes somebody off the list; who is turned away again comes back to it. */
export function dismissSender(
  context: CommandContext,
  { listener, refusal }: Commands['sender.dismiss']['request'],
): Record<string, never> {
  if (context.ward.dismissSender(listener, refusal)) return {}
  throw new VigilError('badRequest', `Nothing listens on ${listener}: look at the list of senders.`)
}

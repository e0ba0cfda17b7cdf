import type { Sender } from '../../../drivers/hl7-inbound/sender.ts'
import { isAllowed } from './listen-senders.ts'
import { mayShareSender } from './listen-spec.ts'

/** What of a message decides where it goes, and whether it is about one bed alone. */
export type MessageFacts = Pick<Sender, 'application' | 'applicationId' | 'facility' | 'location'> & {
  /** The message is about more than one place, or more than one patient. */
  readonly isMixed: boolean
}

/** What a bed takes. */
export interface BedFilter {
  /** Addresses and ranges; none: every sender that its listener takes. */
  readonly senders: readonly string[]
  /** MSH-3 name or universal id; empty: any. */
  readonly sendingApplication: string
  /** PV1-3 as `unit^room^bed`; empty: any. */
  readonly location: string
}

/** Where a message goes: to one bed, or to none for a reason. */
export type Route<Bed extends BedFilter> =
  | { readonly bed: Bed }
  | { readonly refused: 'noBed' | 'severalBeds' | 'mixedMessage' }

/** Unit, room and bed of a PL field. */
const PARTS_OF_LOCATION = 3

/** A location as it is compared: three parts at most, trimmed, without empty ends. */
export function normalLocation(text: string): string {
  const parts = text.split('^').slice(0, PARTS_OF_LOCATION)
  return parts
    .map((part) => part.trim())
    .join('^')
    .replace(/\^+$/, '')
}

function isSameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase()
}

function takes(filter: BedFilter, facts: MessageFacts, address: string): boolean {
  const { senders, sendingApplication, location } = filter
  if (senders.length > 0 && !isAllowed(address, senders)) return false
  const names = [facts.application, facts.applicationId]
  const isApplication =
    sendingApplication.trim() === '' || names.some((name) => isSameName(name, sendingApplication))
  const wanted = normalLocation(location)
  return isApplication && (wanted === '' || wanted === normalLocation(facts.location))
}

/**
 * Decides which bed a message is for. In: its facts, the plain address it came from, the beds of
 * the listener. A message that fits two beds goes to neither: one of them would show another's values.
 */
export function routeMessage<Bed extends BedFilter>(
  facts: MessageFacts,
  address: string,
  beds: readonly Bed[],
): Route<Bed> {
  if (facts.isMixed) return { refused: 'mixedMessage' }
  const [bed, ...others] = beds.filter((one) => takes(one, facts, address))
  if (bed === undefined) return { refused: 'noBed' }
  return others.length > 0 ? { refused: 'severalBeds' } : { bed }
}

/** Whether one message may fit both filters, as far as the settings alone can tell. */
export function filtersMeet(one: BedFilter, other: BedFilter): boolean {
  const isApart = (a: string, b: string) => a !== '' && b !== '' && a !== b
  const name = (text: string) => text.trim().toLowerCase()
  return (
    mayShareSender(one.senders, other.senders) &&
    !isApart(name(one.sendingApplication), name(other.sendingApplication)) &&
    !isApart(normalLocation(one.location), normalLocation(other.location))
  )
}

import type { Driver } from '../../../drivers/driver.ts'
import { VigilError } from '../../ipc/contract.ts'
import { optionFields } from '../driver-options.ts'
import { type BedFilter, filtersMeet } from '../link/listen-route.ts'
import { isListenerInTheWay, isSameListener, isSameTls, type ListenSpec } from '../link/listen-spec.ts'
import type { CheckedBed } from './checked-bed.ts'

/** The options by which a driver says that it reads messages which a listener sorts by sender and place. */
const SORTING_OPTIONS = ['sendingApplication', 'location'] as const

type ListenBed = CheckedBed & { readonly spec: ListenSpec }

function isListening(bed: CheckedBed): bed is ListenBed {
  return bed.spec.kind === 'listen'
}

/** Whether a driver reads what comes in through a `listen:` link. */
export function takesMessages(driver: Driver): boolean {
  const names = optionFields(driver.options).map(({ name }) => name)
  return SORTING_OPTIONS.every((option) => names.includes(option))
}

function textOption(options: unknown, name: (typeof SORTING_OPTIONS)[number]): string {
  if (typeof options !== 'object' || options === null) return ''
  const value: unknown = Object.entries(options).find(([key]) => key === name)?.[1]
  return typeof value === 'string' ? value : ''
}

/** The sender and place that the options of a bed name; empty: any. */
export function sortingOptions(options: unknown): Pick<BedFilter, 'sendingApplication' | 'location'> {
  return {
    sendingApplication: textOption(options, 'sendingApplication'),
    location: textOption(options, 'location'),
  }
}

function filterOf({ spec, options }: ListenBed): BedFilter {
  return { senders: spec.senders, ...sortingOptions(options) }
}

/** Throws VigilError badLink when a link listens for a driver that reads no messages. */
export function refuseDeafDriver(driver: Driver, drivers: readonly Driver[]): void {
  if (takesMessages(driver)) return
  const ids = drivers.filter(takesMessages).map(({ id }) => id)
  const advice = ids.length === 0 ? 'no driver of this station reads them' : `use ${ids.join(' or ')}`
  throw new VigilError(
    'badLink',
    `A listen: link brings HL7 messages, which ${driver.id} does not read: ${advice}.`,
  )
}

/**
 * Throws VigilError badLink when two beds cannot both listen as they want: the sentence names both. They may share
 * a port if they show the same certificate and no message can be for both.
 */
export function refuseListenClash(bed: CheckedBed, others: readonly CheckedBed[]): void {
  if (!isListening(bed)) return
  for (const other of others.filter(isListening)) {
    if (other.config.id === bed.config.id) continue
    const problem = clashOf(bed, other)
    if (problem !== null) throw new VigilError('badLink', problem)
  }
}

function clashOf(bed: ListenBed, other: ListenBed): string | null {
  const both = `${other.config.label} and ${bed.config.label}`
  if (isListenerInTheWay(bed.spec, other.spec)) {
    return `${both} listen on port ${bed.spec.port} of different addresses, one of which holds the other: give both links the same address.`
  }
  if (!isSameListener(bed.spec, other.spec)) return null
  if (!isSameTls(bed.spec.tls, other.spec.tls)) {
    return `${both} listen on one port with different certificates: give both links the same cert, key and ca.`
  }
  if (!filtersMeet(filterOf(bed), filterOf(other))) return null
  return `${both} would take the same messages: give each its own location, sendingApplication or from.`
}

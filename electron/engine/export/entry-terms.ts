import type { NumericChannel } from '../../../drivers/model/channel.ts'
import { numericOfTerm } from '../../../drivers/model/term-channel.ts'
import { type EntryValue, type EntryView, entryUnit } from '../../ipc/entry.ts'
import type { StoreReader } from '../store/types.ts'
import type { Interval } from './intervals.ts'

/** Where an entry by hand comes from, in place of a driver. */
export const BY_HAND = 'by-hand'

/** The channel of an entry: an episodic number of its term, from a person and not from a device. */
export function entryChannel({ kind, unit }: EntryValue): NumericChannel {
  const id = entryUnit(kind, unit)?.id ?? `X_VIGIL_${kind.toUpperCase()}`
  const channel = numericOfTerm({ id, source: BY_HAND, vendor: kind, unit, timing: 'episodic' })
  // A monitor may send the same term: what people enter never counts as its channel.
  return { ...channel, key: `${id}@${BY_HAND}` }
}

/** What people entered about a period of a bed, as pages show it. */
export function entriesIn(reader: StoreReader, bed: string, { fromUtcMs, toUtcMs }: Interval): EntryView[] {
  return reader.entries(bed, fromUtcMs, toUtcMs).map(({ bed: _, ...entry }) => entry)
}

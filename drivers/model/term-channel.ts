import type { NumericChannel } from './channel.ts'
import { termById } from './terms.ts'

/** What a driver says of a number whose id is a term of the table. */
export interface TermNumeric extends Pick<NumericChannel, 'id' | 'source' | 'vendor' | 'unit'> {
  /** Absent: the term's, else the vendor's name. */
  readonly label?: string | undefined
  /** Absent: the term's, else none. */
  readonly decimals?: number | undefined
  /** Absent: continuous. */
  readonly timing?: NumericChannel['timing'] | undefined
  /** Where the device sends the same id from several places. */
  readonly isOneOfMany?: boolean | undefined
}

/** The channel of a number: its code comes from the table of terms, and its key is its id, with the source where that is needed. */
export function numericOfTerm(row: TermNumeric): NumericChannel {
  const { id, source, vendor, unit } = row
  const term = termById(id)
  return {
    kind: 'numeric',
    key: row.isOneOfMany === true ? `${id}@${source}` : id,
    id,
    code: term?.code ?? null,
    source,
    vendor,
    label: row.label ?? term?.label ?? vendor,
    unit,
    timing: row.timing ?? 'continuous',
    decimals: row.decimals ?? term?.decimals ?? 0,
  }
}

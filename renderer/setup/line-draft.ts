import type { BedDraft } from './bed-draft.ts'
import type { OptionValues } from './option-values.ts'

/** A driver on a line as typed, before it is checked: of the bed's monitor or of a further device. */
export interface LineDraft {
  readonly driver: string
  readonly link: string
  /** Options that differ from the usual ones. */
  readonly options: OptionValues
  /** What stands in the text boxes of options, by name, until it is saved. */
  readonly typed: Readonly<Record<string, string>>
}

/** Which line of a draft is meant: the key of a further device, null for the monitor's. */
export type LineKey = number | null

/** The line of a draft; that of the monitor where the device has gone. */
export function lineOf(draft: BedDraft, line: LineKey): LineDraft {
  return draft.devices.find(({ key }) => key === line) ?? draft
}

/** The draft with one of its lines changed; options belong to the driver they were set for. */
export function withLine(draft: BedDraft, line: LineKey, change: Partial<LineDraft>): BedDraft {
  const changed = <D extends LineDraft>(before: D): D => {
    const isOther = change.driver !== undefined && change.driver !== before.driver
    return { ...before, ...(isOther && { options: {}, typed: {} }), ...change }
  }
  if (!draft.devices.some(({ key }) => key === line)) return changed(draft)
  return { ...draft, devices: draft.devices.map((one) => (one.key === line ? changed(one) : one)) }
}

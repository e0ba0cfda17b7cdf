import type { BedSettings } from '../../electron/ipc/contract.ts'
import type { BedView, OptionField } from '../../electron/ipc/views.ts'
import type { WordKey } from '../words/words.ts'
import { type OptionProblem, type OptionValues, optionsOf } from './option-values.ts'

/** A bed as typed, before it is checked and saved. */
export interface BedDraft {
  /** Null for a new bed; its id is made when it is saved. */
  readonly id: string | null
  readonly label: string
  readonly driver: string
  readonly link: string
  /** Options that differ from the usual ones. */
  readonly options: OptionValues
  /** What stands in the text boxes of options, by name, until it is saved. */
  readonly typed: Readonly<Record<string, string>>
}

/** A new bed with the next free label. */
export function newDraft(beds: readonly BedView[], driver: string, link: string): BedDraft {
  const numbers = beds.map(({ label }) => Number(/(\d+)\s*$/.exec(label)?.[1] ?? '0'))
  return { id: null, label: `Bed ${Math.max(0, ...numbers) + 1}`, driver, link, options: {}, typed: {} }
}

/** A bed that exists, for changing. */
export function draftOf(view: BedView): BedDraft {
  const { id, label, driver, linkText, options = {} } = view
  return { id, label, driver, link: linkText, options, typed: {} }
}

/** The next free id of the form `b7`. */
export function freeId(beds: readonly { id: string }[]): string {
  const taken = new Set(beds.map(({ id }) => id))
  let number = 1
  while (taken.has(`b${number}`)) number += 1
  return `b${number}`
}

/** The draft with another driver: options belong to the driver they were set for. */
export function withDriver(draft: BedDraft, driver: string): BedDraft {
  return { ...draft, driver, options: {}, typed: {} }
}

/**
 * Either the settings to send, or which sentence says what is wrong and at which
 * option. In: the draft, all beds, the options of its driver. The engine checks
 * everything again.
 */
export function settingsOf(
  draft: BedDraft,
  beds: readonly BedView[],
  fields: readonly OptionField[],
): { readonly settings: BedSettings } | { readonly problem: WordKey } | OptionProblem {
  const label = draft.label.trim()
  if (label === '') return { problem: 'setup.needsLabel' }
  if (beds.some((bed) => bed.label === label && bed.id !== draft.id)) return { problem: 'setup.labelTaken' }
  if (draft.driver === '') return { problem: 'setup.needsDriver' }
  if (!draft.link.includes(':')) return { problem: 'setup.needsLink' }
  const result = optionsOf(fields, draft.options, draft.typed)
  if ('problem' in result) return result
  const id = draft.id ?? freeId(beds)
  return { settings: { id, label, driver: draft.driver, link: draft.link.trim(), options: result.options } }
}

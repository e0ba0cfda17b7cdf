import type { BedSettings } from '../../electron/ipc/contract.ts'
import type { BedView } from '../../electron/ipc/views.ts'
import type { WordKey } from '../words/words.ts'

/** A bed as typed, before it is checked and saved. */
export interface BedDraft {
  /** Null for a new bed; its id is made when it is saved. */
  readonly id: string | null
  readonly label: string
  readonly driver: string
  readonly link: string
  /** JSON as typed; empty means the driver's defaults. */
  readonly options: string
}

/** A new bed with the next free label. */
export function newDraft(beds: readonly BedView[], driver: string, link: string): BedDraft {
  const numbers = beds.map(({ label }) => Number(/(\d+)\s*$/.exec(label)?.[1] ?? '0'))
  return { id: null, label: `Bed ${Math.max(0, ...numbers) + 1}`, driver, link, options: '' }
}

/** A bed that exists, for changing. */
export function draftOf(view: BedView): BedDraft {
  const options = view.options ?? {}
  const typed = Object.keys(options).length === 0 ? '' : JSON.stringify(options)
  return { id: view.id, label: view.label, driver: view.driver, link: view.linkText, options: typed }
}

/** The next free id of the form `b7`. */
export function freeId(beds: readonly { id: string }[]): string {
  const taken = new Set(beds.map(({ id }) => id))
  let number = 1
  while (taken.has(`b${number}`)) number += 1
  return `b${number}`
}

function parsedOptions(text: string): Readonly<Record<string, unknown>> | null {
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? Object.fromEntries(Object.entries(value)) : null
  } catch {
    return null
  }
}

/** Either the settings to send, or which sentence says what is wrong. The engine checks everything again. */
export function settingsOf(
  draft: BedDraft,
  beds: readonly BedView[],
): { readonly settings: BedSettings } | { readonly problem: WordKey } {
  const label = draft.label.trim()
  if (label === '') return { problem: 'setup.needsLabel' }
  if (beds.some((bed) => bed.label === label && bed.id !== draft.id)) return { problem: 'setup.labelTaken' }
  if (draft.driver === '') return { problem: 'setup.needsDriver' }
  if (!draft.link.includes(':')) return { problem: 'setup.needsLink' }
  const options = parsedOptions(draft.options)
  if (options === null) return { problem: 'setup.badOptions' }
  const id = draft.id ?? freeId(beds)
  return { settings: { id, label, driver: draft.driver, link: draft.link.trim(), options } }
}

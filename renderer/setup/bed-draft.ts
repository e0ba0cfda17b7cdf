import type { BedSettings } from '../../electron/ipc/contract.ts'
import { type DeviceSettings, MONITOR_NAME } from '../../electron/ipc/devices.ts'
import type { BedView, OptionField } from '../../electron/ipc/views.ts'
import type { WordKey } from '../words/words.ts'
import type { LineDraft, LineKey } from './line-draft.ts'
import { type OptionProblem, optionsOf } from './option-values.ts'

/** A further device as typed. */
export interface DeviceDraft extends LineDraft {
  /** Its name within the bed. */
  readonly id: string
  /** Keeps its place in the form. */
  readonly key: number
}

/** The engine asks for the same. */
const DEVICE_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,15}$/

/** A bed as typed, before it is checked and saved. */
export interface BedDraft extends LineDraft {
  /** Null for a new bed; its id is made when it is saved. */
  readonly id: string | null
  readonly label: string
  /** What else is connected to the bed. */
  readonly devices: readonly DeviceDraft[]
}

/** A new bed with the next free label. */
export function newDraft(beds: readonly BedView[], driver: string, link: string): BedDraft {
  const numbers = beds.map(({ label }) => Number(/(\d+)\s*$/.exec(label)?.[1] ?? '0'))
  return {
    id: null,
    label: `Bed ${Math.max(0, ...numbers) + 1}`,
    driver,
    link,
    options: {},
    devices: [],
    typed: {},
  }
}

/** A bed that exists, for changing. */
export function draftOf(view: BedView): BedDraft {
  const { id, label, driver, linkText, options = {} } = view
  const others = (view.devices ?? []).filter(({ name }) => name !== MONITOR_NAME)
  const devices = others.map((device, key) => {
    const { name, driver: its, linkText: link, options: own } = device
    return { key, id: name, driver: its, link, options: own, typed: {} }
  })
  return { id, label, driver, link: linkText, options, devices, typed: {} }
}

/** The draft with one more device. */
export function withDevice(draft: BedDraft, driver: string): BedDraft {
  const key = 1 + Math.max(-1, ...draft.devices.map((device) => device.key))
  const id = draft.devices.some((device) => device.id === 'ventilator') ? '' : 'ventilator'
  return { ...draft, devices: [...draft.devices, { key, id, driver, link: '', options: {}, typed: {} }] }
}

/** The draft with another name for a device. */
export function namedDevice(draft: BedDraft, key: number, id: string): BedDraft {
  return { ...draft, devices: draft.devices.map((one) => (one.key === key ? { ...one, id } : one)) }
}

export function withoutDevice(draft: BedDraft, key: number): BedDraft {
  return { ...draft, devices: draft.devices.filter((one) => one.key !== key) }
}

function deviceProblem(devices: readonly DeviceDraft[]): WordKey | null {
  const names = devices.map(({ id }) => id.trim())
  const isNamed = names.every((name) => DEVICE_NAME.test(name) && name !== MONITOR_NAME)
  if (!isNamed || new Set(names).size < names.length) return 'setup.needsDeviceName'
  return devices.every(({ link }) => link.includes(':')) ? null : 'setup.needsLink'
}

/** The next free id of the form `b7`. */
export function freeId(beds: readonly { id: string }[]): string {
  const taken = new Set(beds.map(({ id }) => id))
  let number = 1
  while (taken.has(`b${number}`)) number += 1
  return `b${number}`
}

/** What is wrong with an option, and of which device; null: of the monitor. */
export type LineProblem = OptionProblem & { readonly device: LineKey }

/**
 * Either the settings to send, or which sentence says what is wrong and at which
 * option. In: the draft, all beds, the options of a driver. The engine checks
 * everything again.
 */
export function settingsOf(
  draft: BedDraft,
  beds: readonly BedView[],
  fieldsOf: (driver: string) => readonly OptionField[],
): { readonly settings: BedSettings } | { readonly problem: WordKey } | LineProblem {
  const label = draft.label.trim()
  if (label === '') return { problem: 'setup.needsLabel' }
  if (beds.some((bed) => bed.label === label && bed.id !== draft.id)) return { problem: 'setup.labelTaken' }
  if (draft.driver === '') return { problem: 'setup.needsDriver' }
  if (!draft.link.includes(':')) return { problem: 'setup.needsLink' }
  const wrong = deviceProblem(draft.devices)
  if (wrong !== null) return { problem: wrong }
  const checked = (line: LineDraft) => optionsOf(fieldsOf(line.driver), line.options, line.typed)
  const result = checked(draft)
  if ('problem' in result) return { ...result, device: null }
  const id = draft.id ?? freeId(beds)
  const devices: DeviceSettings[] = []
  for (const one of draft.devices) {
    const own = checked(one)
    if ('problem' in own) return { ...own, device: one.key }
    const { driver, link } = one
    devices.push({ id: one.id.trim(), driver, link: link.trim(), options: own.options })
  }
  const { options } = result
  return { settings: { id, label, driver: draft.driver, link: draft.link.trim(), options, devices } }
}

import type { BedSettings } from '../../electron/ipc/contract.ts'
import { type DeviceSettings, MONITOR_NAME } from '../../electron/ipc/devices.ts'
import type { BedView, OptionField } from '../../electron/ipc/views.ts'
import type { WordKey } from '../words/words.ts'
import { type OptionProblem, type OptionValues, optionsOf } from './option-values.ts'

/** A further device as typed. Its options stay as they are while its driver does. */
export interface DeviceDraft extends DeviceSettings {
  /** Keeps its place in the form. */
  readonly key: number
}

/** The engine asks for the same. */
const DEVICE_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,15}$/

/** A bed as typed, before it is checked and saved. */
export interface BedDraft {
  /** Null for a new bed; its id is made when it is saved. */
  readonly id: string | null
  readonly label: string
  readonly driver: string
  readonly link: string
  /** Options that differ from the usual ones. */
  readonly options: OptionValues
  /** What else is connected to the bed. */
  readonly devices: readonly DeviceDraft[]
  /** What stands in the text boxes of options, by name, until it is saved. */
  readonly typed: Readonly<Record<string, string>>
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
    return { key, id: name, driver: its, link, options: own }
  })
  return { id, label, driver, link: linkText, options, devices, typed: {} }
}

/** The draft with one more device. */
export function withDevice(draft: BedDraft, driver: string): BedDraft {
  const key = 1 + Math.max(-1, ...draft.devices.map((device) => device.key))
  const id = draft.devices.some((device) => device.id === 'ventilator') ? '' : 'ventilator'
  return { ...draft, devices: [...draft.devices, { key, id, driver, link: '', options: {} }] }
}

/** The draft with a device changed; options belong to the driver they were set for. */
export function changedDevice(draft: BedDraft, key: number, change: Partial<DeviceSettings>): BedDraft {
  const fresh = change.driver === undefined ? {} : { options: {} }
  const devices = draft.devices.map((one) => (one.key === key ? { ...one, ...fresh, ...change } : one))
  return { ...draft, devices }
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
  const wrong = deviceProblem(draft.devices)
  if (wrong !== null) return { problem: wrong }
  const result = optionsOf(fields, draft.options, draft.typed)
  if ('problem' in result) return result
  const id = draft.id ?? freeId(beds)
  const devices = draft.devices.map((one) => {
    const { driver, options } = one
    return { id: one.id.trim(), driver, link: one.link.trim(), options }
  })
  const { options } = result
  return { settings: { id, label, driver: draft.driver, link: draft.link.trim(), options, devices } }
}

import type { OptionField } from '../../electron/ipc/views.ts'
import type { BedDraft } from './bed-draft.ts'
import type { LineKey } from './line-draft.ts'
import { type Said, saidOf } from './option-values.ts'

/** A sentence about the form, the option it belongs to and of which device; null: of the monitor. */
export interface FormSaid extends Said {
  readonly device: LineKey
}

/** How the engine begins a sentence about a further device. */
const OF_DEVICE = /^The device "([^"]+)": /

/** The device and the option that a sentence of the engine is about. */
export function saidOfForm(
  sentence: string,
  draft: BedDraft,
  fieldsOf: (driver: string) => readonly OptionField[],
): FormSaid {
  const name = OF_DEVICE.exec(sentence)?.[1]
  const device = draft.devices.find(({ id }) => id.trim() === name)
  const said = saidOf(sentence, fieldsOf((device ?? draft).driver))
  return { ...said, device: device?.key ?? null }
}

import { leaf, type ReadSegment } from '../hl7v2/message.ts'
import { LIMITS } from './codes.ts'

const OBX_PLACE = 4
/** MDS, VMD, channel, metric; facets of a metric have a fifth (INTEROP 1.2). */
const METRIC_PARTS = 4
const DEVICE_PARTS = 3
const DOTTED = /^\d{1,12}(?:\.\d{1,12}){3,7}$/

/** OBX-4 of a row. */
export interface Containment {
  readonly text: string
  /** Whether it names a facet of a metric rather than the metric. */
  readonly isFacet: boolean
  /** MDS.VMD.CHAN, or empty where the text is not of that form. */
  readonly device: string
  /** Its fourth number, which is the code of the metric or counts within the channel; null without one. */
  readonly metric: number | null
}

/** Reads OBX-4. */
export function containmentOf(row: ReadSegment): Containment {
  const text = leaf(row, OBX_PLACE).trim()
  if (!DOTTED.test(text)) return { text, isFacet: false, device: '', metric: null }
  const parts = text.split('.')
  return {
    text,
    isFacet: parts.length > METRIC_PARTS,
    device: parts.slice(0, DEVICE_PARTS).join('.'),
    metric: Number(parts[METRIC_PARTS - 1]),
  }
}

/**
 * Where on the device rows of one code come from. That is MDS.VMD.CHAN, because the last number may count rows
 * and change from message to message. Once one report has the same code twice at one such place, the last number
 * is what tells two sensors apart, and stays part of the place for the session.
 */
export class PlaceBook {
  readonly #several = new Set<string>()

  /** Looks at the rows of one report that carry values, by code. */
  learn(rows: readonly { readonly code: string; readonly place: Containment }[]): void {
    const seen = new Map<string, string>()
    for (const { code, place } of rows) {
      const spot = `${code} ${place.device}`
      const before = seen.get(spot)
      if (before !== undefined && before !== place.text && this.#several.size < LIMITS.channels) {
        this.#several.add(spot)
      }
      seen.set(spot, place.text)
    }
  }

  /** The place of one row; empty where the sender says none. In: the row's code as sent. */
  placeOf(code: string, place: Containment): string {
    const isOne = !this.#several.has(`${code} ${place.device}`)
    return (isOne ? place.device : place.text).toLowerCase().slice(0, LIMITS.codeLength)
  }
}

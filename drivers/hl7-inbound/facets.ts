import { leaf } from '../hl7v2/message.ts'
import { OLD_RATE, RATE_UNITS, WAVE_FACET } from './codes.ts'
import type { Row } from './rows.ts'
import { type SentUnit, unitOf } from './units.ts'
import { numberOf } from './values.ts'

const OBX_CODE = 3
const OBX_VALUE = 5
const OBX_UNIT = 6
const INTEGER = /^\d{1,10}$/

/** What the facets of one wave say (section 3, waves). */
export interface Facets {
  readonly rateHz: number
  /** Physical value of one count. */
  readonly gain: number
  readonly unit: SentUnit
  /** Sample values that mean "no sample". */
  readonly markers: ReadonlySet<number>
}

/** Which facet of a wave a row is; null for every other row. */
export function facetKind({ code, segment }: Row): 'rate' | 'resolution' | 'marker' | null {
  const number = INTEGER.test(code) ? Number(code) : -1
  if (WAVE_FACET.rate.has(number)) return 'rate'
  if (number === OLD_RATE.code && OLD_RATE.name.test(leaf(segment, OBX_CODE, { component: 2 }))) return 'rate'
  if (WAVE_FACET.resolution.has(number)) return 'resolution'
  return WAVE_FACET.marker.has(number) ? 'marker' : null
}

/**
 * Finds the facets of the waves of one report: one level below the wave in the containment, or right behind it
 * where the sender gives no containment.
 */
export class FacetIndex {
  readonly #rows: readonly Row[]
  readonly #below = new Map<string, Row[]>()

  constructor(rows: readonly Row[]) {
    this.#rows = rows
    for (const row of rows) {
      const { text } = row.place
      const parent = text.slice(0, Math.max(0, text.lastIndexOf('.')))
      if (parent === '' || facetKind(row) === null) continue
      const list = this.#below.get(parent) ?? []
      list.push(row)
      this.#below.set(parent, list)
    }
  }

  /** The facets of a row of samples; null if there is no rate or one of them cannot be read. */
  of(row: Row): Facets | null {
    const { text } = row.place
    return readFacets(row, text === '' ? this.#behind(row) : (this.#below.get(text) ?? []))
  }

  #behind(row: Row): readonly Row[] {
    let end = row.index + 1
    for (let next = this.#rows[end]; next !== undefined && facetKind(next) !== null; next = this.#rows[end])
      end++
    return this.#rows.slice(row.index + 1, end)
  }
}

function readFacets(row: Row, own: readonly Row[]): Facets | null {
  let rateHz = 0
  let gain = 1
  let unit = unitOf(row.segment)
  const markers = new Set<number>()
  for (const facet of own) {
    const value = numberOf(leaf(facet.segment, OBX_VALUE))
    if (value === null) return null
    switch (facetKind(facet)) {
      case 'marker':
        markers.add(value)
        break
      case 'rate':
        if (!hasRateUnit(facet)) return null
        rateHz = value
        break
      default:
        if (!(value > 0)) return null
        gain = value
        unit = merged(unit, unitOf(facet.segment))
    }
  }
  return rateHz > 0 ? { rateHz, gain, unit, markers } : null
}

function hasRateUnit({ segment }: Row): boolean {
  return RATE_UNITS.has(leaf(segment, OBX_UNIT).trim())
}

/** The unit of the samples and the unit of their resolution must not differ. */
function merged(one: SentUnit, other: SentUnit): SentUnit {
  if (one.kind === 'none') return other
  if (other.kind === 'none') return one
  const same =
    one.kind === 'known' && other.kind === 'known' ? one.ucum === other.ucum : one.kind === other.kind
  return same ? one : { kind: 'conflict', text: 'two units' }
}

import { ATTRIBUTE, METRIC_OFF, SAMPLE } from './codes.ts'
import type { Attributes } from './message.ts'
import { Reader } from './reader.ts'

/** Which bit pattern of a sample means what. */
export interface FixedValue {
  readonly kind: number
  readonly pattern: number
}

/** What the monitor has said about the samples of one array size of an object; null: not yet. */
export interface WaveFacts {
  label: number | null
  text: string
  unit: number | null
  periodTicks: number | null
  mask: number
  scale: { readonly gain: number; readonly offset: number } | null
  hasPhysicalUnit: boolean
  fixed: readonly FixedValue[]
  isOff: boolean
}

function noFacts(): WaveFacts {
  return {
    label: null,
    text: '',
    unit: null,
    periodTicks: null,
    mask: 0,
    scale: null,
    hasPhysicalUnit: false,
    fixed: [],
    isOff: false,
  }
}

/** Whether enough is known to make physical values of samples; the name is another matter. */
export function isScaled(facts: WaveFacts): boolean {
  const unitKnown = !facts.hasPhysicalUnit || facts.unit !== null
  const isComplete = facts.scale !== null && facts.periodTicks !== null
  return isComplete && unitKnown && facts.mask > 0 && facts.mask <= SAMPLE.highest
}

/**
 * The facts of one handle. All leads of an ECG share a handle, and a compound ECG beside
 * single leads has another rate than they: facts therefore belong to the array size that
 * came with them, and count only for arrays of that size.
 */
export class FactBook {
  readonly #bySize = new Map<number, WaveFacts>()
  /** What came before any array size was known. */
  #early: WaveFacts | null = null

  /** Facts for arrays of so many samples; undefined if none have come. */
  of(samples: number): WaveFacts | undefined {
    return this.#bySize.get(samples)
  }

  /** Takes what a poll result says. Out: whether anything was said about scale or name. */
  learn(attributes: Attributes): boolean {
    if (!FACTS.some((id) => attributes.has(id))) return false
    for (const facts of this.#meant(attributes)) take(facts, attributes)
    return true
  }

  /** Which facts these attributes belong to: the size they name, else the only one, else those with that label. */
  #meant(attributes: Attributes): readonly WaveFacts[] {
    const spec = attributes.get(ATTRIBUTE.waveSpec)
    if (spec !== undefined) {
      const size = new Reader(spec).u16()
      const facts = this.#bySize.get(size) ?? this.#early ?? noFacts()
      this.#early = null
      if (this.#bySize.size < SAMPLE.sizesMax) this.#bySize.set(size, facts)
      return [facts]
    }
    if (this.#bySize.size === 0) {
      this.#early ??= noFacts()
      return [this.#early]
    }
    const all = [...this.#bySize.values()]
    if (all.length === 1) return all
    const label = attributes.get(ATTRIBUTE.label)
    const id = label === undefined ? null : new Reader(label).u32()
    return id === null ? [] : all.filter((facts) => facts.label === id)
  }
}

const FACTS: readonly number[] = [
  ATTRIBUTE.label,
  ATTRIBUTE.labelText,
  ATTRIBUTE.unit,
  ATTRIBUTE.metricState,
  ATTRIBUTE.samplePeriod,
  ATTRIBUTE.waveSpec,
  ATTRIBUTE.scale,
  ATTRIBUTE.fixedValues,
]

function take(facts: WaveFacts, attributes: Attributes): void {
  for (const [id, bytes] of attributes) {
    const reader = new Reader(bytes)
    switch (id) {
      case ATTRIBUTE.label:
        facts.label = reader.u32()
        break
      case ATTRIBUTE.labelText:
        facts.text = reader.string()
        break
      case ATTRIBUTE.unit:
        facts.unit = reader.u16()
        break
      case ATTRIBUTE.metricState:
        facts.isOff = (reader.u16() & METRIC_OFF) !== 0
        break
      case ATTRIBUTE.samplePeriod:
        facts.periodTicks = reader.u32() || null
        break
      case ATTRIBUTE.waveSpec:
        facts.mask = maskOf(bytes)
        break
      case ATTRIBUTE.scale:
        takeScale(facts, reader)
        break
      case ATTRIBUTE.fixedValues:
        facts.fixed = readFixed(reader)
    }
  }
}

/** Significant bits of a sample; 0, which is never ready, for samples that are not 16 bits wide. */
function maskOf(spec: Uint8Array): number {
  if (spec[SAMPLE.bitsAt] !== SAMPLE.bits) return 0
  return (1 << Math.min(SAMPLE.bits, spec[SAMPLE.significantAt] ?? 0)) - 1
}

function takeScale(facts: WaveFacts, reader: Reader): void {
  const lowest = reader.float()
  const highest = reader.float()
  const lowScaled = reader.u16()
  const highScaled = reader.u16()
  if (reader.failed) return
  const isPhysical = lowest !== null && highest !== null && highScaled !== lowScaled
  facts.hasPhysicalUnit = isPhysical
  if (!isPhysical) {
    facts.scale = { gain: 1, offset: 0 }
    return
  }
  const gain = (highest - lowest) / (highScaled - lowScaled)
  facts.scale = { gain, offset: lowest - lowScaled * gain }
}

function readFixed(reader: Reader): FixedValue[] {
  const count = reader.u16()
  reader.skip(2)
  const values: FixedValue[] = []
  for (let index = 0; index < count && !reader.failed; index++) {
    values.push({ kind: reader.u16(), pattern: reader.u16() })
  }
  return reader.failed ? [] : values
}

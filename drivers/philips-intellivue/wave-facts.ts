import { ATTRIBUTE, METRIC_OFF, SAMPLE } from './codes.ts'
import type { Attributes } from './message.ts'
import { Reader } from './reader.ts'

const BYTE_BITS = 8

/** Which bit pattern of a sample means what. */
export interface FixedValue {
  readonly kind: number
  readonly pattern: number
}

/** What the monitor has said about the samples of one array length of an object; null: not yet. */
export interface WaveFacts {
  label: number | null
  text: string
  unit: number | null
  periodTicks: number | null
  /** Width of a sample as sent: 8 or 16; 0 while unknown, or one that nobody knows. */
  sampleBits: number
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
    sampleBits: 0,
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
 * single leads has another rate than they: facts therefore belong to the array length in
 * bytes that came with them, and count only for arrays of that length.
 */
export class FactBook {
  readonly #byLength = new Map<number, WaveFacts>()
  /** What came before any array length was known. */
  #early: WaveFacts | null = null

  /** Facts for arrays of so many bytes; undefined if none have come. */
  of(bytes: number): WaveFacts | undefined {
    return this.#byLength.get(bytes)
  }

  /** Takes what a poll result says. Out: whether anything was said about scale or name. */
  learn(attributes: Attributes): boolean {
    if (!FACTS.some((id) => attributes.has(id))) return false
    for (const facts of this.#meant(attributes)) take(facts, attributes)
    return true
  }

  /** Which facts these attributes belong to: the length they name, else the only one, else those with that label. */
  #meant(attributes: Attributes): readonly WaveFacts[] {
    const spec = attributes.get(ATTRIBUTE.waveSpec)
    if (spec !== undefined) {
      const length = arrayBytes(spec)
      const facts = this.#byLength.get(length) ?? this.#early ?? noFacts()
      this.#early = null
      if (this.#byLength.size < SAMPLE.sizesMax) this.#byLength.set(length, facts)
      return [facts]
    }
    if (this.#byLength.size === 0) {
      this.#early ??= noFacts()
      return [this.#early]
    }
    const all = [...this.#byLength.values()]
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
        facts.sampleBits = bitsOf(bytes)
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

/** Width of a sample; 0 for one that is neither 8 nor 16 bits wide. */
function bitsOf(spec: Uint8Array): number {
  const bits = spec[SAMPLE.bitsAt] ?? 0
  return bits === SAMPLE.bits || bits === SAMPLE.narrowBits ? bits : 0
}

/** Significant bits of a sample; 0, which is never ready, for samples of a width that nobody knows. */
function maskOf(spec: Uint8Array): number {
  return (1 << Math.min(bitsOf(spec), spec[SAMPLE.significantAt] ?? 0)) - 1
}

/** Length of an array as it travels, bytes. */
function arrayBytes(spec: Uint8Array): number {
  return (new Reader(spec).u16() * (spec[SAMPLE.bitsAt] ?? 0)) / BYTE_BITS
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

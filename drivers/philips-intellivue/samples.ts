import type { MissingRun, WaveMark } from '../model/measurement.ts'
import { FIXED_VALUE, SAMPLE } from './codes.ts'
import type { WaveFacts } from './wave-facts.ts'

const BYTE_BITS = 8
const WORD_BYTES = 2

/** Samples of one array without their flags, and what the flags said. */
export interface ReadSamples {
  readonly samples: Int16Array
  readonly marks: readonly WaveMark[]
  readonly missing: readonly MissingRun[]
}

/** How many samples an array holds; null while their width is unknown. */
export function sampleCount(raw: Uint8Array, { sampleBits }: WaveFacts): number | null {
  return sampleBits === 0 ? null : Math.floor((raw.length * BYTE_BITS) / sampleBits)
}

/**
 * Reads an array as it was sent (sections "SaSpec", "SaFixedValSpec"). A condition is there when
 * all bits of its pattern are. In: bytes, big-endian, and the facts of their wave.
 */
export function readSamples(raw: Uint8Array, facts: WaveFacts): ReadSamples {
  const count = sampleCount(raw, facts) ?? 0
  const isWide = facts.sampleBits === SAMPLE.bits
  const samples = new Int16Array(count)
  const marks: WaveMark[] = []
  const missing: MissingRun[] = []
  for (let index = 0; index < count; index++) {
    const sent = isWide ? word(raw, index * WORD_BYTES) : (raw[index] ?? 0)
    const isFlagged = facts.fixed.length > 0 && (sent & flagBits(isWide, facts)) !== 0
    samples[index] = (isFlagged && isWide ? sent & ~SAMPLE.conditionMask : sent) & facts.mask
    if (!isFlagged) continue
    for (const { kind, pattern } of facts.fixed) {
      if ((sent & pattern) === pattern) note(kind, index, marks, missing)
    }
  }
  return { samples, marks, missing }
}

function word(raw: Uint8Array, at: number): number {
  return ((raw[at] ?? 0) << BYTE_BITS) | (raw[at + 1] ?? 0)
}

/** Bits that are not signal: of a narrow sample, whose flags nobody has seen, those above the significant ones. */
function flagBits(isWide: boolean, { mask }: WaveFacts): number {
  return isWide ? SAMPLE.flagBits : ~mask
}

function note(kind: number, index: number, marks: WaveMark[], missing: MissingRun[]): void {
  if (kind === FIXED_VALUE.pacer) marks.push({ at: index, kind: 'pace' })
  else if (kind === FIXED_VALUE.saturation) marks.push({ at: index, kind: 'saturation' })
  else if (kind === FIXED_VALUE.invalid) missing.push({ start: index, length: 1 })
}

import { lockErrors } from '../framing/lock.ts'
import {
  BYTE_MASK,
  BYTE_VALUES,
  HIGHEST_SAMPLE,
  OFFSET,
  REFLECTED_POLYNOMIAL,
  SAMPLE_BITS,
  SAMPLES,
  SEQUENCES,
} from './codes.ts'

const BITS = 8

const table = Uint8Array.from({ length: BYTE_VALUES }, (_, byte) => {
  let remainder = byte
  for (let bit = 0; bit < BITS; bit++) {
    remainder = (remainder & 1) === 0 ? remainder >> 1 : (remainder >> 1) ^ REFLECTED_POLYNOMIAL
  }
  return remainder
})

/** The check of a block: over its status, waves and numbers. */
export function checkOf(block: Uint8Array): number {
  let remainder = 0
  for (let at: number = OFFSET.status; at < OFFSET.check; at++) {
    remainder = table[remainder ^ (block[at] ?? 0)] ?? 0
  }
  return remainder
}

function isComplement(one: number | undefined, other: number | undefined): boolean {
  return ((one ?? 0) ^ (other ?? 0)) === BYTE_MASK
}

/** Whether these bytes begin and end as a block does: with its number, and the number inverted. */
export function looksLikeBlock(block: Uint8Array): boolean {
  const sequence = block[OFFSET.sequence] ?? SEQUENCES
  return sequence < SEQUENCES && isComplement(sequence, block[OFFSET.notSequence])
}

/** Whether these bytes are a whole block. */
export function isBlock(block: Uint8Array): boolean {
  return (
    looksLikeBlock(block) &&
    isComplement(block[OFFSET.check], block[OFFSET.notCheck]) &&
    block[OFFSET.check] === checkOf(block)
  )
}

/** The four samples of ten bits that begin at `at`. Written into `into`. */
export function readSamples(block: Uint8Array, at: number, into: Uint16Array): void {
  let bits = 0
  let value = 0
  let next = at
  for (let index = 0; index < SAMPLES; index++) {
    for (; bits < SAMPLE_BITS; bits += BITS) value = (value << BITS) | (block[next++] ?? 0)
    bits -= SAMPLE_BITS
    into[index] = (value >> bits) & HIGHEST_SAMPLE
  }
}

/** What random bytes must match: number, its inverse, the check and its inverse. */
export const lock = lockErrors([
  { allowed: SEQUENCES, possible: BYTE_VALUES },
  { allowed: 1, possible: BYTE_VALUES ** 3 },
])

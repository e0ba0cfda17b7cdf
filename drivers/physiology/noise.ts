/** Largest 32-bit number plus one: turns a hash into a fraction. */
const UINT32_RANGE = 0x1_0000_0000

/**
 * Mixes a seed and an index into 32 well spread bits (the finaliser of
 * MurmurHash3, a public-domain integer hash). Same inputs, same output, always.
 */
export function hash32(seed: number, index: number): number {
  let bits = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(index | 0, 0x85ebca6b)) | 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}

/** A repeatable number in -1..1 for an index. */
export function signedUnit(seed: number, index: number): number {
  return (hash32(seed, index) / UINT32_RANGE) * 2 - 1
}

/** Smooth repeatable noise in -1..1; one new random value per unit of `position`, a straight line between. */
export function smoothNoise(seed: number, position: number): number {
  const index = Math.floor(position)
  const from = signedUnit(seed, index)
  return from + (signedUnit(seed, index + 1) - from) * (position - index)
}

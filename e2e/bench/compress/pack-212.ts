const LEAST = -2048
const MOST = 2047
const BYTE_MASK = 0xff
const LOW_NIBBLE = 0x0f
const BITS_PER_BYTE = 8

/**
 * Packs samples in pairs of 12 bits in three bytes, as WFDB format 212 does; an odd last sample takes two
 * bytes. Out: null if a sample needs more than 12 bits.
 */
export function pack212(samples: Int16Array): Uint8Array | null {
  const bytes = new Uint8Array(Math.ceil((3 * samples.length) / 2))
  for (let index = 0; index < samples.length; index++) {
    const sample = samples[index] ?? 0
    if (sample < LEAST || sample > MOST) return null
    const at = 3 * (index >> 1)
    const high = (sample >> BITS_PER_BYTE) & LOW_NIBBLE
    bytes[index % 2 === 0 ? at : at + 2] = sample & BYTE_MASK
    bytes[at + 1] = (bytes[at + 1] ?? 0) | (index % 2 === 0 ? high : high << 4)
  }
  return bytes
}

import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
/** 96 random bits: at one seal a second a key may serve for a hundred years before two of 2^32 nonces are likely to meet. */
const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32

/** A new key of one subject. */
export function newSubjectKey(): KeyObject {
  return createSecretKey(randomBytes(KEY_BYTES))
}

/**
 * Seals with AES-256-GCM (NIST SP 800-38D). In: a key of 32 bytes, as an object (made from raw bytes at each call it
 * costs more than the sealing), and the place the bytes belong to, e.g. block, channel and time: they open nowhere
 * else. Out: nonce, ciphertext, tag.
 */
export function sealBytes(key: KeyObject, place: string, bytes: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(place))
  const sealed = new Uint8Array(NONCE_BYTES + bytes.length + TAG_BYTES)
  sealed.set(nonce)
  sealed.set(cipher.update(bytes), NONCE_BYTES)
  cipher.final()
  sealed.set(cipher.getAuthTag(), NONCE_BYTES + bytes.length)
  return sealed
}

/** Opens what sealBytes made; null if a bit, the key or the place is another. */
export function openBytes(key: KeyObject, place: string, sealed: Uint8Array): Uint8Array | null {
  const end = sealed.length - TAG_BYTES
  if (end < NONCE_BYTES) return null
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(Buffer.from(place))
  decipher.setAuthTag(sealed.subarray(end))
  const bytes = decipher.update(sealed.subarray(NONCE_BYTES, end))
  try {
    decipher.final()
    return bytes
  } catch {
    return null
  }
}

/** The same for a text. */
export function sealText(key: KeyObject, place: string, text: string): Uint8Array {
  return sealBytes(key, place, Buffer.from(text))
}

/** Opens what sealText made, or null. */
export function openText(key: KeyObject, place: string, sealed: Uint8Array): string | null {
  const bytes = openBytes(key, place, sealed)
  return bytes === null ? null : Buffer.from(bytes).toString('utf8')
}

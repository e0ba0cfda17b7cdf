import { createHmac } from 'node:crypto'
import type { PatientView } from '../../../ipc/views.ts'

const PURPOSE = 'vigil subject'

/** HMAC-SHA-256 under a key that is derived from the record's and used for nothing else. */
export function keyedDigest(recordKeyHex: string, bytes: Uint8Array): Buffer {
  const derived = createHmac('sha256', Buffer.from(recordKeyHex, 'hex')).update(PURPOSE).digest()
  return createHmac('sha256', derived).update(bytes).digest()
}

/**
 * Finds a patient without naming them: 64 hex digits. Equal for equal identifier and
 * authority in every record and backup with the same key; says nothing without that key.
 */
export function patientDigest(recordKeyHex: string, { id, authority }: PatientView): string {
  return keyedDigest(recordKeyHex, Buffer.from(JSON.stringify([authority, id]))).toString('hex')
}

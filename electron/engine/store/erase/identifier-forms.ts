import type { PatientView } from '../../../ipc/views.ts'

/** A shorter identifier is found by chance: among times and counts, and in what is sealed. */
const LEAST_BARE_BYTES = 8

/**
 * How an identifier may stand in the file: as a JSON text, before its authority in a row,
 * and, where it is long enough to mean something by itself, anywhere.
 */
export function identifierForms({ id, authority }: PatientView): string[] {
  const forms = [JSON.stringify(id)]
  if (Buffer.byteLength(id + authority) >= LEAST_BARE_BYTES) forms.push(`${id}${authority}`)
  if (Buffer.byteLength(id) >= LEAST_BARE_BYTES) forms.push(id)
  return [...new Set(forms)]
}

import { LONGEST_PDF_BASE64 } from '../../../ipc/handover-store.ts'

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/
const HEAD = '%PDF-'
/** The end of a PDF stands in its last kilobyte (ISO 32000-1, annex H, note 18). */
const END = '%%EOF'
const END_WITHIN_BYTES = 1_024

/** Whether base64 text is a PDF from its head to its end, and not longer than one of ours can be. */
export function isPdf(base64: string): boolean {
  if (base64.length > LONGEST_PDF_BASE64 || base64.length % 4 !== 0 || !BASE64.test(base64)) return false
  const bytes = Buffer.from(base64, 'base64')
  const text = (from: number, to?: number) => bytes.subarray(from, to).toString('latin1')
  return text(0, HEAD.length) === HEAD && text(-END_WITHIN_BYTES).includes(END)
}

import { VigilError, type VigilErrorCode } from '../ipc/contract.ts'
import type { LinkCause } from '../ipc/views.ts'

/** Causes of a lost line as the codes of a failed command; the rest are failed connections. */
const CODES: Partial<Record<LinkCause, VigilErrorCode>> = {
  portMissing: 'portMissing',
  portBusy: 'portBusy',
  portForbidden: 'portForbidden',
  fileMissing: 'fileMissing',
  fileUnreadable: 'fileUnreadable',
}

/** A line that did not open, as the error a command ends with; `detail` is the sentence for people. */
export function lineError(cause: LinkCause, detail: string): VigilError {
  return new VigilError(CODES[cause] ?? 'connectFailed', detail)
}

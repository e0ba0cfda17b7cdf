import { type RebuiltRecord, rebuildRecord } from '../engine/store/erase/rebuild-record.ts'
import type { By } from '../engine/store/types.ts'
import type { ParsedOptions } from './options.ts'
import { changeOptions, openToChange } from './patient-options.ts'

/**
 * Writes the record that a command is about anew, audits it, and searches it for what was erased when that could not be
 * done. Throws what rebuildRecord throws.
 */
export function rebuildAndProve(options: ParsedOptions, by: By): RebuiltRecord {
  const rebuilt = rebuildRecord(changeOptions(options, by))
  const { bytesBefore, bytesAfter } = rebuilt
  const { writer } = openToChange(options, by)
  try {
    const after = JSON.stringify({ bytesBefore, bytesAfter })
    writer.audit({ ...by, action: 'record.rebuilt', object: 'record', before: null, after })
    writer.proveAgain(by)
  } finally {
    writer.close()
  }
  return rebuilt
}

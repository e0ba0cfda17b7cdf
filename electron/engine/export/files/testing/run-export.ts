import type { StoreReader } from '../../../store/types.ts'
import { type ExportProgress, exportFiles } from '../export-files.ts'
import type { FilesRequest } from '../stay-files.ts'

/** Everything there is, unless told otherwise. */
export const ALL = { bed: null, patient: null, fromUtcMs: null, toUtcMs: null } as const

/** Runs an export to its end. */
export function runExport(
  reader: StoreReader,
  request: Pick<FilesRequest, 'format'> & Partial<FilesRequest>,
  folder: string,
  secret: string | null = null,
): ExportProgress {
  const steps = exportFiles(reader, { ...ALL, ...request }, folder, secret)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

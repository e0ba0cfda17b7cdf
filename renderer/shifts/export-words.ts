import type { FileExportView } from '../../electron/ipc/file-export.ts'
import { printedValue } from '../words/values.ts'
import { words } from '../words/words.ts'

const BYTES_PER_MB = 1e6

/** How the export of files is or ended, in sentences; null before the first. */
export function exportSentence(view: FileExportView): string | null {
  switch (view.state) {
    case 'none':
      return null
    case 'running':
      return words('export.running', { to: view.to, size: printedValue(view.bytes / BYTES_PER_MB, 1) })
    case 'cancelled':
      return words('export.cancelled', { to: view.to })
    case 'failed':
      return view.failure.message
    case 'done':
      return [words('export.done', { to: view.to, names: view.names.join(', ') }), ...view.notes].join(' ')
  }
}

import type { BackupView, MadeBackup } from '../../electron/ipc/backup.ts'
import { calendarDate, clockTime } from '../words/times.ts'
import { printedValue } from '../words/values.ts'
import { words } from '../words/words.ts'

const BYTES_PER_MB = 1e6
const PERCENT = 100

/** How the backup is or ended, one sentence; null before the first. */
export function backupSentence(view: BackupView): string | null {
  switch (view.state) {
    case 'none':
      return null
    case 'running':
      if (view.share >= 1) return words('backup.checking', { to: view.to })
      return words('backup.running', { percent: String(Math.floor(view.share * PERCENT)), to: view.to })
    case 'cancelled':
      return words('backup.cancelled')
    case 'failed':
      return view.failure.message
    case 'done': {
      if (view.finding !== null) return words('backup.found', { folder: view.folder, finding: view.finding })
      const done = words('backup.done', { folder: view.folder })
      return view.isSameDisk ? `${done} ${words('backup.sameDisk')}` : done
    }
  }
}

/** A backup of the list, one line. */
export function madeLine({ madeUtcMs, folder, bytes, ok }: MadeBackup): string {
  const when = `${calendarDate(madeUtcMs)} ${clockTime(madeUtcMs)}`
  const size = printedValue(bytes / BYTES_PER_MB, 1)
  return words(ok ? 'backup.line' : 'backup.lineDamaged', { when, size, folder })
}

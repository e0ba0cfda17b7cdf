import { FolderOpen } from 'lucide-react'
import type { FormEvent, ReactElement } from 'react'
import { useFolder } from '../client/use-folder.ts'
import { TextField } from '../parts/text-field.tsx'
import { words } from '../words/words.ts'
import { backupSentence, madeLine } from './backup-words.ts'
import { useBackup } from './use-backup.ts'

/** Most recent backups that the panel lists. */
const LISTED = 5

/** A copy of the record on a stick or another disk, and the copies made before. */
export function BackupPanel(): ReactElement {
  const { view, list, problem, start, cancel } = useBackup()
  const folder = useFolder()
  const isRunning = view.state === 'running'
  const save = (event: FormEvent) => {
    event.preventDefault()
    start(folder.path.trim())
  }
  const sentence = backupSentence(view)
  return (
    <form className="panel backup-panel" onSubmit={save}>
      <div className="panel-head">
        <h2>{words('backup.title')}</h2>
      </div>
      <div className="panel-body">
        <p className="quiet">{words('backup.text')}</p>
        <TextField
          label={words('backup.folder')}
          help={words('backup.folderHelp')}
          value={folder.path}
          onText={folder.set}
        />
        <div className="actions">
          <button type="button" className="button" disabled={isRunning} onClick={folder.choose}>
            <FolderOpen size={16} aria-hidden="true" />
            {words('backup.choose')}
          </button>
          {isRunning ? (
            <button type="button" className="button" onClick={cancel}>
              {words('backup.stop')}
            </button>
          ) : (
            <button type="submit" className="button" disabled={folder.path.trim() === ''}>
              {words('backup.start')}
            </button>
          )}
        </div>
        {sentence !== null && <p role="status">{sentence}</p>}
        {problem !== null && <p role="alert">{problem}</p>}
        {list.length === 0 ? (
          <p className="quiet">{words('backup.none')}</p>
        ) : (
          <ul className="backup-list">
            {list.slice(0, LISTED).map((made) => (
              <li key={made.folder}>{madeLine(made)}</li>
            ))}
          </ul>
        )}
      </div>
    </form>
  )
}

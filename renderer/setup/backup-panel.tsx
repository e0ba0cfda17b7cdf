import { FolderOpen } from 'lucide-react'
import { type FormEvent, type ReactElement, useState } from 'react'
import { bridge } from '../client/bridge.ts'
import { Field } from '../parts/field.tsx'
import { words } from '../words/words.ts'
import { backupSentence, madeLine } from './backup-words.ts'
import { useBackup } from './use-backup.ts'

/** Most recent backups that the panel lists. */
const LISTED = 5

/** A copy of the record on a stick or another disk, and the copies made before. */
export function BackupPanel(): ReactElement {
  const { view, list, problem, start, cancel } = useBackup()
  const [to, setTo] = useState('')
  const isRunning = view.state === 'running'
  const choose = () => {
    bridge()
      .chooseFolder()
      .then(
        ({ path }) => {
          if (path !== null) setTo(path)
        },
        () => undefined,
      )
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    start(to.trim())
  }
  const sentence = backupSentence(view)
  return (
    <form className="panel backup-panel" onSubmit={save}>
      <div className="panel-head">
        <h2>{words('backup.title')}</h2>
      </div>
      <div className="panel-body">
        <p className="quiet">{words('backup.text')}</p>
        <Field label={words('backup.folder')} help={words('backup.folderHelp')}>
          {(field) => (
            <input {...field} autoComplete="off" value={to} onChange={(event) => setTo(event.target.value)} />
          )}
        </Field>
        <div className="actions">
          <button type="button" className="button" disabled={isRunning} onClick={choose}>
            <FolderOpen size={16} aria-hidden="true" />
            {words('backup.choose')}
          </button>
          {isRunning ? (
            <button type="button" className="button" onClick={cancel}>
              {words('backup.stop')}
            </button>
          ) : (
            <button type="submit" className="button" disabled={to.trim() === ''}>
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

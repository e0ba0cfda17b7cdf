import { FolderOpen, HardDriveDownload } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { FILE_FORMATS, type FileFormat } from '../../electron/ipc/file-export.ts'
import type { ShiftSummary } from '../../electron/ipc/shift.ts'
import { useFolder } from '../client/use-folder.ts'
import { Field } from '../parts/field.tsx'
import { TextField } from '../parts/text-field.tsx'
import { words } from '../words/words.ts'
import { exportSentence } from './export-words.ts'
import { useFileExport } from './use-file-export.ts'

const FORMAT_WORDS = {
  edf: 'export.edf',
  wfdb: 'export.wfdb',
  vital: 'export.vital',
  csv: 'export.csv',
  jsonl: 'export.jsonl',
} as const satisfies Record<FileFormat, string>

/** Writes what the page is about as files into a folder or onto a stick: format, folder, with or without who it is from. */
export function ExportBox({ summary }: { readonly summary: ShiftSummary }): ReactElement {
  const { view, problem, start, cancel } = useFileExport()
  const [format, setFormat] = useState<FileFormat>('edf')
  const [deidentify, setDeidentify] = useState(false)
  const folder = useFolder()
  const isRunning = view.state === 'running'
  const sentence = exportSentence(view)
  const begin = () => {
    const { bed, fromUtcMs, toUtcMs } = summary
    start({ bed, fromUtcMs, toUtcMs, format, deidentify, to: folder.path.trim() })
  }
  return (
    <section className="panel export-box" aria-label={words('export.title')}>
      <div className="panel-head">
        <h2>{words('export.title')}</h2>
      </div>
      <div className="panel-body">
        <Field label={words('export.format')}>
          {(field) => (
            <select
              {...field}
              value={format}
              onChange={({ target }) => setFormat(FILE_FORMATS.find((one) => one === target.value) ?? 'edf')}
            >
              {FILE_FORMATS.map((one) => (
                <option key={one} value={one}>
                  {words(FORMAT_WORDS[one])}
                </option>
              ))}
            </select>
          )}
        </Field>
        <TextField
          label={words('export.folder')}
          help={words('export.folderHelp')}
          value={folder.path}
          onText={folder.set}
        />
        <label className="check">
          <input
            type="checkbox"
            checked={deidentify}
            onChange={({ target }) => setDeidentify(target.checked)}
          />
          {words('export.deidentify')}
        </label>
        <p className="quiet">{words(deidentify ? 'export.withoutNames' : 'export.withNames')}</p>
        <div className="actions">
          <button type="button" className="button" disabled={isRunning} onClick={folder.choose}>
            <FolderOpen size={16} aria-hidden="true" />
            {words('backup.choose')}
          </button>
          {isRunning ? (
            <button type="button" className="button" onClick={cancel}>
              {words('export.stop')}
            </button>
          ) : (
            <button type="button" className="button" disabled={folder.path.trim() === ''} onClick={begin}>
              <HardDriveDownload size={16} aria-hidden="true" />
              {words('export.start')}
            </button>
          )}
        </div>
        {sentence !== null && (
          <p role="status" className="export-sentence">
            {sentence}
          </p>
        )}
        {problem !== null && <p role="alert">{problem}</p>}
      </div>
    </section>
  )
}

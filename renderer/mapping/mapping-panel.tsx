import { type ChangeEvent, type ReactElement, useState } from 'react'
import { LONGEST_MAP_FILE, type MapRow, type SiteMapView } from '../../electron/ipc/mapping.ts'
import { bridge } from '../client/bridge.ts'
import { useClient, useStation } from '../client/context.ts'
import { calendarDate, clockTime } from '../words/times.ts'
import { words } from '../words/words.ts'
import { fileText, rowsOfFile } from './draft.ts'
import { MappingDialog } from './mapping-dialog.tsx'
import './mapping.css'

const FILE_NAME = 'vigil-map.json'

interface Open {
  readonly map: SiteMapView
  readonly rows: readonly MapRow[]
}

/** How the hospital's systems name the numbers. Nothing where no system is set up. */
export function MappingPanel(): ReactElement | null {
  const client = useClient()
  const { station } = useStation()
  const [open, setOpen] = useState<Open | null>(null)
  const [before, setBefore] = useState<readonly MapRow[] | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const destinations = station?.destinations ?? []
  if (destinations.length === 0) return null
  /** Out of the work: what went wrong, in words, or null. */
  const tell = (work: Promise<string | null>) => {
    setSaid(null)
    work.then(setProblem, (error: Error) => setProblem(error.message))
  }
  const edit = async (rows?: readonly MapRow[]) => {
    const map = await client.call('mapping.get', {})
    setOpen({ map, rows: rows ?? map.rows })
    return null
  }
  const save = async (rows: readonly MapRow[], old: readonly MapRow[] | null) => {
    const { changed } = await client.call('mapping.save', { rows })
    setOpen(null)
    setBefore(old)
    const when = changed === null ? '' : `${calendarDate(changed.atUtcMs)}, ${clockTime(changed.atUtcMs)}`
    setSaid(words('map.saved', { rows: String(rows.length), when, by: changed?.by ?? '' }))
    return null
  }
  const saveFile = async () => {
    const { rows } = await client.call('mapping.get', {})
    const { path, problem: why } = await bridge().saveText(FILE_NAME, fileText(rows))
    if (path !== null) setSaid(words('shift.saved', { path }))
    return why
  }
  const take = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? []
    const read = async (from: File) => {
      const rows = from.size > LONGEST_MAP_FILE ? null : rowsOfFile(await from.text())
      return rows === null ? words('map.noFile', { name: from.name }) : edit(rows)
    }
    if (file !== undefined) tell(read(file))
    // The same file can be chosen again after it was mended.
    target.value = ''
  }
  return (
    <section className="panel" aria-label={words('map.title')}>
      <div className="panel-head">
        <h2>{words('map.title')}</h2>
      </div>
      <div className="panel-body">
        <p className="quiet">{words('map.what')}</p>
        <div className="actions">
          <button type="button" className="button" onClick={() => tell(edit())}>
            {words('map.open')}
          </button>
          <button type="button" className="button dense" onClick={() => tell(saveFile())}>
            {words('map.export')}
          </button>
        </div>
        <label className="score-table-file">
          {words('map.import')}
          <input type="file" accept=".json,application/json" onChange={take} />
        </label>
        {said !== null && (
          <p role="status">
            {said}{' '}
            {before !== null && (
              <button type="button" className="button dense" onClick={() => tell(save(before, null))}>
                {words('setup.undo')}
              </button>
            )}
          </p>
        )}
        {problem !== null && open === null && <p role="alert">{problem}</p>}
      </div>
      {open !== null && (
        <MappingDialog
          map={open.map}
          rows={open.rows}
          destinations={destinations}
          problem={problem}
          onRows={(rows) => setOpen({ ...open, rows })}
          onSave={() => tell(save(open.rows, open.map.rows))}
          onClose={() => {
            setOpen(null)
            setProblem(null)
          }}
        />
      )}
    </section>
  )
}

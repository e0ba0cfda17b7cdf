import { type ChangeEvent, type ReactElement, useState } from 'react'
import { LONGEST_MAP_FILE, type MapRow, type SiteMapView } from '../../electron/ipc/mapping.ts'
import { bridge } from '../client/bridge.ts'
import { useClient, useStation } from '../client/context.ts'
import { moment } from '../words/times.ts'
import { words } from '../words/words.ts'
import { fileText } from './draft.ts'
import { rowsIn } from './map-file.ts'
import { MappingDialog } from './mapping-dialog.tsx'
import './mapping.css'

const FILE_NAME = 'vigil-map.json'
const TABLE_NAME = 'vigil-map.csv'

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
    const when = changed === null ? '' : moment(changed.atUtcMs)
    setSaid(words('map.saved', { rows: String(rows.length), when, by: changed?.by ?? '' }))
    return null
  }
  const saveFile = async (name: string, text: string) => {
    const { path, problem: why } = await bridge().saveText(name, text)
    if (path !== null) setSaid(words('shift.saved', { path }))
    return why
  }
  const saveMap = async () => saveFile(FILE_NAME, fileText((await client.call('mapping.get', {})).rows))
  const saveTable = async () => saveFile(TABLE_NAME, (await client.call('mapping.table', {})).text)
  const readTable = (text: string) => client.call('mapping.readTable', { text })
  const take = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? []
    const read = async (from: File) => {
      if (from.size > LONGEST_MAP_FILE) return words('map.noFile', { name: from.name })
      const { rows, why } = await rowsIn(from.name, await from.text(), readTable)
      return rows === null ? why : edit(rows)
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
          <button type="button" className="button dense" onClick={() => tell(saveMap())}>
            {words('map.export')}
          </button>
          <button type="button" className="button dense" onClick={() => tell(saveTable())}>
            {words('map.exportTable')}
          </button>
        </div>
        <label className="score-table-file">
          {words('map.import')}
          <input type="file" accept=".json,application/json,.csv,text/csv" onChange={take} />
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

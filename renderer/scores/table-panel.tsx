import { type ChangeEvent, type ReactElement, useState } from 'react'
import { LONGEST_SCORE_TABLE } from '../../electron/ipc/score.ts'
import { useClient, useStation } from '../client/context.ts'
import { calendarDate } from '../words/times.ts'
import { words } from '../words/words.ts'

/** The site's table of a paediatric score: which one holds, who brought it in, and another one in its place. */
export function ScoreTablePanel(): ReactElement | null {
  const client = useClient()
  const { station } = useStation()
  const [problem, setProblem] = useState<string | null>(null)
  if (station === null) return null
  const table = station.scoreTable ?? null
  const said = (call: Promise<unknown>): void => {
    call.then(
      () => setProblem(null),
      (error: Error) => setProblem(error.message),
    )
  }
  const take = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    const [file] = target.files ?? []
    // The same file can be chosen again after it was mended.
    const clear = () => {
      target.value = ''
    }
    if (file === undefined) return
    if (file.size > LONGEST_SCORE_TABLE) {
      setProblem(words('scoreTable.tooLong', { name: file.name }))
      clear()
      return
    }
    said(file.text().then((text) => client.call('score.setTable', { name: file.name, text })))
    clear()
  }
  return (
    <section className="panel" aria-label={words('scoreTable.title')}>
      <div className="panel-head">
        <h2>{words('scoreTable.title')}</h2>
      </div>
      <div className="panel-body">
        {table === null ? (
          <p>{words('scoreTable.none')}</p>
        ) : (
          <>
            <p>
              <b>{table.name}</b>, {table.version}
            </p>
            <p className="quiet">{table.source}</p>
            <p className={table.confirmedBy === null ? 'notice-line' : 'quiet'}>
              {table.confirmedBy === null
                ? words('scoreTable.unconfirmed')
                : words('scoreTable.confirmed', { by: table.confirmedBy })}
            </p>
            <p className="quiet">
              {words('scoreTable.facts', {
                years: String(table.underYears),
                by: table.by,
                date: calendarDate(table.importedUtcMs),
              })}
            </p>
          </>
        )}
        <label className="score-table-file">
          {words('scoreTable.import')}
          <input type="file" accept=".json,application/json" onChange={take} />
        </label>
        {table !== null && (
          <button
            type="button"
            className="button dense"
            onClick={() => said(client.call('score.removeTable', {}))}
          >
            {words('scoreTable.remove')}
          </button>
        )}
        {problem !== null && <p role="alert">{problem}</p>}
      </div>
    </section>
  )
}

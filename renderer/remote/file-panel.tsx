import type { ReactElement } from 'react'
import type { RemoteView } from '../../electron/ipc/remote.ts'
import { type WordKey, words } from '../words/words.ts'

/** As `vigil` reads them; the words of the format stand beside it. */
const EXAMPLE = [
  'patient,authority,name,birth_date,measured_at,code,value,unit',
  'R-4711,CLINIC,Test Person,1970-12-31,2026-11-27T07:30:00+01:00,59408-5,93,%',
].join('\n')

const RULES: readonly WordKey[] = [
  'remote.formatWho',
  'remote.formatTime',
  'remote.formatCode',
  'remote.formatComma',
  'remote.formatWhole',
]

/** Where files come from, which of them could not be used and why, and how a site writes one. */
export function FilePanel({ folder, refused }: Pick<RemoteView, 'folder' | 'refused'>): ReactElement | null {
  if (folder === null) return null
  return (
    <section className="panel" aria-label={words('remote.files')}>
      <div className="panel-head">
        <h2>{words('remote.files')}</h2>
      </div>
      <div className="panel-body">
        <p className="quiet">{words('remote.filesFolder', { folder })}</p>
        {refused !== null && (
          <div role="alert">
            <p>{words('remote.filesRefused', { count: String(refused.files) })}</p>
            <p dir="auto">{refused.sentence}</p>
          </div>
        )}
        <details className="remote-format">
          <summary>{words('remote.format')}</summary>
          <p>{words('remote.formatColumns')}</p>
          <pre className="mono" dir="ltr">
            {EXAMPLE}
          </pre>
          <ul>
            {RULES.map((rule) => (
              <li key={rule}>{words(rule)}</li>
            ))}
          </ul>
        </details>
      </div>
    </section>
  )
}

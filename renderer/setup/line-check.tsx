import { Stethoscope } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import type { LinkCheck } from '../../electron/ipc/link-check.ts'
import type { OptionField } from '../../electron/ipc/views.ts'
import { useClient } from '../client/context.ts'
import { Label } from '../parts/label.tsx'
import { printedUnit } from '../words/units.ts'
import { printedBytes } from '../words/values.ts'
import { words } from '../words/words.ts'
import type { BedDraft } from './bed-draft.ts'
import { optionSentence, optionsOf } from './option-values.ts'

const LISTEN_SECONDS = 5

type CheckState =
  | { readonly state: 'none' }
  | { readonly state: 'listening' }
  | { readonly state: 'done'; readonly check: LinkCheck }
  | { readonly state: 'failed'; readonly sentence: string }

function Found({ check }: { readonly check: LinkCheck }): ReactElement {
  return (
    <>
      <p className="check-sentence">{check.sentence}</p>
      <p className="quiet">
        {words('check.counts', {
          bytes: printedBytes(check.bytes),
          good: String(check.goodFrames),
          bad: String(check.badFrames),
        })}
      </p>
      {check.values.length > 0 && (
        <table className="table">
          <caption className="quiet">{words('check.preview')}</caption>
          <tbody>
            {check.values.map(({ label, value, unit, id }) => (
              <tr key={`${id} ${label}`}>
                <td>
                  <Label text={label} />
                </td>
                <td className="figure">{value}</td>
                <td>{printedUnit(unit)}</td>
                <td className="quiet">{id}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

/** Listens on a line for a few seconds before it is bound to a bed, and says in words what was found. */
export function LineCheck({
  draft,
  fields,
}: {
  readonly draft: BedDraft
  /** The options of the draft's driver. */
  readonly fields: readonly OptionField[]
}): ReactElement {
  const { driver, link } = draft
  const client = useClient()
  const [check, setCheck] = useState<CheckState>({ state: 'none' })
  const start = () => {
    const typed = optionsOf(fields, draft.options, draft.typed)
    if ('problem' in typed) {
      setCheck({ state: 'failed', sentence: optionSentence(typed, fields) })
      return
    }
    setCheck({ state: 'listening' })
    const request = { driver, link, seconds: LISTEN_SECONDS, options: typed.options }
    client.call('link.check', request).then(
      (found) => setCheck({ state: 'done', check: found }),
      (error: Error) => setCheck({ state: 'failed', sentence: error.message }),
    )
  }
  return (
    <section className="panel line-check" aria-live="polite">
      <div className="panel-head">
        <h2>{words('check.title')}</h2>
        <button
          type="button"
          className="button dense"
          disabled={check.state === 'listening' || driver === '' || link === ''}
          onClick={start}
        >
          <Stethoscope size={15} aria-hidden="true" />
          {words('check.start')}
        </button>
      </div>
      <div className="panel-body">
        {check.state === 'none' && <p className="quiet">{words('check.none')}</p>}
        {check.state === 'listening' && (
          <p>{words('check.listening', { seconds: String(LISTEN_SECONDS) })}</p>
        )}
        {check.state === 'failed' && <p role="alert">{check.sentence}</p>}
        {check.state === 'done' && <Found check={check.check} />}
      </div>
    </section>
  )
}

import { FileText, Printer, SquareCheckBig, Undo2 } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { type HandoverHead, PAPERS, type Paper } from '../../electron/ipc/handover-store.ts'
import type { ShiftSummary } from '../../electron/ipc/shift.ts'
import { bridge } from '../client/bridge.ts'
import { useClient } from '../client/context.ts'
import { Field } from '../parts/field.tsx'
import { moment } from '../words/times.ts'
import { spokenLanguage, type WordKey, words } from '../words/words.ts'
import { fileName } from './file-name.ts'
import { otherWords } from './finished.tsx'
import type { Period } from './presets.ts'
import { savedSentence } from './saved-sentence.ts'
import type { StoredPages } from './use-finished.ts'

const PAPER_WORDS = { a4: 'paper.a4', letter: 'paper.letter' } as const satisfies Record<Paper, WordKey>
/** In file names, for all beds at once. */
const WARD_NAME = 'ward'

interface ActionsProps {
  /** What is shown, at least one. */
  readonly summaries: readonly ShiftSummary[]
  readonly isWard: boolean
  /** What is shown is a finished one; null: it is not. */
  readonly stored: StoredPages | null
  readonly paper: Paper
  readonly period: Period | null
  /** Beds that a hand-over of what is shown is about. */
  readonly beds: readonly string[]
  readonly onPaper: (paper: Paper) => void
  readonly onFinished: (heads: readonly HandoverHead[]) => void
  readonly onBack: () => void
}

function StoredNotice({ stored, onBack }: { readonly stored: StoredPages; readonly onBack: () => void }) {
  const [page] = stored.pages
  if (page === undefined) return null
  const when = moment(page.finishedUtcMs)
  const other = otherWords(page)
  return (
    <>
      <p className="finished-notice">
        {words('finished.shown', { when, by: page.author })} {other}
      </p>
      <button type="button" className="button" onClick={onBack}>
        <Undo2 size={17} aria-hidden="true" />
        {words('finished.back')}
      </button>
    </>
  )
}

/** What can be done with the pages: print, save the values of one bed, finish. */
export function HandoverActions(props: ActionsProps): ReactElement | null {
  const { summaries, isWard, stored, paper, period, beds, onPaper, onFinished, onBack } = props
  const client = useClient()
  const [sentence, setSentence] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [first] = summaries
  if (first === undefined) return null
  const named = isWard ? { ...first, bed: WARD_NAME } : first
  const tell = (work: Promise<string>) => {
    setBusy(true)
    work.then(setSentence, (error: Error) => setSentence(error.message)).finally(() => setBusy(false))
  }
  const saveCsv = async () => {
    const { bed, fromUtcMs, toUtcMs } = first
    const { text } = await client.call('shift.csv', { bed, fromUtcMs, toUtcMs })
    return savedSentence(await bridge().saveText(fileName(first, 'csv'), text))
  }
  const finish = async () => {
    if (period === null) return ''
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    const parts = beds.map((bed) => ({ bed, ...period }))
    const request = { parts, paper, language: spokenLanguage(), timeZone }
    const { finished } = await client.call('handover.finish', request)
    onFinished(finished)
    return words('finished.done', { beds: String(finished.length) })
  }
  return (
    <section className="panel">
      <div className="panel-body">
        {stored !== null && <StoredNotice stored={stored} onBack={onBack} />}
        <button
          type="button"
          className="button primary"
          onClick={() => tell(bridge().printPdf(fileName(named, 'pdf')).then(savedSentence))}
        >
          <Printer size={17} aria-hidden="true" />
          {words('shift.print')}
        </button>
        {stored === null && (
          <>
            <Field label={words('paper.label')}>
              {(field) => (
                <select
                  {...field}
                  value={paper}
                  onChange={(event) => onPaper(event.target.value === 'letter' ? 'letter' : 'a4')}
                >
                  {PAPERS.map((one) => (
                    <option key={one} value={one}>
                      {words(PAPER_WORDS[one])}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <button type="button" className="button" disabled={busy} onClick={() => tell(finish())}>
              <SquareCheckBig size={17} aria-hidden="true" />
              {words('finished.finish')}
            </button>
            {!isWard && (
              <button type="button" className="button" onClick={() => tell(saveCsv())}>
                <FileText size={17} aria-hidden="true" />
                {words('shift.csv')}
              </button>
            )}
          </>
        )}
        {sentence !== null && <p role="status">{sentence}</p>}
      </div>
    </section>
  )
}

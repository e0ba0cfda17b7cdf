import { FileText, Printer } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import type { ShiftSummary } from '../../electron/ipc/shift.ts'
import { bridge } from '../client/bridge.ts'
import { useClient, useStation } from '../client/context.ts'
import { usePlace } from '../shell/navigation.ts'
import { words } from '../words/words.ts'
import { ExportBox } from './export-box.tsx'
import { fileName } from './file-name.ts'
import { SummaryPage } from './page.tsx'
import { currentShift, type Period, periodOf } from './presets.ts'
import { SendBox } from './send-box.tsx'
import { ShiftPicker } from './shift-picker.tsx'
import { type SummaryState, useSummary } from './use-summary.ts'

interface Saved {
  readonly path: string | null
  readonly problem: string | null
}

function savedSentence({ path, problem }: Saved): string {
  if (problem !== null) return problem
  return path === null ? words('shift.notSaved') : words('shift.saved', { path })
}

/** What can be done with the page: print it, save its values, send it. */
function Actions({ summary }: { readonly summary: ShiftSummary }): ReactElement {
  const client = useClient()
  const [sentence, setSentence] = useState<string | null>(null)
  const request = { bed: summary.bed, fromUtcMs: summary.fromUtcMs, toUtcMs: summary.toUtcMs }
  const tell = (work: Promise<Saved>) => {
    work.then(
      (saved) => setSentence(savedSentence(saved)),
      (error: Error) => setSentence(error.message),
    )
  }
  const saveCsv = async () => {
    const { text } = await client.call('shift.csv', request)
    return bridge().saveText(fileName(summary, 'csv'), text)
  }
  return (
    <section className="panel">
      <div className="panel-body">
        <button
          type="button"
          className="button primary"
          onClick={() => tell(bridge().printPdf(fileName(summary, 'pdf')))}
        >
          <Printer size={17} aria-hidden="true" />
          {words('shift.print')}
        </button>
        <button type="button" className="button" onClick={() => tell(saveCsv())}>
          <FileText size={17} aria-hidden="true" />
          {words('shift.csv')}
        </button>
        {sentence !== null && <p role="status">{sentence}</p>}
      </div>
      <SendBox key={`${summary.bed} ${summary.toUtcMs}`} summary={summary} />
    </section>
  )
}

function Page({ state }: { readonly state: SummaryState }): ReactElement {
  if (state.state === 'ready') return <SummaryPage summary={state.summary} />
  const sentence =
    state.state === 'failed'
      ? state.sentence
      : words(
          state.state === 'reading'
            ? 'shift.reading'
            : state.state === 'empty'
              ? 'shift.empty'
              : 'shift.choose',
        )
  return (
    <p className="sheet-message" role={state.state === 'failed' ? 'alert' : 'status'}>
      {sentence}
    </p>
  )
}

/** Hand-over: pick a bed and a period, see the page as it will be printed, then print, save or send it. */
export function Handover(): ReactElement {
  const { beds, connection } = useStation()
  const { place, go } = usePlace()
  const bed = beds.find(({ view }) => view.id === place.bed)?.view.id ?? beds[0]?.view.id ?? null
  const [period, setPeriod] = useState<Period | null>(() => periodOf(currentShift(Date.now()), Date.now()))
  const state = useSummary(connection === 'connected' ? bed : null, period)
  return (
    <main className="handover">
      <div className="handover-tools">
        <ShiftPicker
          beds={beds.map(({ view }) => ({ id: view.id, label: view.label }))}
          bed={bed}
          onBed={(id) => go({ bed: id })}
          onPeriod={setPeriod}
        />
        {state.state === 'ready' && (
          <>
            <Actions summary={state.summary} />
            <ExportBox summary={state.summary} />
          </>
        )}
      </div>
      <div className="handover-page">
        <Page state={state} />
      </div>
    </main>
  )
}

import { type ReactElement, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Paper } from '../../electron/ipc/handover-store.ts'
import type { ShiftSummary } from '../../electron/ipc/shift.ts'
import { useStation } from '../client/context.ts'
import { usePlace } from '../shell/navigation.ts'
import { words } from '../words/words.ts'
import { ExportBox } from './export-box.tsx'
import { FinishedList } from './finished.tsx'
import { HandoverActions } from './handover-actions.tsx'
import { SummaryPage } from './page.tsx'
import { PaperContext, usePageSize } from './paper.ts'
import { currentShift, type Period, periodOf } from './presets.ts'
import { SendBox } from './send-box.tsx'
import { SendPages } from './send-pages.tsx'
import { ShiftPicker, WHOLE_WARD } from './shift-picker.tsx'
import { TextPanel } from './text-panel.tsx'
import { useFinished } from './use-finished.ts'
import { type SummaryState, useSummary } from './use-summary.ts'
import { useWard, type WardState } from './use-ward.ts'
import { WardCover } from './ward-cover.tsx'

/** What stands where the pages will be. */
type Shown =
  | { readonly state: 'message'; readonly sentence: string; readonly isFailure: boolean }
  | {
      readonly state: 'pages'
      readonly summaries: readonly ShiftSummary[]
      readonly empty: readonly string[]
      readonly isWard: boolean
    }

function message(sentence: string, isFailure = false): Shown {
  return { state: 'message', sentence, isFailure }
}

function ofBed(state: SummaryState): Shown {
  if (state.state === 'ready') return { state: 'pages', summaries: [state.summary], empty: [], isWard: false }
  if (state.state === 'failed') return message(state.sentence, true)
  if (state.state === 'reading') return message(words('shift.reading'))
  return message(words(state.state === 'empty' ? 'shift.empty' : 'shift.choose'))
}

function ofWard(state: WardState): Shown {
  if (state.state === 'failed') return message(state.sentence, true)
  if (state.state === 'reading') {
    return message(words('ward.reading', { done: String(state.done), all: String(state.all) }))
  }
  if (state.state === 'none') return message(words('shift.choose'))
  if (state.summaries.length === 0) return message(words('shift.empty'))
  return { state: 'pages', summaries: state.summaries, empty: state.empty, isWard: true }
}

function Pages({ shown }: { readonly shown: Shown }): ReactElement {
  if (shown.state === 'message') {
    return (
      <p className="sheet-message" role={shown.isFailure ? 'alert' : 'status'}>
        {shown.sentence}
      </p>
    )
  }
  return (
    <>
      {shown.isWard && <WardCover summaries={shown.summaries} empty={shown.empty} />}
      {shown.summaries.map((summary) => (
        <SummaryPage key={`${summary.bed} ${summary.recordCheck}`} summary={summary} />
      ))}
    </>
  )
}

/** Hand-over: pick a bed or the ward and a period, see the pages as they print; write, print, save, send, finish. */
export function Handover(): ReactElement {
  const { beds, connection } = useStation()
  const { place, go } = usePlace()
  const [isWard, setWard] = useState(false)
  const [paper, setPaper] = useState<Paper>('a4')
  const bed = beds.find(({ view }) => view.id === place.bed)?.view ?? beds[0]?.view ?? null
  const [period, setPeriod] = useState<Period | null>(() => periodOf(currentShift(Date.now()), Date.now()))
  const isConnected = connection === 'connected'
  const finished = useFinished(isConnected)
  const named = beds.map(({ view }) => ({ id: view.id, label: view.label }))
  const { state: one, again } = useSummary(isConnected && !isWard ? (bed?.id ?? null) : null, period)
  const ward = useWard(named, period, isConnected && isWard)
  const live = isWard ? ofWard(ward) : ofBed(one)
  const stored = finished.shown
  /** Id of the pages that are printed alone. */
  const [alone, setAlone] = useState<string | null>(null)
  const storedPages = (stored?.pages ?? []).filter(({ id }) => alone === null || id === alone)
  const shown: Shown =
    stored === null
      ? live
      : {
          state: 'pages',
          summaries: storedPages.map(({ summary }) => summary),
          empty: [],
          isWard: storedPages.length > 1,
        }
  const sheet = stored?.pages[0]?.paper ?? paper
  usePageSize(sheet)
  const labelOf = (id: string) => named.find((known) => known.id === id)?.label ?? id
  const summary = shown.state === 'pages' && shown.summaries.length === 1 ? shown.summaries[0] : undefined
  return (
    <main className="handover">
      <div className="handover-tools">
        <ShiftPicker
          beds={named}
          bed={isWard ? WHOLE_WARD : (bed?.id ?? null)}
          onBed={(id) => {
            finished.hide()
            setWard(id === WHOLE_WARD)
            if (id !== WHOLE_WARD) go({ bed: id })
          }}
          onPeriod={(next) => {
            finished.hide()
            setPeriod(next)
          }}
        />
        {shown.state === 'pages' && (
          <HandoverActions
            summaries={shown.summaries}
            isWard={shown.isWard}
            stored={stored}
            paper={sheet}
            period={period}
            beds={isWard ? named.map(({ id }) => id) : summary === undefined ? [] : [summary.bed]}
            onPaper={setPaper}
            onFinished={finished.finished}
            onBack={finished.hide}
          />
        )}
        {stored === null && !isWard && bed !== null && one.state === 'ready' && (
          <TextPanel
            key={`${bed.id} ${period?.fromUtcMs} ${period?.toUtcMs} ${bed.patient?.id}`}
            about={{ bed: bed.id, patient: bed.patient, toUtcMs: one.summary.toUtcMs }}
            reason={one.summary.reason?.text ?? ''}
            freeText={one.summary.forNext?.text ?? ''}
            onKept={again}
          />
        )}
        {stored === null && summary !== undefined && (
          <>
            <section className="panel">
              <SendBox key={`${summary.bed} ${summary.toUtcMs}`} summary={summary} />
            </section>
            <ExportBox summary={summary} />
          </>
        )}
        {stored !== null && (
          <SendPages
            key={stored.set}
            pages={stored.pages}
            labelOf={labelOf}
            // On the screen before main prints it.
            onAlone={(id) => flushSync(() => setAlone(id))}
          />
        )}
        <FinishedList
          sets={finished.sets}
          shown={stored?.set ?? null}
          labelOf={labelOf}
          problem={finished.problem}
          onShow={finished.show}
        />
      </div>
      <div className="handover-page">
        <PaperContext value={sheet}>
          <Pages shown={shown} />
        </PaperContext>
      </div>
    </main>
  )
}

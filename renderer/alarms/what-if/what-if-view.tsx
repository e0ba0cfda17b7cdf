import { Printer } from 'lucide-react'
import { type ReactElement, useId, useState } from 'react'
import { AGE_CLASSES, type AgeClass } from '../../../electron/ipc/alarms.ts'
import type { BedView } from '../../../electron/ipc/views.ts'
import { bridge } from '../../client/bridge.ts'
import { useStation } from '../../client/context.ts'
import { useAnswer } from '../../review/use-answer.ts'
import { fileName } from '../../shifts/file-name.ts'
import { type Period, periodOf } from '../../shifts/presets.ts'
import { savedSentence } from '../../shifts/saved-sentence.ts'
import { words } from '../../words/words.ts'
import { ageClassText } from '../limits/age-class-step.tsx'
import { BothWays } from './both-ways.tsx'
import { Burden } from './burden.tsx'
import { Consequences } from './consequences.tsx'
import { HintCounts } from './hint-counts.tsx'
import { FIRST_PRESET, PeriodChoice } from './period-choice.tsx'
import { PrintPage } from './print-page.tsx'
import { TriedLimits } from './tried-limits.tsx'
import type { Tries } from './tries.ts'
import { useWhatIf } from './use-what-if.ts'
import { Verdict } from './verdict.tsx'
import './what-if.css'

const NO_TRIES: Tries = new Map()
const AS_IT_WAS = ''

/** How many alarms there were, and what other limits of one bed would have done to the same time. Changes nothing. */
export function WhatIfView({
  bed,
  onBed,
}: {
  readonly bed: string
  readonly onBed: (bed: string) => void
}): ReactElement {
  const { beds, connection, station } = useStation()
  const views = beds.map(({ view }) => view)
  const view = views.find(({ id }) => id === bed)
  const [period, setPeriod] = useState<Period | null>(() => periodOf(FIRST_PRESET, Date.now()))
  const isAsking = connection === 'connected' && period !== null
  const load = useAnswer('alarm.load', isAsking ? { bed: null, ...period } : null)
  return (
    <>
      <div className="what-if-tools">
        <label>
          <span className="visually-hidden">{words('review.bed')}</span>
          <select className="input" value={bed} onChange={({ target }) => onBed(target.value)}>
            {views.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <PeriodChoice onPeriod={setPeriod} />
      </div>
      {load.problem !== null && <p role="alert">{load.problem}</p>}
      <div className="ward-counts">
        {load.value === null && load.problem === null && (
          <p className="quiet panel">{words(isAsking ? 'review.reading' : 'shift.needsTimes')}</p>
        )}
        {load.value !== null && <Burden load={load.value} beds={views} bed={bed} onBed={onBed} />}
        {isAsking && <HintCounts period={period} />}
      </div>
      {view !== undefined && isAsking && (
        <Trial key={bed} view={view} period={period} station={station?.name ?? ''} />
      )}
    </>
  )
}

/** The limits of one bed, tried on a period. */
function Trial({
  view,
  period,
  station,
}: {
  readonly view: BedView
  readonly period: Period
  readonly station: string
}): ReactElement {
  const classId = useId()
  const [ageClass, setAgeClass] = useState<AgeClass | null>(null)
  const [tries, setTries] = useState<Tries>(NO_TRIES)
  const answer = useWhatIf({ bed: view.id, ...period, ageClass, limits: [...tries.values()] })
  const shown = answer.current ?? answer.last
  const [saved, setSaved] = useState<string | null>(null)
  const savePage = async (): Promise<void> => {
    const name = fileName({ bed: view.id, ...period, simulated: view.simulated }, 'pdf')
    setSaved(
      await bridge()
        .printPdf(name.replace('vigil-', 'vigil-what-if-'))
        .then(savedSentence, (error: Error) => error.message),
    )
  }
  const chooseClass = (text: string) => {
    setAgeClass(AGE_CLASSES.find((one) => one === text) ?? null)
    setTries(NO_TRIES)
  }
  return (
    <>
      <div className="trial">
        {answer.problem === null && <Verdict answer={answer.current} view={view} />}
        {answer.problem !== null && (
          <p className="panel" role="alert">
            {answer.problem}
          </p>
        )}
        <div className="panel trial-class">
          <label htmlFor={classId}>{words('limits.ageClass')}</label>
          <select
            id={classId}
            className="input"
            value={ageClass ?? AS_IT_WAS}
            onChange={({ target }) => chooseClass(target.value)}
          >
            <option value={AS_IT_WAS}>{words('whatIf.asItWas')}</option>
            {AGE_CLASSES.map((one) => (
              <option key={one} value={one}>
                {ageClassText(one)}
              </option>
            ))}
          </select>
          <span className="quiet">{words('whatIf.changesNothing')}</span>
          <button
            type="button"
            className="button dense"
            disabled={answer.current === null}
            onClick={() => void savePage()}
          >
            <Printer size={17} aria-hidden="true" />
            {words('shift.print')}
          </button>
          {saved !== null && <p role="status">{saved}</p>}
        </div>
        {shown !== null && (
          <TriedLimits
            answer={shown}
            isCurrent={answer.current !== null}
            tries={tries}
            held={view.alarmStatus.limits}
            onTry={(setting) => setTries((before) => new Map(before).set(setting.parameter, setting))}
            onOver={() => setTries(NO_TRIES)}
          />
        )}
        {answer.current !== null && <BothWays answer={answer.current} isSimulated={view.simulated} />}
      </div>
      {answer.current !== null && <Consequences answer={answer.current} />}
      {answer.current !== null && <PrintPage answer={answer.current} view={view} station={station} />}
    </>
  )
}

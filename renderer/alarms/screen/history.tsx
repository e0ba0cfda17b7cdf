import { type ReactElement, useMemo, useState } from 'react'
import { useStation } from '../../client/context.ts'
import { Label } from '../../parts/label.tsx'
import { PriorityShape } from '../../parts/priority-shape.tsx'
import { Segments } from '../../review/toolbar.tsx'
import { useAnswer } from '../../review/use-answer.ts'
import { clockTimeSeconds } from '../../words/times.ts'
import { words } from '../../words/words.ts'
import { AlarmStrip } from './alarm-strip.tsx'
import { type HistoryLine, historyLines } from './history-lines.ts'

const HOURS = [1, 4, 12, 24] as const
const HOUR_MS = 3_600_000

/** What happened to the alarms of one bed and who did what, with the waves around each alarm. */
export function History({
  bed,
  onBed,
}: {
  readonly bed: string
  readonly onBed: (bed: string) => void
}): ReactElement {
  const { beds, connection } = useStation()
  const [hours, setHours] = useState<(typeof HOURS)[number]>(4)
  const [readUtcMs, setReadUtcMs] = useState(() => Date.now())
  const [chosen, setChosen] = useState<string | null>(null)
  const view = beds.find((one) => one.view.id === bed)?.view
  const period = { fromUtcMs: readUtcMs - hours * HOUR_MS, toUtcMs: readUtcMs }
  const { value, problem, isReading } = useAnswer(
    'alarm.history',
    connection === 'connected' ? { bed, ...period } : null,
  )
  const limits = view?.alarmStatus.limits
  const lines = useMemo(() => historyLines(value?.events ?? [], limits ?? []), [value, limits])
  const shown =
    lines.find(({ key, isAlarm }) => key === chosen && isAlarm) ?? lines.find(({ isAlarm }) => isAlarm)
  return (
    <>
      <section className="panel alarm-history" aria-label={words('alarms.history')}>
        <div className="panel-head">
          <label className="history-bed">
            <span className="visually-hidden">{words('review.bed')}</span>
            <select className="input" value={bed} onChange={({ target }) => onBed(target.value)}>
              {beds.map((one) => (
                <option key={one.view.id} value={one.view.id}>
                  {one.view.label}
                </option>
              ))}
            </select>
          </label>
          <Segments
            label={words('history.period')}
            values={HOURS}
            value={hours}
            textOf={(count) => words('time.hours', { hours: String(count) })}
            onChoose={setHours}
          />
          <button type="button" className="button dense" onClick={() => setReadUtcMs(Date.now())}>
            {words('history.again')}
          </button>
        </div>
        {problem !== null && <p role="alert">{problem}</p>}
        {problem === null && lines.length === 0 && (
          <p className="quiet">{words(isReading || value === null ? 'review.reading' : 'history.none')}</p>
        )}
        <ol className="history-lines">
          {lines.map((line) => (
            <Line key={line.key} line={line} isShown={line === shown} onShow={() => setChosen(line.key)} />
          ))}
        </ol>
      </section>
      {shown?.priority != null && <AlarmStrip bed={bed} alarm={{ ...shown, priority: shown.priority }} />}
    </>
  )
}

function Line({
  line,
  isShown,
  onShow,
}: {
  readonly line: HistoryLine
  readonly isShown: boolean
  readonly onShow: () => void
}): ReactElement {
  const { atUtcMs, priority, text, note, who, isAlarm } = line
  const content = (
    <>
      <time>{clockTimeSeconds(atUtcMs)}</time>
      <span className={`history-mark ${priority ?? ''}`}>
        {isAlarm && priority !== null && <PriorityShape priority={priority} size={16} />}
      </span>
      <span className={isAlarm ? 'history-text alarm' : 'history-text'}>
        <Label text={text} />
        {note !== '' && <small>{note}</small>}
      </span>
      <span className="quiet">{who}</span>
    </>
  )
  return (
    <li>
      {isAlarm ? (
        <button type="button" className="history-line" aria-pressed={isShown} onClick={onShow}>
          {content}
        </button>
      ) : (
        <div className="history-line">{content}</div>
      )}
    </li>
  )
}

import { type ReactElement, useEffect, useMemo, useState } from 'react'
import type { ReviewStrip } from '../../electron/ipc/review.ts'
import { orderWaves } from '../beds/parameters.ts'
import { usePixelPitch } from '../beds/use-pixel-pitch.ts'
import { useClient, useStation } from '../client/context.ts'
import { ScrollArea } from '../parts/scroll-area.tsx'
import { usePlace } from '../shell/navigation.ts'
import { HatchPattern } from '../shifts/trend-lanes.tsx'
import { clockTime } from '../words/times.ts'
import { printedNumber } from '../words/values.ts'
import { words } from '../words/words.ts'
import type { Calipers } from './calipers.ts'
import { eventsOf, neighbour } from './events.ts'
import { MinuteRows } from './minute-rows.tsx'
import { OverviewPanel, shownLanes } from './overview-panel.tsx'
import { PrintStrip } from './print-strip.tsx'
import {
  firstPlace,
  goTo,
  minutesAround,
  newest,
  PERIOD_HOURS,
  type PeriodHours,
  periodOf,
} from './review-place.ts'
import { SendStrip } from './send-strip.tsx'
import { CalipersPanel, type EventFilter, EventsPanel, MomentPanel, offsetText } from './side-panels.tsx'
import { StripPanel } from './strip-panel.tsx'
import { Segments, type Speed, Toolbar } from './toolbar.tsx'
import type { Gain } from './trace.ts'
import { useAnswer } from './use-answer.ts'
import { usePrint } from './use-print.ts'
import { useReviewKeys } from './use-review-keys.ts'
import { useSize } from './use-size.ts'

const MS_PER_S = 1_000
const MINUTE_MS = 60_000
const HOURS_PER_DAY = 24
/** Names before the traces of a strip, and times before and numbers behind a row of full disclosure, in CSS px. */
const STRIP_NAMES_PX = 92
const ROW_BESIDE_PX = 264
/** What `electron/ipc/review-schema.ts` allows a strip to be. */
const LONGEST_STRIP_MS = 120_000
/** Caption and edge of a held strip. */
const HELD_CAPTION_PX = 24
/** Newest data are a moment old when they are stored; a strip that is asked for sooner would end in a gap. */
const STORED_AFTER_MS = 3_000

function hoursText(hours: PeriodHours): string {
  return hours < 2 * HOURS_PER_DAY && hours !== 168
    ? words('time.hours', { hours: String(hours) })
    : words('time.days', { count: String(hours / HOURS_PER_DAY) })
}

/** Review: any stored minute of a bed, while the ward goes on being watched in the bars and the banner. */
export function Review(): ReactElement {
  const { beds, connection } = useStation()
  const { place, go } = usePlace()
  const view = (beds.find((one) => one.view.id === place.bed) ?? beds[0])?.view
  if (view === undefined) {
    return (
      <main className="review-empty">
        <p>{words(connection === 'connected' ? 'review.noBed' : 'engine.starts')}</p>
      </main>
    )
  }
  return (
    <BedReview
      key={view.id}
      bed={view.id}
      label={view.label}
      momentUtcMs={place.momentUtcMs}
      isConnected={connection === 'connected'}
      onBed={(bed) => go({ bed })}
      onLive={() => go({ screen: 'bed', bed: view.id })}
    />
  )
}

function BedReview({
  bed,
  label,
  momentUtcMs,
  isConnected,
  onBed,
  onLive,
}: {
  readonly bed: string
  readonly label: string
  /** The moment that somebody came for; null: the newest. */
  readonly momentUtcMs: number | null
  readonly isConnected: boolean
  readonly onBed: (bed: string) => void
  readonly onLive: () => void
}): ReactElement {
  const { beds, station } = useStation()
  const client = useClient()
  const main = useSize<HTMLDivElement>()
  const stripArea = useSize<HTMLElement>()
  const [speed, setSpeed] = useState<Speed>(25)
  const [gain, setGain] = useState<Gain>(1)
  const [at, setAt] = useState(() => firstPlace(momentUtcMs, Date.now() - STORED_AFTER_MS))
  const [lead, setLead] = useState<number | null>(null)
  const [calipers, setCalipers] = useState<Calipers | null>(null)
  const [measuring, setMeasuring] = useState(false)
  const [cursorUtcMs, setCursorUtcMs] = useState<number | null>(null)
  const [held, setHeld] = useState<ReviewStrip | null>(null)
  const [filter, setFilter] = useState<EventFilter>('all')
  const [current, setCurrent] = useState<string | null>(null)
  const [marks, setMarks] = useState(0)
  const [markProblem, setMarkProblem] = useState<string | null>(null)

  const { pixelPitchMm, calibrated } = usePixelPitch()
  const pxPerMm = 1 / pixelPitchMm
  const stripWidth = Math.max(0, main.width - STRIP_NAMES_PX)
  const stripMs = Math.min(LONGEST_STRIP_MS, Math.round((stripWidth / (pxPerMm * speed)) * MS_PER_S))
  const strip = { fromUtcMs: Math.round(at.atUtcMs), toUtcMs: Math.round(at.atUtcMs + stripMs) }
  const period = periodOf(at)
  const minutes = minutesAround(at)
  const columns = Math.max(0, main.width - ROW_BESIDE_PX)
  const ask = isConnected && stripMs > 0

  const overview = useAnswer('review.overview', ask ? { bed, ...period } : null, marks)
  const waves = orderWaves(overview.value?.waves ?? [])
  const wave = waves.find(({ channel }) => channel === lead) ?? waves[0]
  const rows = useAnswer(
    'review.rows',
    ask && wave !== undefined && columns > 0
      ? { bed, ...minutes, channel: wave.channel, rowMs: MINUTE_MS, columns }
      : null,
  )
  const page = useAnswer('review.strip', ask ? { bed, ...strip } : null)
  const moment = useAnswer(
    'review.moment',
    isConnected && cursorUtcMs !== null ? { bed, atUtcMs: Math.round(cursorUtcMs) } : null,
  )
  const events = useMemo(() => (overview.value === null ? [] : eventsOf(overview.value)), [overview.value])
  const lanes = useMemo(() => shownLanes(overview.value?.lanes ?? []), [overview.value])
  const print = usePrint(isConnected ? bed : null)

  const nowUtcMs = () => Date.now() - STORED_AFTER_MS
  const goToMoment = (middleUtcMs: number) => {
    setAt((before) => goTo(before, middleUtcMs, stripMs, nowUtcMs()))
    setCalipers(null)
    setCurrent(null)
  }
  const moveBy = (byMs: number) => goToMoment(strip.fromUtcMs + stripMs / 2 + byMs)
  const goToAlarm = (direction: 'before' | 'after') => {
    const event = neighbour(events, currentTime() ?? strip.fromUtcMs + stripMs / 2, direction)
    if (event !== null) goToEvent(event.key, event.atUtcMs)
  }
  const currentTime = () => events.find(({ key }) => key === current)?.atUtcMs ?? null
  const goToEvent = (key: string, atUtcMs: number) => {
    goToMoment(atUtcMs)
    setCursorUtcMs(atUtcMs)
    setCurrent(key)
  }
  const mark = () => {
    const atUtcMs = Math.round(cursorUtcMs ?? strip.fromUtcMs + stripMs / 2)
    client.call('note.add', { bed, kind: 'mark', atUtcMs, text: '' }).then(
      () => setMarks((count) => count + 1),
      (error: Error) => setMarkProblem(error.message),
    )
  }
  useReviewKeys({
    onQuarter: (by) => moveBy((by * stripMs) / 4),
    onMinute: (by) => moveBy(by * MINUTE_MS),
    onAlarm: goToAlarm,
  })
  // Whatever was pointed at belongs to the strip that was on the screen.
  const pageFrom = page.value?.fromUtcMs
  useEffect(() => {
    if (pageFrom !== undefined) setCalipers(null)
  }, [pageFrom])

  const lost = page.value === null || page.value.rows.length === 0 ? null : worstLoss(page.value)
  const problem =
    overview.problem ?? page.problem ?? rows.problem ?? moment.problem ?? markProblem ?? print.sentence
  const isEmpty = overview.value !== null && overview.value.lanes.length === 0 && waves.length === 0
  const stripHeight = held === null ? stripArea.height : (stripArea.height - HELD_CAPTION_PX) / 2
  const drawn = { width: stripWidth, pxPerMm, speed, gain, events, cursorUtcMs }
  const hands = {
    calipers,
    onCalipers: measuring ? setCalipers : null,
    onCursor: setCursorUtcMs,
  }
  return (
    <main className="review">
      <Toolbar
        beds={beds.map((one) => one.view)}
        bed={bed}
        atUtcMs={strip.fromUtcMs}
        speed={speed}
        gain={gain}
        measuring={measuring}
        holding={held !== null}
        isPrinting={print.isPrinting}
        onBed={onBed}
        onGo={(atUtcMs) => goToMoment(atUtcMs + stripMs / 2)}
        onAlarm={goToAlarm}
        onSpeed={setSpeed}
        onGain={setGain}
        onMeasure={() => {
          setMeasuring(!measuring)
          setCalipers(null)
        }}
        onHold={() => setHeld(held === null ? page.value : null)}
        onMark={station?.actor.initials == null ? null : mark}
        onPrint={() => print.print(cursorUtcMs ?? strip.fromUtcMs + stripMs / 2, nowUtcMs())}
        onNewest={() => setAt(newest(nowUtcMs(), at.hours, stripMs))}
        onLive={onLive}
      />
      {problem !== null && (
        <p className="review-problem" role="status">
          {problem}
        </p>
      )}
      <HatchPattern id="review-hatch" />
      <div className="review-main" ref={main.ref}>
        <section className="panel">
          <div className="review-head">
            <h2>{words('review.overview')}</h2>
            <Segments
              label={words('review.overview')}
              values={PERIOD_HOURS}
              value={at.hours}
              textOf={hoursText}
              onChoose={(hours) => setAt({ ...at, hours })}
            />
            {lanes.some(({ complete }) => !complete) && <small>{words('review.incomplete')}</small>}
            <small className="review-shown">
              {words('review.shown', { from: clockTime(minutes.fromUtcMs), to: clockTime(minutes.toUtcMs) })}
            </small>
          </div>
          {overview.value === null ? (
            <p className="quiet side-note">{words('review.reading')}</p>
          ) : isEmpty ? (
            <p className="quiet side-note">{words('review.nothing')}</p>
          ) : (
            <OverviewPanel overview={overview.value} events={events} shown={minutes} onGo={goToMoment} />
          )}
        </section>
        <section className="panel">
          <div className="review-head">
            <h2>{words('review.disclosure', { label: wave?.label ?? '' })}</h2>
            <small>{words('review.perRow')}</small>
            {waves.length > 1 && wave !== undefined && (
              <select
                className="input review-lead"
                aria-label={words('review.lead')}
                value={wave.channel}
                onChange={(event) => setLead(Number(event.target.value))}
              >
                {waves.map(({ channel, label: name }) => (
                  <option key={channel} value={channel}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </div>
          {wave !== undefined && rows.value !== null && overview.value !== null && (
            <MinuteRows
              rows={rows.value.rows}
              wave={wave}
              overview={overview.value}
              lanes={lanes}
              columns={columns}
              strip={strip}
              events={events}
              onGo={goToMoment}
            />
          )}
        </section>
        <section className="panel strip-section">
          <div className="review-head">
            <h2>{words('review.strip')}</h2>
            <small>
              {words(calibrated ? 'review.stripScale' : 'review.stripScaleUncalibrated', {
                seconds: String(Math.round(stripMs / MS_PER_S)),
                speed: printedNumber(speed),
              })}
            </small>
            {page.value !== null && page.value.rows.length > 0 && (
              <SendStrip strip={{ bed, fromUtcMs: page.value.fromUtcMs, toUtcMs: page.value.toUtcMs }} />
            )}
          </div>
          <ScrollArea className="strip-area" label={words('review.strip')} areaRef={stripArea.ref}>
            {held !== null && (
              <div className="held">
                <small>{words('review.held')}</small>
                <StripPanel
                  {...drawn}
                  strip={held}
                  height={stripHeight}
                  hands={{ calipers: null, onCalipers: null, onCursor: setCursorUtcMs }}
                />
              </div>
            )}
            {page.value !== null && page.value.rows.length > 0 && (
              <StripPanel {...drawn} strip={page.value} height={stripHeight} hands={hands} />
            )}
            {page.value !== null && page.value.rows.length === 0 && (
              <p className="quiet side-note">{words('review.noWaves')}</p>
            )}
          </ScrollArea>
        </section>
      </div>
      <aside className="review-side">
        {measuring && (
          <CalipersPanel
            strip={page.value}
            calipers={calipers}
            onPutAway={() => {
              setMeasuring(false)
              setCalipers(null)
            }}
          />
        )}
        <MomentPanel moment={cursorUtcMs === null ? null : moment.value} lost={lost} />
        <EventsPanel
          events={events}
          length={hoursText(at.hours)}
          filter={filter}
          current={current}
          onFilter={setFilter}
          onGo={(event) => goToEvent(event.key, event.atUtcMs)}
        />
      </aside>
      {print.strip !== null && (
        <PrintStrip
          label={label}
          strip={print.strip}
          gain={gain}
          offset={offsetText(moment.value?.clockOffsetMs ?? null)}
        />
      )}
    </main>
  )
}

/** The wave that misses most decides what is said of the strip. */
function worstLoss({ rows }: ReviewStrip): number {
  return Math.max(...rows.map(({ lost }) => lost))
}

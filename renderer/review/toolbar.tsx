import { ChevronFirst, ChevronLast, Flag, Pause, Printer, Radio, Ruler } from 'lucide-react'
import type { ReactElement } from 'react'
import type { BedView } from '../../electron/ipc/views.ts'
import { printedNumber } from '../words/values.ts'
import { words } from '../words/words.ts'
import { GAINS, type Gain } from './trace.ts'

/** Paper speeds that can be chosen, mm/s (CLINICAL 1.11). */
export const SPEEDS = [6.25, 12.5, 25, 50] as const
export type Speed = (typeof SPEEDS)[number]

/** A choice of a few, all in sight. */
export function Segments<T extends string | number>({
  label,
  values,
  value,
  textOf,
  onChoose,
}: {
  readonly label: string
  readonly values: readonly T[]
  readonly value: T
  readonly textOf: (value: T) => string
  readonly onChoose: (value: T) => void
}): ReactElement {
  return (
    <fieldset className="segments" aria-label={label}>
      {values.map((one) => (
        <button
          key={one}
          type="button"
          className="segment"
          aria-pressed={one === value}
          onClick={() => onChoose(one)}
        >
          {textOf(one)}
        </button>
      ))}
    </fieldset>
  )
}

/** A moment as `datetime-local` wants it, by the station's wall clock, to the second. */
export function writtenMoment(utcMs: number): string {
  const date = new Date(utcMs)
  const local = new Date(utcMs - date.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 19)
}

export interface ToolbarProps {
  readonly beds: readonly BedView[]
  readonly bed: string
  readonly atUtcMs: number
  readonly speed: Speed
  readonly gain: Gain
  readonly measuring: boolean
  readonly holding: boolean
  readonly isPrinting: boolean
  readonly onBed: (bed: string) => void
  readonly onGo: (atUtcMs: number) => void
  readonly onAlarm: (direction: 'before' | 'after') => void
  readonly onSpeed: (speed: Speed) => void
  readonly onGain: (gain: Gain) => void
  readonly onMeasure: () => void
  readonly onHold: () => void
  /** Null while nobody is signed in: a mark has an author. */
  readonly onMark: (() => void) | null
  readonly onPrint: () => void
  readonly onNewest: () => void
  readonly onLive: () => void
}

/** Which bed, which moment, how it is drawn, and what can be done with it. */
export function Toolbar(props: ToolbarProps): ReactElement {
  return (
    <div className="review-tools">
      <select
        className="input review-bed"
        aria-label={words('review.bed')}
        value={props.bed}
        onChange={(event) => props.onBed(event.target.value)}
      >
        {props.beds.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
      <input
        className="input review-at"
        type="datetime-local"
        step="1"
        aria-label={words('review.at')}
        value={writtenMoment(props.atUtcMs)}
        onChange={(event) => {
          const utcMs = new Date(event.target.value).getTime()
          if (Number.isFinite(utcMs)) props.onGo(utcMs)
        }}
      />
      <button type="button" className="button" onClick={() => props.onAlarm('before')}>
        <ChevronFirst size={17} aria-hidden="true" />
        {words('review.alarmBefore')}
      </button>
      <button type="button" className="button" onClick={() => props.onAlarm('after')}>
        {words('review.alarmAfter')}
        <ChevronLast size={17} aria-hidden="true" />
      </button>
      <Segments
        label={words('review.speed')}
        values={SPEEDS}
        value={props.speed}
        textOf={(speed) =>
          speed === props.speed
            ? words('review.speedStep', { speed: printedNumber(speed) })
            : printedNumber(speed)
        }
        onChoose={props.onSpeed}
      />
      <Segments
        label={words('review.gain')}
        values={GAINS}
        value={props.gain}
        textOf={(gain) => `×${gain}`}
        onChoose={props.onGain}
      />
      <span className="review-space" />
      <button type="button" className="button" aria-pressed={props.measuring} onClick={props.onMeasure}>
        <Ruler size={17} aria-hidden="true" />
        {words('review.calipers')}
      </button>
      <button type="button" className="button" aria-pressed={props.holding} onClick={props.onHold}>
        <Pause size={17} aria-hidden="true" />
        {words(props.holding ? 'review.letGo' : 'review.hold')}
      </button>
      <button
        type="button"
        className="button"
        disabled={props.onMark === null}
        onClick={() => props.onMark?.()}
      >
        <Flag size={17} aria-hidden="true" />
        {words('review.mark')}
      </button>
      <button type="button" className="button primary" disabled={props.isPrinting} onClick={props.onPrint}>
        <Printer size={17} aria-hidden="true" />
        {words('review.print')}
      </button>
      <button type="button" className="button" onClick={props.onNewest}>
        {words('review.newest')}
      </button>
      <button type="button" className="button" onClick={props.onLive}>
        <Radio size={17} aria-hidden="true" />
        {words('review.live')} <kbd className="key-cap">Esc</kbd>
      </button>
    </div>
  )
}

import type { ReactElement } from 'react'
import type { LineTestView, TestSecond } from '../../electron/ipc/line-test.ts'
import { printedPercent } from '../words/values.ts'
import { words } from '../words/words.ts'
import { damagedShare, rateText } from './doctor-facts.ts'

const SHOWN_SECONDS = 60
const HEIGHT = 60
const PERCENT = 100
/** A line with less damage than this does not fill the chart: a single frame would look like a fault. */
const LEAST_TOP_PERCENT = 5

function Bars({
  title,
  figure,
  values,
  top,
}: {
  readonly title: string
  readonly figure: string
  /** One a second, the newest last. */
  readonly values: readonly number[]
  readonly top: number
}): ReactElement {
  const start = SHOWN_SECONDS - values.length
  return (
    <figure className="doctor-chart">
      <figcaption>
        <b>{title}</b>
        <span className="figure">{figure}</span>
      </figcaption>
      <svg viewBox={`0 0 ${SHOWN_SECONDS} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {values.map((value, index) => {
          const tall = top > 0 ? (Math.min(value, top) / top) * HEIGHT : 0
          const at = start + index
          return <rect key={at} x={at + 0.1} y={HEIGHT - tall} width={0.8} height={tall} />
        })}
      </svg>
      <small>
        <span>{words('doctor.minuteAgo')}</span>
        <span>{words('doctor.now')}</span>
      </small>
    </figure>
  )
}

function damagedPercent({ good, bad }: TestSecond): number {
  return bad === 0 ? 0 : (PERCENT * bad) / (good + bad)
}

/** Bytes and damaged frames of the last minute. */
export function DoctorCharts({ view }: { readonly view: LineTestView }): ReactElement {
  const bytes = view.seconds.map((second) => second.bytes)
  const damaged = view.seconds.map(damagedPercent)
  return (
    <div className="doctor-charts">
      <Bars
        title={words('doctor.bytesPerSecond')}
        figure={rateText(view)}
        values={bytes}
        top={Math.max(0, ...bytes)}
      />
      <Bars
        title={words('doctor.badFrames')}
        figure={printedPercent(PERCENT * damagedShare(view), 1)}
        values={damaged}
        top={Math.max(LEAST_TOP_PERCENT, ...damaged)}
      />
    </div>
  )
}

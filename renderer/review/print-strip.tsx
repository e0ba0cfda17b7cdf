import type { ReactElement } from 'react'
import type { ReviewStrip } from '../../electron/ipc/review.ts'
import { orderWaves } from '../beds/parameters.ts'
import { Label } from '../parts/label.tsx'
import { calendarDate, clockTimeSeconds } from '../words/times.ts'
import { words } from '../words/words.ts'
import { type Gain, rowScale, tracePath } from './trace.ts'

/** A4 less its margins: seven seconds at 25 mm/s. */
const LINE_MM = 175
const MM_PER_S = 25
const ROW_MM = 21
const MOST_ROWS = 3
const MS_PER_S = 1_000
const LINE_MS = (LINE_MM / MM_PER_S) * MS_PER_S

/** The lines of seven seconds that a strip takes on paper. */
export function paperLines(strip: ReviewStrip): readonly ReviewStrip[] {
  const lines: ReviewStrip[] = []
  for (let at = strip.fromUtcMs; at < strip.toUtcMs; at += LINE_MS) {
    const toUtcMs = Math.min(at + LINE_MS, strip.toUtcMs)
    const rows = strip.rows.map((row) => {
      const from = Math.round(((at - strip.fromUtcMs) * row.rateHz) / MS_PER_S)
      const to = Math.round(((toUtcMs - strip.fromUtcMs) * row.rateHz) / MS_PER_S)
      return { ...row, values: row.values.subarray(from, to) }
    })
    lines.push({ ...strip, fromUtcMs: at, toUtcMs, rows })
  }
  return lines
}

/** The page that "Print strip" makes: seen on paper alone. */
export function PrintStrip({
  label,
  strip,
  gain,
  offset,
}: {
  /** Of the bed. */
  readonly label: string
  readonly strip: ReviewStrip
  readonly gain: Gain
  /** What the monitor's clock was off by, in words. */
  readonly offset: string
}): ReactElement {
  const { patient } = strip
  const isSimulated = strip.rows.some(({ simulated }) => simulated)
  const whole = orderWaves(strip.rows).slice(0, MOST_ROWS)
  return (
    <section className="print-strip" aria-hidden="true">
      <header>
        <h1>
          {words('review.printTitle', {
            bed: label,
            from: clockTimeSeconds(strip.fromUtcMs),
            to: clockTimeSeconds(strip.toUtcMs),
            date: calendarDate(strip.fromUtcMs),
          })}
        </h1>
        <p>
          {patient === null
            ? words('review.printNobody')
            : words('review.printPatient', { id: patient.id, authority: patient.authority })}
          {isSimulated && <b> {words('chip.simulated')}</b>}
        </p>
      </header>
      {paperLines(strip).map((line) => (
        <figure key={line.fromUtcMs}>
          <figcaption>{clockTimeSeconds(line.fromUtcMs)}</figcaption>
          <svg
            width={`${LINE_MM}mm`}
            height={`${whole.length * ROW_MM}mm`}
            viewBox={`0 0 ${LINE_MM} ${whole.length * ROW_MM}`}
          >
            <title>{words('review.strip')}</title>
            <defs>
              <pattern id="print-paper" width="5" height="5" patternUnits="userSpaceOnUse">
                <path
                  d="M0 1h5M0 2h5M0 3h5M0 4h5M1 0v5M2 0v5M3 0v5M4 0v5"
                  stroke="#e4c9c9"
                  strokeWidth=".1"
                />
                <path d="M0 0h5M0 0v5" stroke="#cf9f9f" strokeWidth=".2" />
              </pattern>
            </defs>
            <rect width={LINE_MM} height={whole.length * ROW_MM} fill="url(#print-paper)" />
            {whole.map(({ key }, index) => {
              const all = strip.rows.find((row) => row.key === key)
              const row = line.rows.find((one) => one.key === key)
              if (all === undefined || row === undefined || row.values.length === 0) return null
              // One scale for all lines, so that they can be compared.
              const scale = rowScale(all, ROW_MM, 1, gain)
              const width = (row.values.length / row.rateHz) * MM_PER_S
              return (
                <path
                  key={key}
                  transform={`translate(0 ${index * ROW_MM})`}
                  d={tracePath(row.values, width, ROW_MM, scale)}
                  fill="none"
                  stroke="#111719"
                  strokeWidth=".35"
                  strokeLinejoin="round"
                />
              )
            })}
            {isSimulated && (
              <text
                className="print-simulated"
                x={LINE_MM / 2}
                y={(whole.length * ROW_MM) / 2}
                textAnchor="middle"
              >
                {words('chip.simulated')}
              </text>
            )}
          </svg>
          <div className="print-labels">
            {whole.map((row) => (
              <b key={row.key} style={{ height: `${ROW_MM}mm` }}>
                <Label text={row.label} />
              </b>
            ))}
          </div>
        </figure>
      ))}
      <footer>
        <p>{words('review.offsetNote', { offset })}</p>
        <p>{words('review.printNotice')}</p>
      </footer>
    </section>
  )
}

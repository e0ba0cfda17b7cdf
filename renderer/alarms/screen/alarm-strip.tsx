import type { ReactElement } from 'react'
import { usePixelPitch } from '../../beds/use-pixel-pitch.ts'
import { StripPanel } from '../../review/strip-panel.tsx'
import { useAnswer } from '../../review/use-answer.ts'
import { HatchPattern } from '../../shifts/trend-lanes.tsx'
import { clockTimeSeconds } from '../../words/times.ts'
import { words } from '../../words/words.ts'

/** Around the begin of an alarm (CLINICAL 1.9). */
const BEFORE_MS = 10_000
const AFTER_MS = 10_000
/** Half of the usual speed: twenty seconds beside a list. */
const SPEED_MM_S = 12.5
const MS_PER_S = 1_000
const HEIGHT_PX = 420
const NO_HANDS = { calipers: null, onCalipers: null, onCursor: () => undefined }

/** The waves from ten seconds before an alarm to ten seconds after. */
export function AlarmStrip({
  bed,
  alarm,
}: {
  readonly bed: string
  readonly alarm: {
    readonly atUtcMs: number
    readonly text: string
    readonly priority: 'high' | 'medium' | 'low'
  }
}): ReactElement {
  const { atUtcMs, text, priority } = alarm
  const { pixelPitchMm } = usePixelPitch()
  const pxPerMm = 1 / pixelPitchMm
  const stretch = { fromUtcMs: atUtcMs - BEFORE_MS, toUtcMs: atUtcMs + AFTER_MS }
  const { value, problem, isReading } = useAnswer('review.strip', { bed, ...stretch })
  // The answer to the alarm before may still stand there.
  const strip = value?.fromUtcMs === stretch.fromUtcMs ? value : null
  const width = ((BEFORE_MS + AFTER_MS) / MS_PER_S) * SPEED_MM_S * pxPerMm
  return (
    <section className="panel alarm-strip" aria-label={words('history.strip')}>
      <HatchPattern id="review-hatch" />
      <div className="panel-head">
        <h2>{words('history.stripOf', { time: clockTimeSeconds(atUtcMs) })}</h2>
        <span className="quiet">{words('review.speedStep', { speed: String(SPEED_MM_S) })}</span>
      </div>
      {problem !== null && <p role="alert">{problem}</p>}
      {strip === null && problem === null && (
        <p className="quiet">{isReading ? words('review.reading') : ''}</p>
      )}
      {strip !== null && strip.rows.length === 0 && <p className="quiet">{words('review.noWaves')}</p>}
      {strip !== null && strip.rows.length > 0 && (
        <div className="alarm-strip-paper">
          <StripPanel
            strip={strip}
            width={width}
            height={HEIGHT_PX}
            pxPerMm={pxPerMm}
            speed={SPEED_MM_S}
            gain={1}
            events={[{ key: 'alarm', atUtcMs, endUtcMs: null, kind: priority, text }]}
            cursorUtcMs={null}
            hands={NO_HANDS}
          />
        </div>
      )}
    </section>
  )
}

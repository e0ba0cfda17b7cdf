import { type ReactElement, useLayoutEffect, useRef } from 'react'
import type { WaveView } from '../../electron/ipc/views.ts'
import { Label } from '../parts/label.tsx'
import { useLookNow } from '../shell/look.ts'
import type { Theme } from '../shell/night.ts'
import { printedUnit } from '../words/units.ts'
import { printedNumber } from '../words/values.ts'
import { words } from '../words/words.ts'
import { kindOf, type ParameterKind } from './parameters.ts'
import { readableGuides } from './readable-guides.ts'
import type { RowSpec } from './row-registry.ts'
import { useSweep } from './sweep.ts'
import { lineCover } from './tile-model.ts'
import { Cover } from './wave-cover.tsx'
import { useStage } from './wave-stage.tsx'

/** The speed of paper ECG: any other one is printed. */
const USUAL_SPEED_MM_PER_SECOND = 25

/** Gains as the margin beside a trace has room for them; the usual one goes without saying there. */
const MARGIN_GAINS: Readonly<Record<string, string>> = { '×1': '', '×0.5': '×½', '×0.25': '×¼' }

const WITH_GUIDES: readonly ParameterKind[] = ['art', 'pap', 'cvp', 'icp', 'co2']

/** Read once for each theme: many rows ask at every change, and each reading makes the page work out its styles. */
const coloursRead = new Map<string, string>()

/** The colour of a kind in the theme that the root carries. */
function themeColour(theme: Theme, kind: ParameterKind): string {
  const key = `${theme} ${kind}`
  const known = coloursRead.get(key)
  if (known !== undefined) return known
  const colour = getComputedStyle(document.documentElement).getPropertyValue(`--kind-${kind}`).trim()
  coloursRead.set(key, colour)
  return colour
}

/**
 * Where a row prints its name and gain: above the trace, or in the margin before it where every pixel of height counts.
 * Only ECG rows take the margin: they are drawn in mm a millivolt, and names of leads are short enough for it.
 */
export type WaveLabels = 'above' | 'margin'

/** One wave: its name and gain, its scale at the start, and a transparent place that the canvas paints. */
export function WaveRow({
  bed,
  wave,
  simulated,
  labels,
}: {
  readonly bed: string
  readonly wave: WaveView
  readonly simulated: boolean
  readonly labels: WaveLabels
}): ReactElement {
  const { registry, scales, calibrated } = useStage()
  // One speed for all waves of a screen, so that those of one bed stand under each other in time.
  const { speedMmPerSecond, ecgGain } = useSweep().settings
  const { theme } = useLookNow()
  const trace = useRef<HTMLSpanElement>(null)
  const key = `${bed}/${wave.key}`
  const kind = kindOf(wave.id)
  const scale = scales.get(key)
  const guides = WITH_GUIDES.includes(kind)
  const { channel } = wave
  useLayoutEffect(() => {
    const element = trace.current
    if (element === null) return
    const spec: RowSpec = {
      key,
      bed,
      channel,
      kind: kind === 'ecg' ? 'ecg' : 'other',
      colour: themeColour(theme, kind),
      speedMmPerSecond,
      ecgGain,
      simulated,
      guides,
      hatch: null,
    }
    registry.setRow(spec, element)
    return () => registry.removeRow(key, element)
  }, [registry, key, bed, channel, kind, simulated, guides, speedMmPerSecond, ecgGain, theme])
  const speed =
    speedMmPerSecond === USUAL_SPEED_MM_PER_SECOND
      ? ''
      : words(calibrated ? 'sweep.mmPerSecond' : 'sweep.aboutMmPerSecond', {
          speed: printedNumber(speedMmPerSecond),
        })
  const reported = scale?.gain ?? ''
  const gain = labels === 'margin' ? (MARGIN_GAINS[reported] ?? reported) : reported
  const details = [gain, speed, guides ? printedUnit(wave.unit) : ''].filter((detail) => detail !== '')
  return (
    <span className={`wave-row labels-${kind === 'ecg' ? labels : 'above'} kind-${kind}`}>
      <span className="wave-label">
        <b>
          <Label text={wave.label} />
        </b>
        <span>{details.join(' ')}</span>
      </span>
      <span
        className="wave-trace"
        ref={trace}
        role="img"
        aria-label={words('wave.text', { label: wave.label })}
      >
        {readableGuides(scale?.guides ?? []).map(({ value, y }) => (
          <span
            key={value}
            className="wave-guide"
            style={{ top: `clamp(7px, ${y}px / var(--tile-zoom, 1), 100% - 7px)` }}
          >
            {value}
          </span>
        ))}
      </span>
      {wave.away !== undefined && <Cover cover={lineCover(wave.away)} />}
    </span>
  )
}

import { CirclePause, Unplug } from 'lucide-react'
import { type ReactElement, useLayoutEffect, useRef } from 'react'
import type { WaveView } from '../../electron/ipc/views.ts'
import { useNow } from '../shell/now.ts'
import { age } from '../words/times.ts'
import { words } from '../words/words.ts'
import type { WaveCover } from './tile-model.ts'
import { type WaveLabels, WaveRow } from './wave-row.tsx'
import { useStage } from './wave-stage.tsx'

const SECOND_MS = 1_000

/** Hatch over the waves of a bed without data, with the cause in words and a timer. Opaque: no old trace shows through. */
export function Cover({ cover }: { readonly cover: WaveCover }): ReactElement {
  const { utcMs } = useNow()
  const timer = cover.sinceUtcMs === null ? '' : age(utcMs - cover.sinceUtcMs)
  const retryInMs = cover.retryAtUtcMs === null ? null : cover.retryAtUtcMs - utcMs
  return (
    <span className={cover.hatched ? 'wave-cover hatched' : 'wave-cover'}>
      <span className="wave-cause">
        {cover.hatched && <Unplug size={18} aria-hidden="true" />}
        {cover.ends !== undefined && <CirclePause size={18} aria-hidden="true" />}
        <span>
          {cover.cause} {timer}
        </span>
        {cover.ends !== undefined && <span className="wave-retry">{cover.ends}</span>}
        {retryInMs !== null && retryInMs > 0 && (
          <span className="wave-retry">
            {words('link.retry', { seconds: String(Math.ceil(retryInMs / SECOND_MS)) })}
          </span>
        )}
      </span>
    </span>
  )
}

/** The waves of one bed, stacked. Left open for the canvas unless a cover lies over it. */
export function WaveBand({
  bed,
  waves,
  simulated,
  cover,
  labels = 'above',
}: {
  readonly bed: string
  readonly waves: readonly WaveView[]
  readonly simulated: boolean
  readonly cover: WaveCover | null
  readonly labels?: WaveLabels
}): ReactElement {
  const { registry } = useStage()
  const band = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const element = band.current
    if (element === null) return
    registry.addPanel(element)
    return () => registry.removePanel(element)
  }, [registry])
  return (
    <span className="wave-band" ref={band}>
      {waves.map((wave) => (
        <WaveRow key={wave.key} bed={bed} wave={wave} simulated={simulated} labels={labels} />
      ))}
      {cover !== null && <Cover cover={cover} />}
      {cover === null && waves.length === 0 && <span className="wave-none">{words('wave.none')}</span>}
    </span>
  )
}

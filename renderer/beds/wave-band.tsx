import { type ReactElement, useLayoutEffect, useRef } from 'react'
import type { WaveView } from '../../electron/ipc/views.ts'
import { NoWave } from './no-wave.tsx'
import type { WaveCover } from './tile-model.ts'
import { Cover } from './wave-cover.tsx'
import { type WaveLabels, WaveRow } from './wave-row.tsx'
import { useStage } from './wave-stage.tsx'

/** The waves of one bed, stacked. Left open for the canvas unless a cover lies over it. */
export function WaveBand({
  bed,
  waves,
  simulated,
  cover,
  labels = 'above',
  isWorn = false,
}: {
  readonly bed: string
  readonly waves: readonly WaveView[]
  readonly simulated: boolean
  readonly cover: WaveCover | null
  readonly labels?: WaveLabels
  /** Its device is a wearable, which sends no wave. */
  readonly isWorn?: boolean
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
      {cover === null && waves.length === 0 && <NoWave bed={bed} isWorn={isWorn} />}
    </span>
  )
}

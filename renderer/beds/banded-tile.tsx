import type { ReactElement } from 'react'
import type { ScreenLayout } from '../../electron/ipc/screens.ts'
import type { WaveView } from '../../electron/ipc/views.ts'
import { CalmTrend } from './calm-trend.tsx'
import { NumberCell } from './number-cell.tsx'
import { NumbersCause } from './numbers-only.tsx'
import { StateLineView } from './state-line.tsx'
import { TileHeader } from './tile-header.tsx'
import type { TileModel } from './tile-model.ts'
import { WaveBand } from './wave-band.tsx'

/** Tile for 5 to 16 beds: header, state line, waves, numbers. Taller tiles only get taller waves and alarm words. */
export function BandedTile({
  model,
  waves,
  style,
  isTall,
}: {
  readonly model: TileModel
  readonly waves: readonly WaveView[]
  readonly style: ScreenLayout['style']
  /** The alarm words have two lines: room for a trend while there are none. */
  readonly isTall: boolean
}): ReactElement {
  const { numbers } = model
  return (
    <>
      <TileHeader model={model} />
      {model.isCalm && isTall ? (
        <CalmTrend bed={model.id} />
      ) : (
        <StateLineView line={model.line} status={model.status} />
      )}
      {style === 'waves' ? (
        <WaveBand
          bed={model.id}
          waves={waves}
          simulated={model.simulated}
          cover={model.cover}
          labels="margin"
          isWorn={model.isWorn}
        />
      ) : (
        <NumbersCause cover={model.cover} />
      )}
      <span className="numbers">
        <NumberCell model={numbers.heartRate} size="heart-rate" />
        {numbers.pulse !== null && <NumberCell model={numbers.pulse} size="stand-in" />}
        <NumberCell model={numbers.saturation} size="saturation" />
        <NumberCell model={numbers.breaths} size="breaths" />
        <span className="numbers-slow">
          <NumberCell model={numbers.arterial ?? numbers.cuff} size="pressure" />
          <NumberCell model={numbers.temperature} size="temperature" />
        </span>
      </span>
    </>
  )
}

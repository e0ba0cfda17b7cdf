import type { ReactElement } from 'react'
import type { ScreenLayout } from '../../electron/ipc/screens.ts'
import type { WaveView } from '../../electron/ipc/views.ts'
import { CalmTrend } from './calm-trend.tsx'
import { largeRows } from './large-rows.ts'
import { NoWave } from './no-wave.tsx'
import { NumberCell } from './number-cell.tsx'
import type { NumberModel } from './numbers.ts'
import { NumbersCause } from './numbers-only.tsx'
import { StateLineView } from './state-line.tsx'
import { TileHeader } from './tile-header.tsx'
import type { TileModel } from './tile-model.ts'
import { WaveBand } from './wave-band.tsx'
import { Cover } from './wave-cover.tsx'

/** The row of the ECG: a wearable's trend stands once. */
const FIRST_ROW = 'ecg'

/** A pressure has two numbers in one place, so it is set smaller. */
function sizeOf(number: NumberModel): string {
  return number.text.includes('/') ? 'beside-wave beside-wave-pressure' : 'beside-wave'
}

/** Tile for four or fewer beds: each number beside its own wave, slow values in a footer; numbers alone where no waves are wanted. */
export function LargeTile({
  model,
  waves,
  rows: count,
  style,
}: {
  readonly model: TileModel
  readonly waves: readonly WaveView[]
  /** How many waves there is room for. */
  readonly rows: number
  readonly style: ScreenLayout['style']
}): ReactElement {
  const { rows, footer } = largeRows(waves, model.numbers, count)
  const { pulse } = model.numbers
  return (
    <>
      <TileHeader model={model} />
      {model.isCalm ? (
        <CalmTrend bed={model.id} />
      ) : (
        <StateLineView line={model.line} status={model.status} />
      )}
      {style === 'numbers' && <NumbersCause cover={model.cover} />}
      <span
        className="large-rows"
        style={style === 'waves' ? { gridTemplateRows: `repeat(${rows.length}, minmax(0, 1fr))` } : undefined}
      >
        {rows.map(({ key, wave, number }) => (
          <span className="large-row" key={key}>
            {style === 'numbers' ? null : wave === null ? (
              <span className="wave-band">
                {model.cover === null && (key === FIRST_ROW || !model.isWorn) && (
                  <NoWave bed={model.id} isWorn={model.isWorn} />
                )}
              </span>
            ) : (
              <WaveBand bed={model.id} waves={[wave]} simulated={model.simulated} cover={null} />
            )}
            <span className="large-number">
              {key === FIRST_ROW && pulse !== null && <NumberCell model={pulse} size="stand-in" />}
              {number !== null && <NumberCell model={number} size={sizeOf(number)} />}
            </span>
          </span>
        ))}
        {style === 'waves' && model.cover !== null && <Cover cover={model.cover} />}
      </span>
      <span className="large-footer">
        {footer.map((number) => (
          <NumberCell key={number.label} model={number} size="in-footer" />
        ))}
      </span>
    </>
  )
}

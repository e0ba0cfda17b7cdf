import type { ReactElement } from 'react'
import type { WaveView } from '../../electron/ipc/views.ts'
import { words } from '../words/words.ts'
import { largeRows } from './large-rows.ts'
import { NumberCell } from './number-cell.tsx'
import type { NumberModel } from './numbers.ts'
import { StateLineView } from './state-line.tsx'
import { TileHeader } from './tile-header.tsx'
import type { TileModel } from './tile-model.ts'
import { Cover, WaveBand } from './wave-band.tsx'

/** A pressure has two numbers in one place, so it is set smaller. */
function sizeOf(number: NumberModel): string {
  return number.text.includes('/') ? 'beside-wave beside-wave-pressure' : 'beside-wave'
}

/** Tile for four or fewer beds: each number beside its own wave, slow values in a footer. */
export function LargeTile({
  model,
  waves,
}: {
  readonly model: TileModel
  readonly waves: readonly WaveView[]
}): ReactElement {
  const { rows, footer } = largeRows(waves, model.numbers)
  const { pulse } = model.numbers
  return (
    <>
      <TileHeader model={model} />
      <StateLineView line={model.line} />
      <span className="large-rows">
        {rows.map(({ key, wave, number }) => (
          <span className="large-row" key={key}>
            {wave === null ? (
              <span className="wave-band">
                <span className="wave-none">{model.cover === null ? words('wave.none') : ''}</span>
              </span>
            ) : (
              <WaveBand bed={model.id} waves={[wave]} simulated={model.simulated} cover={null} />
            )}
            <span className="large-number">
              {key === 'ecg' && pulse !== null && <NumberCell model={pulse} size="stand-in" />}
              {number !== null && <NumberCell model={number} size={sizeOf(number)} />}
            </span>
          </span>
        ))}
        {model.cover !== null && <Cover cover={model.cover} />}
      </span>
      <span className="large-footer">
        {footer.map((number) => (
          <NumberCell key={number.label} model={number} size="in-footer" />
        ))}
      </span>
    </>
  )
}

import type { ReactElement } from 'react'
import type { WaveView } from '../../electron/ipc/views.ts'
import { useStore } from '../client/store.ts'
import { Label } from '../parts/label.tsx'
import type { WaveSignal } from '../waves/signal.ts'
import { printedPercent, printedValue } from '../words/values.ts'
import { words } from '../words/words.ts'
import { SweepControls } from './sweep-controls.tsx'
import { useStage } from './wave-stage.tsx'

/** A line that loses or marks no more than this is called good. */
const GOOD_PERCENT = 1

function qualityOf(signal: WaveSignal): string {
  if (signal.leadOff) return words('waves.leadOff')
  if (signal.poorPercent > GOOD_PERCENT) return words('waves.poor')
  return signal.lossPercent > GOOD_PERCENT ? words('waves.holes') : words('waves.good')
}

/** Speed and gain of the bed view; quality, loss and filter of each wave drawn there. */
export function WaveFacts({
  waves,
  live,
}: {
  readonly waves: readonly WaveView[]
  readonly live: boolean
}): ReactElement {
  const signals = useStore(useStage().signals)
  return (
    <div className="panel-body wave-facts">
      <SweepControls place="bed" />
      {waves.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th>{words('waves.wave')}</th>
              <th>{words('waves.rate')}</th>
              <th>{words('waves.quality')}</th>
              <th>{words('waves.loss')}</th>
            </tr>
          </thead>
          <tbody>
            {waves.map(({ key, label, rateHz, channel }) => {
              const signal = live ? signals[channel] : undefined
              return (
                <tr key={key}>
                  <td>
                    <Label text={label} />
                  </td>
                  <td>{words('waves.hz', { rate: String(Math.round(rateHz)) })}</td>
                  <td>{signal === undefined ? printedValue(null, 0) : qualityOf(signal)}</td>
                  <td>
                    {signal === undefined ? printedValue(null, 0) : printedPercent(signal.lossPercent, 1)}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      <p className="quiet">{words('waves.filter')}</p>
    </div>
  )
}

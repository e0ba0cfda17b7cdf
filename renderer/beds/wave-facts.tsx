import type { ReactElement } from 'react'
import type { BedAnalysis, WaveAnalysis } from '../../electron/ipc/analysis.ts'
import type { WaveView } from '../../electron/ipc/views.ts'
import { reasonsText } from '../analysis/analysis-text.ts'
import { CountedRates } from '../analysis/counted-rates.tsx'
import { useStore } from '../client/store.ts'
import { Label } from '../parts/label.tsx'
import type { WaveSignal } from '../waves/signal.ts'
import { printedPercent, printedValue } from '../words/values.ts'
import { words } from '../words/words.ts'
import { SweepControls } from './sweep-controls.tsx'
import { useStage } from './wave-stage.tsx'

/** A line that loses or marks no more than this is called good. */
const GOOD_PERCENT = 1

/** What the line says against a wave; null: nothing. */
function flawOf(signal: WaveSignal): string | null {
  if (signal.leadOff) return words('waves.leadOff')
  if (signal.poorPercent > GOOD_PERCENT) return words('waves.poor')
  return signal.lossPercent > GOOD_PERCENT ? words('waves.holes') : null
}

/** What the line says of a wave and, where that is good, what keeps Vigil's analysis from reading it well. */
function qualityText(signal: WaveSignal, read: WaveAnalysis | undefined): string {
  const flaw = flawOf(signal)
  if (flaw !== null) return flaw
  return read === undefined || read.grade === 'good' ? words('waves.good') : reasonsText(read)
}

/** Speed and gain of the bed view; quality, loss and filter of each wave drawn there. */
export function WaveFacts({
  waves,
  live,
  analysis,
}: {
  readonly waves: readonly WaveView[]
  readonly live: boolean
  readonly analysis?: BedAnalysis | undefined
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
                  <td>
                    {signal === undefined
                      ? printedValue(null, 0)
                      : qualityText(
                          signal,
                          analysis?.waves.find((one) => one.key === key),
                        )}
                  </td>
                  <td>
                    {signal === undefined ? printedValue(null, 0) : printedPercent(signal.lossPercent, 1)}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      {live && analysis !== undefined && <CountedRates analysis={analysis} />}
      <p className="quiet">{words('waves.filter')}</p>
    </div>
  )
}

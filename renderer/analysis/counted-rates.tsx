import type { ReactElement } from 'react'
import type { BedAnalysis } from '../../electron/ipc/analysis.ts'
import { Label } from '../parts/label.tsx'
import { printedValue } from '../words/values.ts'
import { words } from '../words/words.ts'
import { rateName, reasonText } from './analysis-text.ts'
import { watchTexts } from './rhythm-text.ts'

/** The rates that Vigil counts itself, beside the monitor's and never in their place. */
export function CountedRates({ analysis }: { readonly analysis: BedAnalysis }): ReactElement {
  return (
    <section className="counted-rates" aria-label={words('analysis.title')}>
      <h3>{words('analysis.title')}</h3>
      <dl className="facts">
        {analysis.rates.map((rate) => (
          <div key={rate.of}>
            <dt>
              <Label text={rateName(rate)} />
            </dt>
            <dd>
              {printedValue(rate.perMinute, 0)}
              {rate.why !== null && <small className="quiet"> {reasonText(rate.why)}</small>}
            </dd>
          </div>
        ))}
      </dl>
      {analysis.rhythms !== undefined && watchTexts(analysis.rhythms).map((text) => <p key={text}>{text}</p>)}
      {analysis.waves.some(({ isPaced }) => isPaced) && <p>{words('analysis.paced')}</p>}
      <p className="quiet">{words('analysis.meaning')}</p>
    </section>
  )
}

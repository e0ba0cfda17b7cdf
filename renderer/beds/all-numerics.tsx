import type { ReactElement } from 'react'
import { hasNumber } from '../../drivers/model/measurement.ts'
import type { TrendParameter } from '../../electron/ipc/trend.ts'
import type { NumericView } from '../../electron/ipc/views.ts'
import type { BedState } from '../client/station-state.ts'
import { Label } from '../parts/label.tsx'
import { originText } from '../words/devices.ts'
import { clockTime, shortAge } from '../words/times.ts'
import { printedUnit } from '../words/units.ts'
import { words } from '../words/words.ts'
import { type NumberModel, numberModel } from './numbers.ts'
import { numberSource, type TileMoment } from './tile-model.ts'

const VALIDITY = {
  good: 'validity.good',
  questionable: 'validity.questionable',
  invalid: 'validity.invalid',
  off: 'validity.off',
  demo: 'validity.demo',
} as const

/** What is known of a value. One that was good once and is not shown any more is not called good. */
function validityText({ validity }: NumericView, { freshness }: NumberModel): string {
  return words(freshness === 'gone' && hasNumber(validity) ? 'validity.gone' : VALIDITY[validity])
}

function limitText(limits: Pick<TrendParameter, 'limitLow' | 'limitHigh'> | undefined): string {
  const { limitLow = null, limitHigh = null } = limits ?? {}
  return limitLow === null && limitHigh === null ? '' : `${limitLow ?? ''}–${limitHigh ?? ''}`
}

/** Every number the bed sends, unknown codes too: nothing is dropped because Vigil does not know its name. */
export function AllNumerics({
  bed,
  moment,
  limits,
}: {
  readonly bed: BedState
  readonly moment: TileMoment
  /** Limits of the profile by key, as far as the record knows the number. */
  readonly limits: readonly Pick<TrendParameter, 'key' | 'limitLow' | 'limitHigh'>[]
}): ReactElement {
  const source = numberSource(bed, moment)
  return (
    <>
      {bed.view.devices !== undefined && <p className="quiet origin-rule">{words('numbers.rule')}</p>}
      <table className="table all-numerics">
        <thead>
          <tr>
            <th scope="col">{words('numbers.name')}</th>
            <th scope="col" className="figure">
              {words('numbers.value')}
            </th>
            <th scope="col">{words('numbers.unit')}</th>
            <th scope="col">{words('numbers.limits')}</th>
            <th scope="col">{words('numbers.age')}</th>
            <th scope="col">{words('numbers.validity')}</th>
            <th scope="col">{words('numbers.code')}</th>
          </tr>
        </thead>
        <tbody>
          {bed.view.numerics.map((numeric) => {
            const model = numberModel(numeric, source)
            const time = numeric.episodic ? clockTime(numeric.measuredUtcMs) : shortAge(source.ageOf(numeric))
            return (
              <tr key={numeric.key}>
                <td className={`kind-${model.kind} name`}>
                  <Label text={numeric.label} />
                  {numeric.origin !== undefined && <span className="origin">{originText(numeric)}</span>}
                </td>
                <td className={`figure ${model.freshness}`}>{model.text}</td>
                <td>{printedUnit(numeric.unit)}</td>
                <td dir="ltr">{limitText(limits.find(({ key }) => key === numeric.key))}</td>
                <td>{time}</td>
                <td>{validityText(numeric, model)}</td>
                <td className="quiet code">{numeric.key}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </>
  )
}

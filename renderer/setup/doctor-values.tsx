import type { ReactElement } from 'react'
import type { TestValue } from '../../electron/ipc/line-test.ts'
import { kindOf } from '../beds/parameters.ts'
import { Label } from '../parts/label.tsx'
import { printedUnit } from '../words/units.ts'
import { NO_VALUE, printedDigits } from '../words/values.ts'
import { type WordKey, words } from '../words/words.ts'
import { secondsText } from './doctor-facts.ts'

const VALIDITY: Readonly<Record<TestValue['validity'], WordKey>> = {
  good: 'doctor.isGood',
  questionable: 'doctor.isQuestionable',
  invalid: 'doctor.isInvalid',
  off: 'doctor.isOff',
  demo: 'doctor.isDemo',
}

/** The numbers of a line under test, with code, age and validity. Unknown ones are listed like all others. */
export function DoctorValues({ values }: { readonly values: readonly TestValue[] }): ReactElement {
  // What has a number comes first; the rest is listed, not hidden.
  const sorted = values.toSorted((a, b) => Number(a.value === NO_VALUE) - Number(b.value === NO_VALUE))
  return (
    <div className="doctor-values-box">
      <table className="table doctor-values">
        <caption className="quiet">{words('check.preview')}</caption>
        <thead>
          <tr>
            <th>{words('doctor.name')}</th>
            <th className="figure">{words('doctor.value')}</th>
            <th>{words('doctor.unit')}</th>
            <th>{words('doctor.code')}</th>
            <th>{words('doctor.age')}</th>
            <th>{words('doctor.validity')}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ label, value, unit, id, code, validity, ageMs }) => (
            <tr key={`${id} ${label}`} className={`kind-${kindOf(id)}`}>
              <td className="doctor-value-name">
                <Label text={label} />
              </td>
              <td className="figure">{printedDigits(value)}</td>
              <td>{printedUnit(unit)}</td>
              <td className="quiet" title={id}>
                {code ?? id}
              </td>
              <td className="quiet age">{secondsText(ageMs)}</td>
              <td className="quiet">{words(VALIDITY[validity])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

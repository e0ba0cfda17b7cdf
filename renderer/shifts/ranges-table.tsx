import type { ReactElement } from 'react'
import type { ShiftParameter } from '../../electron/ipc/shift.ts'
import { Label } from '../parts/label.tsx'
import { printedUnit } from '../words/units.ts'
import { words } from '../words/words.ts'
import { type RangeCells, rangeCells } from './sentences.ts'

const COLUMNS = [
  { cell: 'now', word: 'range.now' },
  { cell: 'median', word: 'range.median' },
  { cell: 'range', word: 'range.range' },
  { cell: 'limits', word: 'range.limits' },
  { cell: 'inLimits', word: 'range.inLimits' },
  { cell: 'outside', word: 'range.outside' },
  { cell: 'notMeasured', word: 'range.notMeasured' },
] as const satisfies readonly { cell: keyof RangeCells; word: string }[]

/** Now, median, range, limits and times of each parameter, one row each. */
export function RangesTable({
  parameters,
}: {
  readonly parameters: readonly ShiftParameter[]
}): ReactElement {
  const isChanged = parameters.some(({ limitsChanged, limitLow, limitHigh }) => {
    return limitsChanged && (limitLow !== null || limitHigh !== null)
  })
  return (
    <>
      <table className="ranges">
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{words('numbers.name')}</span>
            </th>
            {COLUMNS.map(({ cell, word }) => (
              <th key={cell} scope="col">
                {words(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {parameters.map((parameter) => {
            const cells = rangeCells(parameter)
            return (
              <tr key={parameter.key}>
                <th scope="row">
                  <Label text={parameter.label} /> {printedUnit(parameter.unit)}
                </th>
                {COLUMNS.map(({ cell }) => (
                  <td key={cell}>{cells[cell]}</td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
      {isChanged && <small>{words('range.limitsChanged')}</small>}
    </>
  )
}

import type { ReactElement } from 'react'
import type { TestWave } from '../../electron/ipc/line-test.ts'
import { kindOf } from '../beds/parameters.ts'
import { Label } from '../parts/label.tsx'
import { printedUnit } from '../words/units.ts'
import { printedNumber } from '../words/values.ts'
import { words } from '../words/words.ts'
import { wavePicture } from './wave-picture.ts'

const HEIGHT = 100

/** The newest seconds of one wave of a line under test; what did not come is hatched. */
export function DoctorWave({
  wave,
  simulated,
}: {
  readonly wave: TestWave
  readonly simulated: boolean
}): ReactElement {
  const { label, id, unit, rateHz, columns } = wave
  const { path, holes } = wavePicture(columns, HEIGHT)
  const width = Math.max(1, columns.length)
  return (
    <div className={`doctor-wave kind-${kindOf(id)}`}>
      <span className="doctor-wave-name">
        <b>
          <Label text={label} />
        </b>
        <small>{words('doctor.rate', { rate: printedNumber(rateHz), unit: printedUnit(unit) })}</small>
      </span>
      <span className="doctor-wave-box">
        {simulated && <span className="doctor-simulated">{words('chip.simulated')}</span>}
        <svg
          viewBox={`0 0 ${width} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={words('wave.text', { label })}
        >
          <path d={path} fill="none" stroke="var(--kind)" vectorEffect="non-scaling-stroke" />
        </svg>
        {holes.map(({ from, to }) => (
          <span
            key={from}
            className="doctor-hole hatched"
            style={{ left: `${(100 * from) / width}%`, width: `${(100 * (to - from)) / width}%` }}
          />
        ))}
      </span>
    </div>
  )
}

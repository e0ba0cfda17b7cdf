import { type ReactElement, useState } from 'react'
import { ECG_GAINS, SWEEP_SPEEDS } from '../../electron/ipc/display.ts'
import { printedNumber } from '../words/values.ts'
import { words } from '../words/words.ts'
import { type SweepPlace, useSweep } from './sweep.ts'

/** Chooses sweep speed and ECG gain of the ward or of the view of one bed. */
export function SweepControls({ place }: { readonly place: SweepPlace }): ReactElement {
  const { settings, change } = useSweep(place)
  const [problem, setProblem] = useState<string | null>(null)
  const set = (next: typeof settings) => {
    change(next).then(
      () => setProblem(null),
      (error: Error) => setProblem(error.message),
    )
  }
  return (
    <span className="sweep-controls">
      <label>
        {words('sweep.speed')}
        <select
          className="input"
          value={settings.speedMmPerSecond}
          onChange={({ target }) => {
            const speedMmPerSecond = SWEEP_SPEEDS.find((speed) => String(speed) === target.value)
            if (speedMmPerSecond !== undefined) set({ ...settings, speedMmPerSecond })
          }}
        >
          {SWEEP_SPEEDS.map((speed) => (
            <option key={speed} value={speed}>
              {words('sweep.mmPerSecond', { speed: printedNumber(speed) })}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words('sweep.gain')}
        <select
          className="input"
          value={settings.ecgGain}
          onChange={({ target }) =>
            set({ ...settings, ecgGain: ECG_GAINS.find((gain) => String(gain) === target.value) ?? 'auto' })
          }
        >
          <option value="auto">{words('sweep.auto')}</option>
          {ECG_GAINS.map((gain) => (
            <option key={gain} value={gain}>
              ×{gain}
            </option>
          ))}
        </select>
      </label>
      {problem !== null && <span role="alert">{problem}</span>}
    </span>
  )
}

import { type ReactElement, useState } from 'react'
import { type Period, type PresetId, periodOf, periodProblem, typedTime } from '../../shifts/presets.ts'
import { words } from '../../words/words.ts'

const PRESET_WORDS = {
  last1: 'preset.last1',
  last8: 'preset.last8',
  last12: 'preset.last12',
  day: 'preset.day',
  evening: 'preset.evening',
  night: 'preset.night',
  custom: 'preset.custom',
} as const satisfies Partial<Record<PresetId, string>>
const CHOICES = Object.keys(PRESET_WORDS) as readonly (keyof typeof PRESET_WORDS)[]

/** What the view opens with. */
export const FIRST_PRESET = 'last8'

/** The stored period that is looked at; null while typed times are none. Choosing again reads up to now. */
export function PeriodChoice({
  onPeriod,
}: {
  readonly onPeriod: (period: Period | null) => void
}): ReactElement {
  const [preset, setPreset] = useState<keyof typeof PRESET_WORDS>(FIRST_PRESET)
  const [typed, setTyped] = useState({ from: '', to: '' })
  const problem = preset === 'custom' ? periodProblem(typedTime(typed.from), typedTime(typed.to)) : null
  const type = (next: typeof typed) => {
    setTyped(next)
    const fromUtcMs = typedTime(next.from)
    const toUtcMs = typedTime(next.to)
    const isPeriod = fromUtcMs !== null && toUtcMs !== null && toUtcMs > fromUtcMs
    onPeriod(isPeriod ? { fromUtcMs, toUtcMs } : null)
  }
  const choose = (next: keyof typeof PRESET_WORDS) => {
    setPreset(next)
    if (next === 'custom') type(typed)
    else onPeriod(periodOf(next, Date.now()))
  }
  return (
    <div className="what-if-period">
      {problem !== null && <span className="quiet">{words(problem)}</span>}
      {preset === 'custom' &&
        (['from', 'to'] as const).map((end) => (
          <input
            key={end}
            className="input"
            type="datetime-local"
            aria-label={words(end === 'from' ? 'shift.from' : 'shift.to')}
            value={typed[end]}
            onChange={({ target }) => type({ ...typed, [end]: target.value })}
          />
        ))}
      <select
        className="input"
        aria-label={words('history.period')}
        value={preset}
        onChange={({ target }) => {
          const next = CHOICES.find((one) => one === target.value)
          if (next !== undefined) choose(next)
        }}
      >
        {CHOICES.map((one) => (
          <option key={one} value={one}>
            {words(PRESET_WORDS[one])}
          </option>
        ))}
      </select>
      {preset !== 'custom' && (
        <button type="button" className="button dense" onClick={() => choose(preset)}>
          {words('history.again')}
        </button>
      )}
    </div>
  )
}

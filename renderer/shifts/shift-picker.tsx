import { type ReactElement, useId, useState } from 'react'
import { Field } from '../parts/field.tsx'
import { TextField } from '../parts/text-field.tsx'
import { words } from '../words/words.ts'
import {
  currentShift,
  type Period,
  PRESETS,
  type PresetId,
  periodOf,
  periodProblem,
  typedTime,
} from './presets.ts'

const PRESET_WORDS = {
  day: 'preset.day',
  evening: 'preset.evening',
  night: 'preset.night',
  last1: 'preset.last1',
  last8: 'preset.last8',
  last12: 'preset.last12',
  custom: 'preset.custom',
} as const

/** Value of the choice that means all beds; no bed has such an id. */
export const WHOLE_WARD = '*'

/** Bed or the whole ward, and period. The period is worked out again each time it is picked, so that it ends now. */
export function ShiftPicker({
  beds,
  bed,
  onBed,
  onPeriod,
}: {
  readonly beds: readonly { id: string; label: string }[]
  readonly bed: string | null
  readonly onBed: (id: string) => void
  readonly onPeriod: (period: Period | null) => void
}): ReactElement {
  const id = useId()
  const [preset, setPreset] = useState<PresetId>(() => currentShift(Date.now()))
  const [typed, setTyped] = useState({ from: '', to: '' })
  const problem = preset === 'custom' ? periodProblem(typedTime(typed.from), typedTime(typed.to)) : null
  const pick = (next: PresetId) => {
    setPreset(next)
    if (next !== 'custom') onPeriod(periodOf(next, Date.now()))
  }
  const type = (change: Partial<typeof typed>) => {
    const next = { ...typed, ...change }
    setTyped(next)
    const fromUtcMs = typedTime(next.from)
    const toUtcMs = typedTime(next.to)
    const valid = fromUtcMs !== null && toUtcMs !== null && toUtcMs > fromUtcMs
    onPeriod(valid ? { fromUtcMs, toUtcMs } : null)
  }
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{words('tab.handover')}</h2>
      </div>
      <div className="panel-body">
        <Field label={words('shift.bed')}>
          {(field) => (
            <select {...field} value={bed ?? ''} onChange={(event) => onBed(event.target.value)}>
              {beds.length > 1 && <option value={WHOLE_WARD}>{words('ward.all')}</option>}
              {beds.map((option) => (
                <option key={option.id} value={option.id}>
                  {option.label}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div className="field">
          <span id={`${id}-period`}>{words('shift.periodLabel')}</span>
          <fieldset className="presets" aria-labelledby={`${id}-period`}>
            {PRESETS.map((option) => (
              <button
                key={option}
                type="button"
                className="button dense"
                aria-pressed={option === preset}
                onClick={() => pick(option)}
              >
                {words(PRESET_WORDS[option])}
              </button>
            ))}
          </fieldset>
        </div>
        {preset === 'custom' && (
          <>
            <TextField
              label={words('shift.from')}
              type="datetime-local"
              value={typed.from}
              onText={(text) => type({ from: text })}
            />
            <TextField
              label={words('shift.to')}
              type="datetime-local"
              value={typed.to}
              onText={(text) => type({ to: text })}
            />
            {problem !== null && <p className="quiet">{words(problem)}</p>}
          </>
        )}
      </div>
    </section>
  )
}

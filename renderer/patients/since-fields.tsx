import type { ReactElement } from 'react'
import { UNDO_MOVE_MS } from '../../electron/ipc/patient.ts'
import { Field } from '../parts/field.tsx'
import { Choice } from '../screens/choice.tsx'
import { clockTime } from '../words/times.ts'
import { words } from '../words/words.ts'

const MINUTE_MS = 60_000

/** Since when it was another patient: the whole stay, or a time of it (UTC ms); null: nothing is chosen yet. */
export type Since = 'whole' | number | null

/** The time that a choice means for the engine; null: since admission. */
export function sinceUtcMs(since: Exclude<Since, null>): number | null {
  return since === 'whole' ? null : since
}

/** Since when it was another patient: the whole stay, or a time on its line, of a shift at most. Nothing is chosen beforehand. */
export function SinceFields({
  cameUtcMs,
  endUtcMs,
  nowUtcMs,
  since,
  onSince,
}: {
  /** When the patient came to the bed. */
  readonly cameUtcMs: number
  /** When they left it; null: they lie there. */
  readonly endUtcMs: number | null
  readonly nowUtcMs: number
  readonly since: Since
  readonly onSince: (since: Since) => void
}): ReactElement {
  const lastUtcMs = endUtcMs ?? nowUtcMs
  const firstUtcMs = Math.max(cameUtcMs, lastUtcMs - UNDO_MOVE_MS + MINUTE_MS)
  const minutes = Math.max(0, Math.ceil((lastUtcMs - firstUtcMs) / MINUTE_MS) - 1)
  const chosen = typeof since === 'number' ? Math.round((since - firstUtcMs) / MINUTE_MS) : minutes
  const time = clockTime(typeof since === 'number' ? since : lastUtcMs)
  return (
    <>
      <Choice
        title={words('repair.since')}
        options={[
          {
            value: 'whole',
            text:
              endUtcMs === null
                ? words('repair.whole', { time: clockTime(cameUtcMs) })
                : words('repair.wholeEnded', { from: clockTime(cameUtcMs), to: clockTime(endUtcMs) }),
          },
          { value: 'part', text: words('repair.part') },
        ]}
        chosen={typeof since === 'number' ? 'part' : since}
        onChoose={(value) => onSince(value === 'whole' ? value : firstUtcMs + minutes * MINUTE_MS)}
      />
      {typeof since === 'number' && (
        <Field label={words('repair.line', { time })}>
          {(field) => (
            <>
              <input
                {...field}
                type="range"
                className="since-line"
                min={0}
                max={minutes}
                value={Math.min(minutes, Math.max(0, chosen))}
                aria-valuetext={time}
                onChange={({ target }) => onSince(firstUtcMs + Number(target.value) * MINUTE_MS)}
              />
              <span className="since-ends" dir="ltr">
                <span>{clockTime(firstUtcMs)}</span>
                <span>{clockTime(lastUtcMs)}</span>
              </span>
            </>
          )}
        </Field>
      )}
    </>
  )
}

import { type ReactElement, useState } from 'react'
import { ALARM_ROLES, type AlarmRole } from '../../../electron/ipc/alarms.ts'
import { useNow } from '../../shell/now.ts'
import { clockTime } from '../../words/times.ts'
import { type WordKey, words } from '../../words/words.ts'

const MINUTE_MS = 60_000
/** Ends that are offered, minutes from now. */
const ENDS = [30, 60, 120, 240, 480, 720] as const

export const ROLE_WORDS: Readonly<Record<AlarmRole, WordKey>> = {
  nurse: 'role.nurse',
  chargeNurse: 'role.chargeNurse',
  physician: 'role.physician',
}

/** Who switches something off, why, and until when: none of the three can be left out. */
export interface OffReason {
  readonly role: AlarmRole
  readonly reason: string
  readonly minutes: number
}

/** Asks for role, reason and end. The safe choice is the main button (UI.md 4.11). */
export function OffForm({
  question,
  keep,
  action,
  reasonLabel,
  ends = ENDS,
  onOff,
  onKeep,
}: {
  readonly question: string
  readonly keep: string
  /** Words of the button that does it, with the time at which it ends. */
  readonly action: (time: string) => string
  readonly reasonLabel: string
  readonly ends?: readonly number[]
  readonly onOff: (off: OffReason) => void
  readonly onKeep: () => void
}): ReactElement {
  const { utcMs } = useNow()
  const [role, setRole] = useState<AlarmRole | null>(null)
  const [reason, setReason] = useState('')
  const [minutes, setMinutes] = useState(ends[0] ?? ENDS[0])
  const until = clockTime(utcMs + minutes * MINUTE_MS)
  return (
    <form
      className="off-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (role !== null) onOff({ role, reason: reason.trim(), minutes })
      }}
    >
      <h3>{question}</h3>
      <label className="field">
        <span>{reasonLabel}</span>
        <input className="input" value={reason} onChange={({ target }) => setReason(target.value)} />
      </label>
      <label className="field">
        <span>{words('limits.role')}</span>
        <select
          className="input"
          value={role ?? ''}
          onChange={({ target }) => setRole(ALARM_ROLES.find((one) => one === target.value) ?? null)}
        >
          <option value="">{words('limits.chooseRole')}</option>
          {ALARM_ROLES.map((one) => (
            <option key={one} value={one}>
              {words(ROLE_WORDS[one])}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{words('limits.ends')}</span>
        <select
          className="input"
          value={String(minutes)}
          onChange={({ target }) => setMinutes(Number(target.value))}
        >
          {ends.map((one) => (
            <option key={one} value={String(one)}>
              {clockTime(utcMs + one * MINUTE_MS)}
            </option>
          ))}
        </select>
      </label>
      <div className="actions">
        <button type="submit" className="button" disabled={role === null || reason.trim() === ''}>
          {action(until)}
        </button>
        <button type="button" className="button primary" onClick={onKeep}>
          {keep}
        </button>
      </div>
    </form>
  )
}

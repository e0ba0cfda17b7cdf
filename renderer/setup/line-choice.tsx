import { type ReactElement, useId } from 'react'
import { MONITOR_NAME } from '../../electron/ipc/devices.ts'
import { deviceName } from '../words/devices.ts'
import { words } from '../words/words.ts'
import type { BedDraft } from './bed-draft.ts'
import type { LineKey } from './line-draft.ts'

/** Which line of a bed with several devices is tested, searched and compared. */
export function LineChoice({
  draft,
  line,
  onLine,
}: {
  readonly draft: BedDraft
  readonly line: LineKey
  readonly onLine: (line: LineKey) => void
}): ReactElement {
  const group = useId()
  const lines = [
    { key: null, text: deviceName(MONITOR_NAME) },
    ...draft.devices.map(({ key, id }, index) => ({
      key,
      text: id.trim() === '' ? words('setup.device', { number: String(index + 1) }) : deviceName(id.trim()),
    })),
  ]
  return (
    <fieldset className="line-choice">
      <legend>{words('setup.lineChoice')}</legend>
      {lines.map(({ key, text }) => (
        <label key={String(key)} className="check">
          <input
            type="radio"
            name={group}
            checked={key === line}
            ref={(input) => {
              // Chosen from the form below, it comes into sight.
              if (key === line) input?.scrollIntoView({ block: 'nearest' })
            }}
            onChange={() => onLine(key)}
          />
          {text}
        </label>
      ))}
    </fieldset>
  )
}

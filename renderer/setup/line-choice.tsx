import { type ReactElement, useId } from 'react'
import { MONITOR_NAME } from '../../electron/ipc/devices.ts'
import { deviceName } from '../words/devices.ts'
import { words } from '../words/words.ts'
import type { BedDraft } from './bed-draft.ts'
import type { LineKey } from './line-draft.ts'

/** Id of the choice, for the buttons of the form below it. */
export const LINE_CHOICE = 'line-choice'

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
    <fieldset id={LINE_CHOICE} className="line-choice">
      <legend>{words('setup.lineChoice')}</legend>
      {lines.map(({ key, text }) => (
        <label key={String(key)} className="check">
          <input type="radio" name={group} checked={key === line} onChange={() => onLine(key)} />
          {text}
        </label>
      ))}
    </fieldset>
  )
}

import type { ReactElement } from 'react'
import type { DriverView } from '../../electron/ipc/views.ts'
import { GuideButton } from '../guide/guide-button.tsx'
import { Field } from '../parts/field.tsx'
import { TextField } from '../parts/text-field.tsx'
import { deviceName } from '../words/devices.ts'
import { words } from '../words/words.ts'
import { type BedDraft, type DeviceDraft, namedDevice, withDevice, withoutDevice } from './bed-draft.ts'
import { LINE_CHOICE } from './line-choice.tsx'
import { type LineDraft, type LineKey, withLine } from './line-draft.ts'
import { OptionControls } from './option-controls.tsx'

/** What is wrong with an option of a device. */
interface DeviceProblem {
  readonly device: LineKey
  readonly option: string
  readonly sentence: string
}

/** Name, driver, line and options of one further device. */
function OneDevice({
  device,
  title,
  drivers,
  problem,
  onName,
  onChange,
  onLine,
  onRemove,
}: {
  readonly device: DeviceDraft
  readonly title: string
  readonly drivers: readonly DriverView[]
  readonly problem: DeviceProblem | null
  readonly onName: (name: string) => void
  readonly onChange: (change: Partial<LineDraft>) => void
  readonly onLine: () => void
  readonly onRemove: () => void
}): ReactElement {
  const { id, driver: chosen, link } = device
  const driver = drivers.find((one) => one.id === chosen)
  const name = id.trim() === '' ? title : deviceName(id.trim())
  const driverHelp = driver !== undefined && {
    help: words('setup.driverFacts', { serial: driver.defaultSerial, evidence: driver.evidence }),
  }
  return (
    <fieldset>
      <legend>{title}</legend>
      <TextField
        label={words('setup.deviceName')}
        help={words('setup.deviceNameHelp')}
        spellCheck={false}
        value={id}
        onText={onName}
      />
      <Field label={words('setup.deviceDriver')} {...driverHelp}>
        {(field) => (
          <select {...field} value={chosen} onChange={({ target }) => onChange({ driver: target.value })}>
            {drivers.map((one) => (
              <option key={one.id} value={one.id}>
                {`${one.vendor}: ${one.models.join(', ')}`}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div className="actions">
        <GuideButton driver={chosen} />
      </div>
      <TextField
        label={words('setup.link')}
        className="input mono"
        spellCheck={false}
        value={link}
        onText={(text) => onChange({ link: text })}
      />
      <OptionControls
        fields={driver?.options ?? []}
        draft={device}
        onChange={({ options, typed }) => onChange({ options, typed })}
        problem={problem}
      />
      <div className="actions">
        <button
          type="button"
          className="button dense"
          onClick={() => {
            onLine()
            document.getElementById(LINE_CHOICE)?.scrollIntoView({ block: 'start' })
          }}
        >
          {words('setup.deviceLine', { device: name })}
        </button>
        <button type="button" className="button dense" onClick={onRemove}>
          {words('setup.deviceRemove', { device: name })}
        </button>
      </div>
    </fieldset>
  )
}

/** What else is connected to a bed: a ventilator beside its monitor. */
export function DeviceFields({
  draft,
  drivers,
  problem,
  onChange,
  onLine,
}: {
  readonly draft: BedDraft
  readonly drivers: readonly DriverView[]
  readonly problem: DeviceProblem | null
  readonly onChange: (draft: BedDraft) => void
  /** The line of this device is to be tested, searched or compared. */
  readonly onLine: (line: LineKey) => void
}): ReactElement {
  const [first] = drivers
  const add = (driver: string) => {
    const next = withDevice(draft, driver)
    onChange(next)
    onLine(next.devices.at(-1)?.key ?? null)
  }
  return (
    <fieldset className="device-fields">
      <legend>{words('setup.devices')}</legend>
      <p className="quiet">{words('setup.devicesHelp')}</p>
      {draft.devices.map((device, index) => (
        <OneDevice
          key={device.key}
          device={device}
          title={words('setup.device', { number: String(index + 1) })}
          drivers={drivers}
          problem={problem?.device === device.key ? problem : null}
          onName={(name) => onChange(namedDevice(draft, device.key, name))}
          onChange={(change) => onChange(withLine(draft, device.key, change))}
          onLine={() => onLine(device.key)}
          onRemove={() => onChange(withoutDevice(draft, device.key))}
        />
      ))}
      {first !== undefined && (
        <button type="button" className="button dense" onClick={() => add(first.id)}>
          {words('setup.deviceAdd')}
        </button>
      )}
    </fieldset>
  )
}

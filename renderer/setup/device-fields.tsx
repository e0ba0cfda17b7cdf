import type { ReactElement } from 'react'
import type { DriverView } from '../../electron/ipc/views.ts'
import { Field } from '../parts/field.tsx'
import { TextField } from '../parts/text-field.tsx'
import { deviceName } from '../words/devices.ts'
import { words } from '../words/words.ts'
import { type BedDraft, changedDevice, withDevice, withoutDevice } from './bed-draft.ts'

/** What else is connected to a bed: a ventilator beside its monitor. */
export function DeviceFields({
  draft,
  drivers,
  onChange,
}: {
  readonly draft: BedDraft
  readonly drivers: readonly DriverView[]
  readonly onChange: (draft: BedDraft) => void
}): ReactElement {
  const [first] = drivers
  return (
    <fieldset className="device-fields">
      <legend>{words('setup.devices')}</legend>
      <p className="quiet">{words('setup.devicesHelp')}</p>
      {draft.devices.map(({ key, id, driver, link }, index) => {
        const title = words('setup.device', { number: String(index + 1) })
        const change = (part: Parameters<typeof changedDevice>[2]) =>
          onChange(changedDevice(draft, key, part))
        return (
          <fieldset key={key}>
            <legend>{title}</legend>
            <TextField
              label={words('setup.deviceName')}
              help={words('setup.deviceNameHelp')}
              spellCheck={false}
              value={id}
              onText={(text) => change({ id: text })}
            />
            <Field label={words('setup.deviceDriver')}>
              {(field) => (
                <select
                  {...field}
                  value={driver}
                  onChange={(event) => change({ driver: event.target.value })}
                >
                  {drivers.map((one) => (
                    <option key={one.id} value={one.id}>
                      {`${one.vendor}: ${one.models.join(', ')}`}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <TextField
              label={words('setup.link')}
              className="input mono"
              spellCheck={false}
              value={link}
              onText={(text) => change({ link: text })}
            />
            <button
              type="button"
              className="button dense"
              onClick={() => onChange(withoutDevice(draft, key))}
            >
              {words('setup.deviceRemove', { device: id === '' ? title : deviceName(id) })}
            </button>
          </fieldset>
        )
      })}
      {first !== undefined && (
        <button type="button" className="button dense" onClick={() => onChange(withDevice(draft, first.id))}>
          {words('setup.deviceAdd')}
        </button>
      )}
    </fieldset>
  )
}

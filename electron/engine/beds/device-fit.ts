import type { PatientView } from '../../ipc/views.ts'
import { MONITOR } from '../bus.ts'
import { BedDevices } from './bed-devices.ts'
import type { BedStateOptions, DeviceOptions } from './bed-options.ts'
import { DeviceState } from './device-state.ts'

/** Questions of each device about a person are numbered in a range of their own. */
const QUESTIONS_OF_A_DEVICE = 1_000_000

/** The devices of a bed as they are set up. */
export interface FittedDevices {
  readonly monitor: DeviceState
  /** The monitor first. */
  readonly devices: readonly DeviceState[]
  /** Null: the monitor alone. */
  readonly several: BedDevices | null
}

/** Makes the states of the devices of one bed, time and again as its settings change. */
export class DeviceFit {
  /** Devices since the start: no two ask questions of one number. */
  #met = 0

  /** In: the settings, who lies in the bed, and the state of a device that goes on (undefined: it begins). */
  of(
    { devices = [], ...options }: BedStateOptions,
    patient: PatientView | null,
    known: (device: string) => DeviceState | undefined,
  ): FittedDevices {
    const { id: bed, simulated, takeWaveNumber } = options
    const fresh = (device: string, own: DeviceOptions) => {
      const firstQuestion = 1 + this.#met++ * QUESTIONS_OF_A_DEVICE
      return new DeviceState(own, { bed, simulated, patient, takeWaveNumber, device, firstQuestion })
    }
    const monitor = known(MONITOR) ?? fresh(MONITOR, options)
    monitor.standBeside(devices.length > 0)
    const others = devices.map(({ id, options: own }) => known(id) ?? fresh(id, own))
    const all = [monitor, ...others]
    return { monitor, devices: all, several: others.length === 0 ? null : new BedDevices(all) }
  }
}

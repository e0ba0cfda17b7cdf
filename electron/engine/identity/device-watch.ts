import type { AlarmCondition } from '../../ipc/alarms.ts'
import type { DeviceChangeView } from '../../ipc/views.ts'
import { deviceCondition } from './condition-id.ts'

/** How a monitor names itself. */
interface Device {
  readonly model: string | null
  readonly serial: string | null
}

type Fields = Readonly<Record<string, string>>

function deviceOf({ model, serial }: Fields): Device {
  return { model: model || null, serial: serial || null }
}

/** A serial number decides where both say one: its spelling of the model may differ by message. */
function isSameDevice(one: Device, other: Device): boolean {
  if (one.serial !== null && other.serial !== null) return one.serial === other.serial
  return one.model === null || other.model === null || one.model === other.model
}

function nameOf({ model, serial }: Device): string {
  return [model, serial].filter((part) => part !== null).join(' ')
}

/**
 * Notices that another monitor speaks on the line of a bed than before: two plugs were changed over,
 * or a monitor was carried to another bed. Only what a monitor says of itself tells them apart.
 */
export class DeviceWatch {
  readonly #bed: string
  readonly #simulated: boolean
  #name: string | null
  /** The monitor that belongs to this bed: the first that named itself, or the one a person took. */
  #known: Device | null = null
  /** The monitor on the line now; it may name itself in several pieces. */
  #now: Device = deviceOf({})
  #sinceUtcMs = 0

  /** `name`: how the device is named where the bed has several; null: it is the only one. A simulated or replayed line has no monitor that could be carried away. */
  constructor(bed: string, simulated: boolean, name: string | null = null) {
    this.#bed = bed
    this.#name = name
    this.#simulated = simulated
  }

  /** How sentences name the device from now on; null: it is the only one. */
  rename(name: string | null): void {
    this.#name = name
  }

  /** What a monitor says of itself (`model`, `serial`; more is ignored). */
  hear(fields: Fields, atUtcMs: number): void {
    if (this.#simulated) return
    const wasOpen = this.change !== null
    const said = deviceOf(fields)
    this.#now = { model: said.model ?? this.#now.model, serial: said.serial ?? this.#now.serial }
    if (this.#known === null || isSameDevice(this.#known, this.#now)) {
      this.#known = {
        model: this.#now.model ?? this.#known?.model ?? null,
        serial: this.#now.serial ?? this.#known?.serial ?? null,
      }
    }
    if (!wasOpen) this.#sinceUtcMs = atUtcMs
  }

  /** The line is gone: what comes back on it has to name itself again. A change that nobody took stays. */
  lineLost(): void {
    if (this.change === null) this.#now = deviceOf({})
  }

  /** A person has looked: the monitor on the line is the right one. */
  take(): void {
    this.#known = this.#now
  }

  /** The change that nobody has taken yet, or null. */
  get change(): DeviceChangeView | null {
    if (this.#known === null || isSameDevice(this.#known, this.#now)) return null
    return { from: nameOf(this.#known), to: nameOf(this.#now), sinceUtcMs: this.#sinceUtcMs }
  }

  /** The medium technical alarm while a change is open. */
  alarm(label: string): AlarmCondition | null {
    const { change } = this
    if (change === null) return null
    return {
      id: deviceCondition(this.#bed, 'device', this.#name),
      source: 'vigil',
      kind: 'technical',
      priority: 'medium',
      text: `${this.#name === null ? '' : `${this.#name}: `}Another monitor is on this line (${change.to}, before ${change.from}): check who is in ${label}`,
      sinceUtcMs: change.sinceUtcMs,
    }
  }
}

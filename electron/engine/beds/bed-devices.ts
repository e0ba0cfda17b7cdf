import type { NumericChannel } from '../../../drivers/model/channel.ts'
import type { OtherValue } from '../../ipc/devices.ts'
import type { NumericView } from '../../ipc/views.ts'
import type { BedBatch } from '../bus.ts'
import { MONITOR } from '../bus.ts'
import type { DeviceState } from './device-state.ts'
import { ParameterTable } from './parameter-table.ts'
import { chooseSource } from './source-choice.ts'

interface Shown {
  readonly device: DeviceState
  readonly view: NumericView
}

/** The devices of a bed that has several, and whose value of a parameter counts where more than one sends it. */
export class BedDevices {
  readonly #devices: readonly DeviceState[]
  readonly #table: ParameterTable
  /** Channels that each device has sent, by parameter. */
  readonly #senders = new Map<string, Map<string, NumericChannel>>()
  readonly #chosen = new Map<string, string>()
  /** As the table says with what has been sent. */
  readonly #parameters = new Map<NumericChannel, NumericChannel>()
  #revision = 0

  /** In: the devices in order, the bed's monitor first. */
  constructor(devices: readonly DeviceState[]) {
    this.#devices = devices
    this.#table = new ParameterTable(
      devices,
      (name, key) => devices.find(({ device }) => device === name)?.numerics.has(key) === true,
    )
  }

  /** The channel by whose key a parameter is known in the bed. */
  parameterOf(channel: NumericChannel): NumericChannel {
    const known = this.#parameters.get(channel)
    if (known !== undefined) return known
    const found = this.#table.of(channel, channel.device ?? MONITOR)
    this.#parameters.set(channel, found)
    return found
  }

  /** What came may have brought channels that were not known: they may change which are one parameter. */
  heard(): void {
    const revision = this.#devices.reduce((sum, { numerics }) => sum + numerics.keysRevision, 0)
    if (revision === this.#revision) return
    this.#revision = revision
    this.#parameters.clear()
    this.#senders.clear()
    for (const { device, numerics } of this.#devices) {
      for (const channel of numerics.channels) {
        const { key } = this.parameterOf(channel)
        const senders = this.#senders.get(key) ?? new Map<string, NumericChannel>()
        this.#senders.set(key, senders)
        senders.set(device, channel)
      }
    }
  }

  /** Looks whose value counts now. Out: whether that is different from before. */
  look(nowMs: number): boolean {
    let isChanged = false
    for (const [parameter, senders] of this.#senders) {
      const before = this.#chosen.get(parameter) ?? null
      const sources = this.#devices.flatMap(({ device, isLive, numerics }) => {
        const channel = senders.get(device)
        if (channel === undefined) return []
        return [{ device, freshSinceMs: isLive ? numerics.freshSinceMs(channel.key, nowMs) : null }]
      })
      const chosen = chooseSource(sources, before, nowMs)
      if (chosen === before || chosen === null) continue
      this.#chosen.set(parameter, chosen)
      isChanged = true
    }
    return isChanged
  }

  /**
   * A batch with those numbers alone that count, as `look` found last. A single reading (a cuff) counts whoever took it.
   */
  chosen(batch: BedBatch): BedBatch {
    const measurements = batch.measurements.filter((one) => {
      if (one.type !== 'numeric' || one.channel.timing === 'episodic') return true
      const parameter = this.parameterOf(one.channel).key
      return (this.#chosen.get(parameter) ?? MONITOR) === (one.channel.device ?? MONITOR)
    })
    return measurements.length === batch.measurements.length ? batch : { ...batch, measurements }
  }

  /** What the screens show: each parameter once, with where it comes from. */
  views(nowMs: number): NumericView[] {
    const byParameter = new Map<string, Shown[]>()
    for (const device of this.#devices) {
      const channels = new Map(device.numerics.channels.map((channel) => [channel.key, channel]))
      for (const whole of device.numerics.views(nowMs)) {
        const channel = channels.get(whole.key)
        if (channel === undefined) continue
        // Of a line that is away nothing stands; the bed goes on with the others.
        const view = device.isLive ? whole : { ...whole, value: null }
        const { key } = this.parameterOf(channel)
        byParameter.set(key, [...(byParameter.get(key) ?? []), { device, view }])
      }
    }
    return [...byParameter].map(([key, all]) => this.#view(key, all))
  }

  #view(key: string, all: readonly Shown[]): NumericView {
    const [first] = all
    const chosen = all.some(({ view }) => view.episodic)
      ? newest(all)
      : all.find(({ device }) => device.device === this.#chosen.get(key))
    const shown = chosen ?? first
    if (shown === undefined) throw new TypeError('"all" is empty')
    const others = all
      .filter((one) => one !== shown)
      .map(({ device, view }): OtherValue => {
        const { value, arrivedUtcMs } = view
        return { name: device.name, value, arrivedUtcMs }
      })
    return { ...shown.view, key, origin: { name: shown.device.name, others } }
  }
}

/** Of single readings the one taken last; one without a value only where none has any. */
function newest(all: readonly Shown[]): Shown | undefined {
  const rank = ({ view }: Shown) => (view.value === null ? Number.NEGATIVE_INFINITY : view.measuredUtcMs)
  return all.reduce<Shown | undefined>(
    (best, one) => (best === undefined || rank(one) > rank(best) ? one : best),
    undefined,
  )
}

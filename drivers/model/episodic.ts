import type { Measurement, Numeric } from './measurement.ts'

interface Reading {
  value: number | null
  measuredDeviceMs: number | undefined
  /** When it came last, and whether it had come before: monotonic, milliseconds. */
  seenMs: number
  isRepeated: boolean
  /** Of whoever lay there before a reset: it is repeated only while it goes on to come. */
  isOfBefore: boolean
}

/** A device that repeats its last reading does so more often, milliseconds. */
const REPEATS_WITHIN_MS = 60_000

/** One sitting of the device: readings that arrive together from one source belong together. */
interface Group {
  readonly members: Numeric[]
  isNew: boolean
}

/**
 * Tells a new episodic reading (NIBP, cardiac output, wedge) from a repeat of the
 * one before (DESIGN rule 11). A reading is new when its device time stamp differs
 * from the last one known, or, where a stamp is missing, when its value has
 * changed. The numerics of one source in one batch are one reading: if the
 * systolic value is new, so is the unchanged diastolic beside it.
 * One filter per bed; its memory is bounded by the driver's channels.
 */
export class EpisodicFilter {
  readonly #last = new Map<string, Reading>()
  #repeats = 0

  /** How many repeats have been found so far. */
  get repeats(): number {
    return this.#repeats
  }

  /**
   * Finds the repeats in what one push of bytes brought. In: the measurements in
   * order of arrival. Out: the numerics that repeat an earlier reading; all other
   * measurements are new.
   */
  repeatsIn(batch: readonly Measurement[]): ReadonlySet<Numeric> {
    const repeats = new Set<Numeric>()
    let open = new Map<string, Group>()
    const settle = (): void => {
      for (const group of open.values()) this.#settle(group, repeats)
      open = new Map()
    }
    for (const measurement of batch) {
      if (measurement.type !== 'numeric' || measurement.channel.timing !== 'episodic') continue
      const { source, key } = measurement.channel
      const group = open.get(source) ?? { members: [], isNew: false }
      // The same channel a second time is the next record of the device, not the same sitting.
      if (group.members.some((member) => member.channel.key === key)) {
        settle()
        open.set(source, { members: [measurement], isNew: this.#differs(measurement) })
        continue
      }
      group.members.push(measurement)
      if (this.#differs(measurement)) group.isNew = true
      open.set(source, group)
    }
    settle()
    this.#repeats += repeats.size
    return repeats
  }

  /**
   * The patient or the monitor changed: whatever comes next is new, but a reading with the time stamp of before, or one
   * without any that the device goes on to repeat, which is none of the next patient.
   */
  reset(): void {
    for (const [key, last] of this.#last) {
      if (last.measuredDeviceMs === undefined && !last.isRepeated) this.#last.delete(key)
      else last.isOfBefore = true
    }
  }

  #differs(numeric: Numeric): boolean {
    const last = this.#last.get(numeric.channel.key)
    if (last === undefined || last.value !== numeric.value) return true
    const hasNoTime = last.measuredDeviceMs === undefined
    if (last.isOfBefore && hasNoTime && numeric.atMs - last.seenMs > REPEATS_WITHIN_MS) return true
    return (
      last.measuredDeviceMs !== undefined &&
      numeric.measuredDeviceMs !== undefined &&
      last.measuredDeviceMs !== numeric.measuredDeviceMs
    )
  }

  #settle(group: Group, repeats: Set<Numeric>): void {
    for (const member of group.members) {
      const last = this.#last.get(member.channel.key)
      if (last === undefined || group.isNew) {
        this.#last.set(member.channel.key, {
          value: member.value,
          measuredDeviceMs: member.measuredDeviceMs,
          seenMs: member.atMs,
          isRepeated: false,
          isOfBefore: false,
        })
      } else {
        last.measuredDeviceMs = member.measuredDeviceMs ?? last.measuredDeviceMs
        last.seenMs = member.atMs
        last.isRepeated = true
      }
      if (!group.isNew) repeats.add(member)
    }
  }
}

import { type ComparedValue, VALUES_TO_COMPARE } from '../../ipc/comparison.ts'
import type { NumericView } from '../../ipc/views.ts'

/** Two looks at one channel are at least so far apart: the same moment twice is one value. */
const SAME_CHANNEL_AFTER_MS = 10_000
/** Fields that no term fits are often not on the monitor's screen. */
const OWN_ID = /^X_/

/** What is known when the next value is chosen. */
export interface Choice {
  readonly numerics: readonly NumericView[]
  /** How many numeric channels the driver has. */
  readonly channels: number
  /** Values that agreed so far. */
  readonly values: readonly ComparedValue[]
  /** When an episodic value that was compared was taken, by channel key. */
  readonly taken: ReadonlyMap<string, number>
  readonly nowUtcMs: number
}

/** Whether a value is fit to be compared: valid, and not old. */
export function isFit({ value, validity, ageLimitMs, arrivedUtcMs }: NumericView, nowUtcMs: number): boolean {
  return (
    value !== null && validity === 'good' && (ageLimitMs === null || nowUtcMs - arrivedUtcMs <= ageLimitMs)
  )
}

/**
 * Which value to ask for: a channel that was not asked yet, else the one asked least often, in the order of the
 * driver. Out: the value, or why there is none just now.
 */
export function chooseNext(choice: Choice): NumericView | 'noValue' | 'tooSoon' {
  const { values, nowUtcMs } = choice
  const fit = choice.numerics.filter((one) => isFit(one, nowUtcMs) && !isUsedUp(one, choice))
  const termed = fit.filter(({ id }) => !OWN_ID.test(id))
  const looks = (key: string): number => values.filter((value) => value.key === key).length
  const [next] = (termed.length > 0 ? termed : fit).toSorted((a, b) => looks(a.key) - looks(b.key))
  if (next === undefined) return 'noValue'
  const last = values.findLast(({ key }) => key === next.key)
  return last !== undefined && nowUtcMs - last.atUtcMs < SAME_CHANNEL_AFTER_MS ? 'tooSoon' : next
}

/** A cuff reading is one value however long it stands, and one channel alone does not stand for a driver with more. */
function isUsedUp({ key, episodic, measuredUtcMs }: NumericView, choice: Choice): boolean {
  if (episodic && choice.taken.get(key) === measuredUtcMs) return true
  const isLast = choice.values.length === VALUES_TO_COMPARE - 1
  return isLast && choice.channels > 1 && choice.values.every((value) => value.key === key)
}

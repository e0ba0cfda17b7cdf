import { BellOff } from 'lucide-react'
import type { ReactElement } from 'react'
import { statusTime } from '../alarms/state-lines.ts'
import { words } from '../words/words.ts'
import type { QuietedBed } from './banner-model.ts'
import { usePlace } from './navigation.ts'
import { useNow } from './now.ts'

/**
 * At the end of the banner: the bed whose pause ends first, and how many others there are. One that people are reminded
 * of goes before, with what is off there.
 */
export function QuietedBeds({
  beds,
  isShort,
}: {
  readonly beds: readonly QuietedBed[]
  /** High alarms need the room: the count alone. */
  readonly isShort: boolean
}): ReactElement | null {
  const { utcMs } = useNow()
  const { go } = usePlace()
  const ordered = beds.toSorted(
    (one, other) =>
      Number(other.isReminder) - Number(one.isReminder) ||
      (one.untilUtcMs ?? Infinity) - (other.untilUtcMs ?? Infinity),
  )
  const [first] = ordered
  if (first === undefined) return null
  const { bed, label, text, untilUtcMs, isReminder } = first
  const rest = ordered.length - 1
  return (
    <button
      type="button"
      className={isReminder ? 'quieted-beds reminder' : 'quieted-beds'}
      title={ordered.map((one) => `${one.label}: ${one.text}`).join('\n')}
      onClick={() => go({ screen: 'bed', bed })}
    >
      <BellOff size={16} aria-hidden="true" />
      {isShort ? (
        <b>{ordered.length}</b>
      ) : (
        <>
          <span className="quieted-what">
            <bdi>{label}</bdi>
            {isReminder && ` ${text}`}
          </span>
          <b>{untilUtcMs === null ? '' : statusTime(untilUtcMs, utcMs)}</b>
          {rest > 0 && <span>{words('alarm.more', { count: String(rest) })}</span>}
        </>
      )}
    </button>
  )
}

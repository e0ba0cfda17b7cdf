import type { ReactElement } from 'react'
import { ENTRY_KINDS, type EntryKind, type EntryView } from '../../electron/ipc/entry.ts'
import { clockTime } from '../words/times.ts'
import { words } from '../words/words.ts'
import { entryLine, entryText, KIND_WORDS } from './entry-text.ts'

/** A value that another one would lie over stands as a mark alone: its text is in its name and title. */
const TEXT_PX = 76

/** One value on its lane. */
export interface LaneMark {
  readonly entry: EntryView
  readonly x: number
  /** So near the end that the value stands before its mark, so that none is cut. */
  readonly isAtEnd: boolean
  /** The next one is far enough away for the value to be written out. */
  readonly isWritten: boolean
}

/** What people entered and what holds, a lane a kind, as marks from the left of the lane. In: the stretch, UTC ms, and its width, CSS px. */
export function entryLanes(
  entries: readonly EntryView[],
  { fromUtcMs, toUtcMs }: { readonly fromUtcMs: number; readonly toUtcMs: number },
  width: number,
): readonly { readonly kind: EntryKind; readonly marks: readonly LaneMark[] }[] {
  const inside = entries
    .filter(({ state, atUtcMs }) => state === 'valid' && atUtcMs >= fromUtcMs && atUtcMs < toUtcMs)
    .sort((left, right) => left.atUtcMs - right.atUtcMs)
  return ENTRY_KINDS.flatMap((kind) => {
    const own = inside.filter((entry) => entry.kind === kind)
    const places = own.map(({ atUtcMs }) => ((atUtcMs - fromUtcMs) / (toUtcMs - fromUtcMs)) * width)
    const marks = own.map((entry, index): LaneMark => {
      const x = places[index] ?? 0
      const isAtEnd = x > width - TEXT_PX
      // Before its mark it must not lie over the value of the one before.
      const room = isAtEnd ? (x - (places[index - 1] ?? -TEXT_PX)) / 2 : (places[index + 1] ?? width) - x
      return { entry, x, isAtEnd, isWritten: room >= TEXT_PX }
    })
    return marks.length === 0 ? [] : [{ kind, marks }]
  })
}

/** What people entered in the stretch of the trends, at its time; each goes to that time in Review. */
export function EntryLanes({
  entries,
  fromUtcMs,
  toUtcMs,
  width,
  onGo,
}: {
  readonly entries: readonly EntryView[]
  readonly fromUtcMs: number
  readonly toUtcMs: number
  readonly width: number
  readonly onGo: (atUtcMs: number) => void
}): ReactElement | null {
  const lanes = entryLanes(entries, { fromUtcMs, toUtcMs }, width)
  if (lanes.length === 0) return null
  return (
    <section className="entry-lanes" aria-label={words('entry.title')}>
      {lanes.map(({ kind, marks }) => (
        <div key={kind} className="entry-lane">
          <span className="entry-lane-name">{words(KIND_WORDS[kind])}</span>
          <span className="entry-lane-line" style={{ width }}>
            {marks.map(({ entry, x, isAtEnd, isWritten }) => {
              const name = `${clockTime(entry.atUtcMs)} ${entryLine(entry)}`
              return (
                <button
                  key={entry.id}
                  type="button"
                  className={isAtEnd ? 'entry-lane-mark at-end' : 'entry-lane-mark'}
                  style={{ left: x }}
                  title={name}
                  aria-label={name}
                  onClick={() => onGo(entry.atUtcMs)}
                >
                  <i aria-hidden="true" />
                  {isWritten && <span aria-hidden="true">{entryText(entry)}</span>}
                </button>
              )
            })}
          </span>
        </div>
      ))}
    </section>
  )
}

import { Flag, PencilLine } from 'lucide-react'
import type { ReactElement } from 'react'
import { Label } from '../parts/label.tsx'
import { PriorityShape } from '../parts/priority-shape.tsx'
import { clockTime } from '../words/times.ts'
import { words } from '../words/words.ts'
import type { EventLine } from './event-lines.ts'

function EventMark({ kind }: { readonly kind: EventLine['kind'] }): ReactElement {
  if (kind === 'gap') return <span className="event-gap hatched" />
  if (kind === 'entry') return <PencilLine size={14} aria-hidden="true" />
  if (kind === 'note') return <Flag size={14} aria-hidden="true" />
  return <PriorityShape priority={kind} size={14} />
}

/** Alarms and gaps, one line each, in order of time; `detailed`: with what was seen of each gap. */
export function EventList({
  lines,
  detailed = false,
}: {
  readonly lines: readonly EventLine[]
  readonly detailed?: boolean
}): ReactElement {
  return (
    <ol className="events">
      {lines.map(({ key, atUtcMs, kind, text, detail }) => (
        <li key={key} className={kind}>
          <time>{clockTime(atUtcMs)}</time>
          <EventMark kind={kind} />
          <span>
            <Label text={text} />
            {detailed && detail !== '' && <small className="event-detail">{detail}</small>}
          </span>
        </li>
      ))}
    </ol>
  )
}

/** The part of the first sheet that lists alarms and gaps; what is hidden is counted and stands on a later sheet. */
export function Events({
  shown,
  later,
}: {
  readonly shown: readonly EventLine[]
  /** What stands on a later sheet, in words; empty if nothing does. */
  readonly later: string
}): ReactElement {
  return (
    <section>
      <h3>{words('shift.events')}</h3>
      {shown.length === 0 ? <p>{words('shift.noEvents')}</p> : <EventList lines={shown} />}
      {later !== '' && <small>{later}</small>}
    </section>
  )
}

import type { ReactElement } from 'react'
import type { EventStrip } from '../../electron/ipc/handover.ts'
import type { ShiftSummary } from '../../electron/ipc/shift.ts'
import { clockTimeSeconds } from '../words/times.ts'
import { ownDirection, words } from '../words/words.ts'
import { BurdenTables } from './burden-tables.tsx'
import { Sheet } from './sheet.tsx'
import { SheetHead } from './sheet-head.tsx'
import { StripFigure } from './strip-figure.tsx'
import { fitsOnFirst, writtenText } from './written.ts'

function titleOf({ kind, text, atUtcMs }: EventStrip): string {
  const what = text === '' ? words('note.marked') : ownDirection(text)
  return words(kind === 'mark' ? 'shift.stripMark' : 'shift.stripAlarm', {
    what,
    time: clockTimeSeconds(atUtcMs),
  })
}

/** With more kinds of alarms than this four strips need a sheet of their own. */
const MOST_KINDS_WITH_STRIPS = 8

function Strips({ summary }: { readonly summary: ShiftSummary }): ReactElement | null {
  const { eventStrips, stripsLeftOut } = summary
  if (eventStrips.length === 0 && stripsLeftOut === 0) return null
  return (
    <>
      <h3>{words('shift.strips')}</h3>
      {eventStrips.map((strip) => (
        <StripFigure
          key={`${strip.kind} ${strip.atUtcMs} ${strip.text}`}
          strip={strip}
          title={titleOf(strip)}
          atUtcMs={strip.atUtcMs}
        />
      ))}
      {stripsLeftOut > 0 && <small>{words('shift.stripsLeftOut', { count: String(stripsLeftOut) })}</small>}
    </>
  )
}

/** The alarms of the shift counted, and waves round the high ones and round marks. */
export function DetailSheets({
  summary,
  foot,
}: {
  readonly summary: ShiftSummary
  readonly foot: string
}): ReactElement {
  const { burden, eventStrips, forNext } = summary
  const isLong = forNext !== null && !fitsOnFirst(forNext.text)
  const isOneSheet = !isLong && burden.byParameter.length <= MOST_KINDS_WITH_STRIPS
  return (
    <>
      <Sheet summary={summary} foot={foot}>
        <SheetHead summary={summary} />
        {isLong && (
          <div className="next-shift">
            {words('shift.next')}
            <p dir="auto">{writtenText(forNext)}</p>
          </div>
        )}
        <section className="shift-burden">
          <h3>
            {words('shift.burden')} <small>{words('shift.burdenNote')}</small>
          </h3>
          <BurdenTables burden={burden} />
        </section>
        {isOneSheet && <Strips summary={summary} />}
      </Sheet>
      {!isOneSheet && eventStrips.length > 0 && (
        <Sheet summary={summary} foot={foot}>
          <SheetHead summary={summary} />
          <Strips summary={summary} />
        </Sheet>
      )}
    </>
  )
}

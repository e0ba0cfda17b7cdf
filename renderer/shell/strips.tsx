import { type ReactElement, useState } from 'react'
import type { StationView } from '../../electron/ipc/views.ts'
import { AdmissionsStrip } from '../admissions/admissions-strip.tsx'
import { useSound } from '../alarms/sound/context.ts'
import { SoundQuestion } from '../alarms/sound-question.tsx'
import { useStation } from '../client/context.ts'
import { IS_WALL } from '../client/window-role.ts'
import { CuffStrip, cuffInUse } from '../cuff/cuff-strip.tsx'
import { awaySentence } from '../words/away.ts'
import { clockJumpSentence } from '../words/clock.ts'
import { words } from '../words/words.ts'
import { usePlace } from './navigation.ts'
import { useNow } from './now.ts'

/** A restart of the engine alone is over before anyone could read of it, a clock that follows a server moves by less. */
const SHORTEST_MS = 60_000
/** On a wall nobody presses a button. */
const SHOWN_FOR_MS = 3_600_000

/** What the station has to say on every screen: its key is another one when it is said anew. */
interface Strip {
  readonly key: string
  readonly atUtcMs: number
  readonly sentence: string
}

function stripsOf({ away, clockJump }: StationView): readonly Strip[] {
  const strips: Strip[] = []
  if (clockJump !== null && Math.abs(clockJump.byMs) >= SHORTEST_MS) {
    const { atUtcMs } = clockJump
    strips.push({ key: `clock ${atUtcMs}`, atUtcMs, sentence: clockJumpSentence(clockJump) })
  }
  if (away !== null && away.toUtcMs - away.fromUtcMs >= SHORTEST_MS) {
    strips.push({ key: `away ${away.toUtcMs}`, atUtcMs: away.toUtcMs, sentence: awaySentence(away) })
  }
  return strips
}

/**
 * How long Vigil was away, and a clock that was set, one after the other: until it is read or an hour has passed.
 * It stands in the banner, whose height is always there: a line of its own would push beds off a full ward.
 */
export function Strips(): ReactElement | null {
  const { question } = useSound()
  const { station, beds } = useStation()
  const { place } = usePlace()
  const { utcMs } = useNow()
  const [read, setRead] = useState<readonly string[]>([])
  const strips = station === null ? [] : stripsOf(station)
  const [shown] = strips.filter(({ key, atUtcMs }) => !read.includes(key) && utcMs - atUtcMs <= SHOWN_FOR_MS)
  const open = place.screen === 'bed' ? (place.bed ?? beds[0]?.view.id ?? null) : null
  const cuff = IS_WALL
    ? null
    : cuffInUse(
        beds.map(({ view }) => view),
        open,
      )
  // A cuff that squeezes an arm does not wait.
  if (cuff !== null) return <CuffStrip key={cuff.view.id} {...cuff} />
  // Somebody stands there who has just heard the tone, or has not: that goes before what can wait.
  if (question.askedUtcMs !== null) return <SoundQuestion />
  if (shown === undefined) {
    const admissions = IS_WALL ? undefined : station?.admissions
    const hasNews = admissions !== undefined && (admissions.open > 0 || admissions.problem !== '')
    return hasNews ? <AdmissionsStrip {...admissions} /> : null
  }
  const { key, sentence } = shown
  return (
    <div key={key} className="strip" role="status">
      <span>{sentence}</span>
      <button type="button" className="button dense" onClick={() => setRead((keys) => [...keys, key])}>
        {words('strip.read')}
      </button>
    </div>
  )
}

import { Activity, Eye, EyeOff, LayoutGrid, Moon, UserRound } from 'lucide-react'
import type { ReactElement } from 'react'
import { isWithoutData } from '../alarms/bed-alarms.ts'
import { SoundItem } from '../alarms/sound-item.tsx'
import { useStation } from '../client/context.ts'
import { IS_WALL } from '../client/window-role.ts'
import { ConfirmBar } from '../screens/confirm-bar.tsx'
import type { Arrangement } from '../screens/use-arrangement.ts'
import { useScreen } from '../screens/use-screen.ts'
import { calendarDate, clockTimeSeconds, hourText } from '../words/times.ts'
import { words } from '../words/words.ts'
import { type Screen, usePlace } from './navigation.ts'
import { useNow } from './now.ts'
import type { NightControl } from './use-look.ts'

const TABS = [
  { screen: 'ward', word: 'tab.ward' },
  { screen: 'bed', word: 'tab.bed' },
  { screen: 'review', word: 'tab.review' },
  { screen: 'alarms', word: 'tab.alarms' },
  { screen: 'handover', word: 'tab.handover' },
  { screen: 'remote', word: 'tab.remote' },
  { screen: 'setup', word: 'tab.setup' },
] as const satisfies readonly { screen: Screen; word: string }[]

/** Where to go; the window on the wall stays with the ward. */
function Tabs(): ReactElement {
  const { place, go } = usePlace()
  const { beds, station } = useStation()
  const tabs = TABS.filter(({ screen }) => screen !== 'remote' || station?.remote !== undefined)
  const openBed = () => go({ screen: 'bed', bed: place.bed ?? beds[0]?.view.id ?? null })
  return (
    <nav className="tabs" aria-label={words('bar.screens')}>
      {IS_WALL && <span className="tab-here">{words('bar.wall')}</span>}
      {(IS_WALL ? [] : tabs).map(({ screen, word }) => (
        <button
          key={screen}
          type="button"
          className="tab"
          aria-current={place.screen === screen ? 'page' : undefined}
          disabled={screen === 'bed' && beds.length === 0}
          onClick={screen === 'bed' ? openBed : () => go({ screen })}
        >
          {words(word)}
        </button>
      ))}
    </nav>
  )
}

/** Top bar: station, how many beds are watched, where to go, who is on shift, and the time. */
export function AppBar({
  arrangement,
  night,
  onLayout,
  onSignIn,
  onSound,
}: {
  readonly arrangement: Arrangement
  readonly night: NightControl
  readonly onLayout: () => void
  readonly onSignIn: () => void
  readonly onSound: () => void
}): ReactElement {
  const { place } = usePlace()
  const { station, beds, connection } = useStation()
  const { layout } = useScreen()
  const { utcMs } = useNow()
  const watched = beds.filter(({ view }) => !isWithoutData(view, connection)).length
  const initials = station?.actor.initials ?? null
  const signedIn = initials === null ? words('bar.signIn') : words('bar.signedIn', { initials })
  const nightText =
    night.untilHour === null
      ? words('look.night')
      : words('look.nightUntil', { time: hourText(night.untilHour) })
  return (
    <header className="app-bar">
      <span className="brand">
        <Activity size={20} aria-hidden="true" />
        Vigil
      </span>
      <span className="station-name">{station?.name ?? ''}</span>
      <span className="quiet watched">
        {words('bar.watched', { watched: String(watched), all: String(beds.length) })}
      </span>
      {arrangement.pending === null ? <Tabs /> : <ConfirmBar arrangement={arrangement} />}
      {place.screen === 'ward' && (
        <button
          type="button"
          className="bar-item who layout-button"
          aria-label={words('bar.layout')}
          title={words('bar.layout')}
          onClick={onLayout}
        >
          <LayoutGrid size={17} aria-hidden="true" />
          <span className="bar-word">{words('bar.layout')}</span>
        </button>
      )}
      {place.screen === 'ward' && (
        <button
          type="button"
          className="bar-item who night-button"
          aria-label={nightText}
          title={nightText}
          aria-pressed={night.isOn}
          onClick={night.toggle}
        >
          <Moon size={17} aria-hidden="true" />
          <span className="bar-word">{nightText}</span>
        </button>
      )}
      {(IS_WALL || !layout.names) && (
        <span className="bar-item names" title={words(layout.names ? 'bar.namesShown' : 'bar.namesHidden')}>
          {layout.names ? <Eye size={17} aria-hidden="true" /> : <EyeOff size={17} aria-hidden="true" />}
          <span className="bar-word">{words(layout.names ? 'bar.namesShown' : 'bar.namesHidden')}</span>
        </span>
      )}
      <SoundItem onOpen={onSound} />
      {!IS_WALL && (
        <button
          type="button"
          className="bar-item who sign-in"
          aria-label={signedIn}
          title={signedIn}
          onClick={onSignIn}
        >
          <UserRound size={17} aria-hidden="true" />
          <span className="bar-word">{signedIn}</span>
          {/* In the smallest window there is room for the initials alone. */}
          <span className="bar-short" aria-hidden="true">
            {initials ?? words('bar.signInShort')}
          </span>
        </button>
      )}
      <span className="bar-item date">{calendarDate(utcMs)}</span>
      <time className="clock">{clockTimeSeconds(utcMs)}</time>
    </header>
  )
}

import { Activity, UserRound, VolumeX } from 'lucide-react'
import type { ReactElement } from 'react'
import { isWithoutData } from '../beds/tile-model.ts'
import { useStation } from '../client/context.ts'
import { calendarDate, clockTimeSeconds } from '../words/times.ts'
import { words } from '../words/words.ts'
import { type Screen, usePlace } from './navigation.ts'
import { useNow } from './now.ts'

const TABS = [
  { screen: 'ward', word: 'tab.ward' },
  { screen: 'bed', word: 'tab.bed' },
  { screen: 'review', word: 'tab.review' },
  { screen: 'handover', word: 'tab.handover' },
  { screen: 'setup', word: 'tab.setup' },
] as const satisfies readonly { screen: Screen; word: string }[]

/** Top bar: station, how many beds are watched, where to go, who is on shift, and the time. */
export function AppBar({ onSignIn }: { readonly onSignIn: () => void }): ReactElement {
  const { place, go } = usePlace()
  const { station, beds, connection } = useStation()
  const { utcMs } = useNow()
  const watched = beds.filter(({ view }) => !isWithoutData(view, connection)).length
  const initials = station?.actor.initials ?? null
  const openBed = () => go({ screen: 'bed', bed: place.bed ?? beds[0]?.view.id ?? null })
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
      <nav className="tabs" aria-label={words('bar.screens')}>
        {TABS.map(({ screen, word }) => (
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
      <span className="bar-item sound">
        <VolumeX size={17} aria-hidden="true" />
        {words('bar.noSound')}
      </span>
      <button type="button" className="bar-item who" onClick={onSignIn}>
        <UserRound size={17} aria-hidden="true" />
        {initials === null ? words('bar.signIn') : words('bar.signedIn', { initials })}
      </button>
      <span className="bar-item date">{calendarDate(utcMs)}</span>
      <time className="clock">{clockTimeSeconds(utcMs)}</time>
    </header>
  )
}

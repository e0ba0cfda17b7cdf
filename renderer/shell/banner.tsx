import { type ReactElement, useLayoutEffect, useRef, useState } from 'react'
import { activeAlarms } from '../alarms/screen/active-alarms.ts'
import { useStation } from '../client/context.ts'
import { PriorityShape } from '../parts/priority-shape.tsx'
import { words } from '../words/words.ts'
import { BannerCardButton } from './banner-card.tsx'
import {
  type BannerCard,
  bannerCards,
  cardsShown,
  cardWidth,
  quietedBeds,
  sortedCards,
  stationCards,
  storageCard,
} from './banner-model.ts'
import { usePlace } from './navigation.ts'
import { useNow } from './now.ts'
import { QuietedBeds } from './quieted-beds.tsx'
import { Strips } from './strips.tsx'

/** Room for the count, the card that counts the rest, and the key hint, in CSS px. */
const SIDE_PX = 390
/** And for the beds that are paused. */
const QUIETED_PX = 190
/** Of which one is reminded of, with its words. */
const REMINDER_PX = 440
/** And for a word of the station itself beside them. */
const STRIP_PX = 640

/** What screen readers are told: once per change, high at once, the rest when they pause. */
function Spoken({ cards }: { readonly cards: readonly BannerCard[] }): ReactElement {
  const say = (wanted: (card: BannerCard) => boolean) =>
    cards
      .filter(wanted)
      .map(({ bedLabel, line }) => `${bedLabel} ${line.text}`)
      .join('. ')
  return (
    <>
      <span className="visually-hidden" aria-live="assertive">
        {say(({ line }) => line.priority === 'high' && line.phase === 'active')}
      </span>
      <span className="visually-hidden" aria-live="polite">
        {say(({ line }) => line.priority === 'medium' && line.phase === 'active')}
      </span>
    </>
  )
}

/** The alarms of all beds on every screen: count, then cards; what does not fit is counted, never rotated. */
export function Banner(): ReactElement {
  const { beds, connection, lostSinceUtcMs, station } = useStation()
  const now = useNow()
  const { go } = usePlace()
  const bar = useRef<HTMLElement>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = bar.current
    if (element === null) return
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const moment = { connection, lostSinceUtcMs, ...now }
  const storage = storageCard(station?.store ?? null, moment)
  const ofStation = storage === null ? [] : [storage]
  const cards = sortedCards([...stationCards(station, moment), ...ofStation, ...bannerCards(beds, moment)])
  const unseen = cards.filter(({ line }) => line.phase === 'active').length
  const unanswered = connection === 'connected' ? activeAlarms({ station, beds }).unanswered.length : 0
  const quieted = quietedBeds(beds, moment)
  const quietedPx = quieted.some(({ isReminder }) => isReminder) ? REMINDER_PX : QUIETED_PX
  const shown = cardsShown(cards, width - SIDE_PX - (quieted.length === 0 ? 0 : quietedPx))
  const fits =
    cards.slice(0, shown).reduce((sum, card) => sum + cardWidth(card), 0) <= width - SIDE_PX - quietedPx
  const hidden = cards.slice(shown)
  const worstHidden = hidden[0]
  return (
    <section className="banner" ref={bar} aria-label={words('banner.label')}>
      <button type="button" className="banner-count" onClick={() => go({ screen: 'alarms' })}>
        <strong>{words('banner.many', { count: String(cards.length) })}</strong>
        {unanswered === 0 ? (
          <small>{words('banner.unseen', { count: String(unseen) })}</small>
        ) : (
          <small className="unanswered">{words('banner.unanswered', { count: String(unanswered) })}</small>
        )}
      </button>
      <div className="banner-cards">
        {cards.slice(0, shown).map((card) => (
          <BannerCardButton
            key={card.key}
            card={card}
            onOpen={() => go(card.bed === null ? { screen: 'setup' } : { screen: 'bed', bed: card.bed })}
          />
        ))}
        {worstHidden !== undefined && (
          <span className={`banner-more ${worstHidden.line.priority}`}>
            <PriorityShape priority={worstHidden.line.priority} size={18} />
            {words('banner.more', { count: String(hidden.length) })}
          </span>
        )}
      </div>
      {/* Alarms go before: what the station has to say waits until there is room. */}
      {cards.length === cardsShown(cards, width - SIDE_PX - STRIP_PX) && <Strips />}
      {quieted.length > 0 && <QuietedBeds beds={quieted} isShort={!fits} />}
      <Spoken cards={cards} />
      <span className="banner-help">
        <kbd className="key-cap">F1</kbd> {words('banner.help')}
      </span>
    </section>
  )
}

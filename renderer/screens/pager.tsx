import { type ReactElement, useLayoutEffect, useRef, useState } from 'react'
import type { TileMoment } from '../beds/tile-model.ts'
import type { BedState } from '../client/station-state.ts'
import { FitText } from '../parts/fit-text.tsx'
import { PriorityShape } from '../parts/priority-shape.tsx'
import { BannerCardButton } from '../shell/banner-card.tsx'
import { bannerCards, cardsShown } from '../shell/banner-model.ts'
import { words } from '../words/words.ts'
import { labelRanges } from './label-ranges.ts'

/** Room for the names of the beds that are not shown, beside their alarms, in CSS px. */
const NAMES_PX = 260

/** Below a ward with more places than one page: the pages, which beds are not shown, and every alarm among them. */
export function Pager({
  page,
  pages,
  hidden,
  moment,
  onPage,
  onBed,
}: {
  readonly page: number
  readonly pages: number
  readonly hidden: readonly BedState[]
  readonly moment: TileMoment
  readonly onPage: (page: number) => void
  /** Goes to the page of a bed. */
  readonly onBed: (bed: string) => void
}): ReactElement {
  const rest = useRef<HTMLSpanElement>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = rest.current
    if (element === null) return
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const cards = bannerCards(hidden, moment)
  const shown = cards.slice(0, cardsShown(cards, width - NAMES_PX))
  const worst = cards[shown.length]
  const names = labelRanges(hidden.map(({ view }) => view.label))
  return (
    <nav className="pager" aria-label={words('ward.pages')}>
      <button type="button" className="button dense" disabled={page === 0} onClick={() => onPage(page - 1)}>
        {words('ward.before')}
      </button>
      <span className="pager-page">
        {words('ward.page', { page: String(page + 1), pages: String(pages) })}
      </span>
      <button
        type="button"
        className="button dense"
        disabled={page === pages - 1}
        onClick={() => onPage(page + 1)}
      >
        {words('ward.next')}
      </button>
      <span className="pager-hidden" ref={rest}>
        {hidden.length > 0 && (
          <span className="pager-names" title={names}>
            <FitText text={words('ward.notShown', { count: String(hidden.length), beds: names })} />
          </span>
        )}
        {shown.map((card) => (
          <BannerCardButton key={card.key} card={card} onOpen={() => onBed(card.bed ?? '')} />
        ))}
        {worst !== undefined && (
          <span className={`banner-more ${worst.line.priority}`}>
            <PriorityShape priority={worst.line.priority} size={18} />
            {words('banner.more', { count: String(cards.length - shown.length) })}
          </span>
        )}
      </span>
    </nav>
  )
}

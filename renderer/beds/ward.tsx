import { type ReactElement, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useStation } from '../client/context.ts'
import { keyAction, moveInGrid } from '../shell/keys.ts'
import { usePlace } from '../shell/navigation.ts'
import { words } from '../words/words.ts'
import { EmptyWard } from './empty-ward.tsx'
import { PAGE_PADDING, wardLayout } from './layout.ts'
import { Tile } from './tile.tsx'

/** Room for the line `Page 1 of 2`, in CSS px. */
const PAGER_PX = 40
/** Space above and below the tiles together, in CSS px. */
const VERTICAL_PADDING = 6

/**
 * Moves the focus between the tiles of a page by the arrow keys. While nothing has the focus the first key takes it to
 * the bed that was open last, else to the first; a focus outside of the ward is left alone.
 */
function moveFocus(event: KeyboardEvent, ward: HTMLElement, columns: number, lastBed: string | null): void {
  const action = keyAction(event.key, '', false)
  if (action?.type !== 'move' || event.ctrlKey || event.altKey || event.metaKey) return
  const focused = document.activeElement
  if (focused !== null && focused !== document.body && !ward.contains(focused)) return
  const tiles = [...ward.querySelectorAll<HTMLElement>('[data-bed]')]
  const from = focused instanceof HTMLElement ? tiles.indexOf(focused) : -1
  const start = tiles.find(({ dataset }) => dataset.bed === lastBed) ?? tiles[0]
  const target = from === -1 ? start : tiles[moveInGrid(from, action, columns, tiles.length)]
  if (target === undefined) return
  event.preventDefault()
  target.focus()
}

/** All beds at once, each in its fixed place; pages where the window is too small for all of them. */
export function Ward({
  onReadable,
}: {
  /** Told from how many metres the ward can be read, whenever that changes. */
  readonly onReadable: (metres: number) => void
}): ReactElement {
  const { beds, connection } = useStation()
  const { place, go } = usePlace()
  const root = useRef<HTMLElement>(null)
  const [space, setSpace] = useState({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const element = root.current
    if (element === null) return
    const read = () => setSpace({ width: element.clientWidth, height: element.clientHeight })
    read()
    const observer = new ResizeObserver(read)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const width = space.width - 2 * PAGE_PADDING
  const height = space.height - VERTICAL_PADDING
  const whole = wardLayout(beds.length, width, height)
  const layout = whole.pages === 1 ? whole : wardLayout(beds.length, width, height - PAGER_PX)
  const { readableMetres, pages, bedsPerPage } = layout
  useLayoutEffect(() => onReadable(readableMetres), [onReadable, readableMetres])
  const { columns } = layout
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (root.current !== null) moveFocus(event, root.current, columns, place.bed)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [columns, place.bed])
  const page = Math.min(place.page, pages - 1)
  const shown = beds.slice(page * bedsPerPage, (page + 1) * bedsPerPage)
  const grid = {
    gridTemplateColumns: `repeat(${layout.columns}, minmax(0, 1fr))`,
    gridTemplateRows: `repeat(${layout.rows}, minmax(0, 1fr))`,
  }
  return (
    <main className="ward" ref={root}>
      {beds.length === 0 && connection === 'connected' && <EmptyWard />}
      {beds.length === 0 && connection !== 'connected' && (
        <p className="ward-waiting">{words(connection === 'lost' ? 'engine.restarts' : 'engine.starts')}</p>
      )}
      {space.width > 0 && beds.length > 0 && (
        <div className="ward-grid" style={grid}>
          {shown.map((bed) => (
            <Tile
              key={bed.view.id}
              bed={bed}
              layout={layout}
              onOpen={() => go({ screen: 'bed', bed: bed.view.id })}
              onAskWho={() => go({ bed: bed.view.id, dialog: 'identity' })}
            />
          ))}
        </div>
      )}
      {pages > 1 && (
        <nav className="pager" aria-label={words('ward.pages')}>
          <button
            type="button"
            className="button dense"
            disabled={page === 0}
            onClick={() => go({ page: page - 1 })}
          >
            {words('ward.before')}
          </button>
          <span>{words('ward.page', { page: String(page + 1), pages: String(pages) })}</span>
          <button
            type="button"
            className="button dense"
            disabled={page === pages - 1}
            onClick={() => go({ page: page + 1 })}
          >
            {words('ward.next')}
          </button>
        </nav>
      )}
    </main>
  )
}

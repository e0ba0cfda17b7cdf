import { type CSSProperties, type ReactElement, useEffect, useLayoutEffect, useRef } from 'react'
import { useStation } from '../client/context.ts'
import { Pager } from '../screens/pager.tsx'
import type { Arrangement } from '../screens/use-arrangement.ts'
import { useDrag } from '../screens/use-drag.ts'
import { useScreen } from '../screens/use-screen.ts'
import { usePlace } from '../shell/navigation.ts'
import { useNow } from '../shell/now.ts'
import { words } from '../words/words.ts'
import { EmptyPlace } from './empty-place.tsx'
import { EmptyWard } from './empty-ward.tsx'
import { readableMetres } from './layout.ts'
import { Tile } from './tile.tsx'
import { useWardSpace } from './use-ward-space.ts'
import { handleWardKey } from './ward-keys.ts'

/** All beds at once, each in its fixed place; pages where the window or the layout has too few places for all. */
export function Ward({
  arrangement,
  onReadable,
}: {
  readonly arrangement: Arrangement
  /** Told from how many metres the ward can be read, whenever that changes. */
  readonly onReadable: (metres: number) => void
}): ReactElement {
  const { beds, connection, lostSinceUtcMs } = useStation()
  const { place, go } = usePlace()
  const now = useNow()
  const screen = useScreen()
  const { places, move } = arrangement
  const { root, layout } = useWardSpace(places.length, screen.layout.places)
  const { drag, onPointerDown } = useDrag(move)
  const focusNext = useRef<string | null>(null)
  const metres = layout === null ? null : readableMetres(layout, window.screen.width, window.screen.height)
  useLayoutEffect(() => {
    if (metres !== null) onReadable(metres)
  }, [onReadable, metres])
  const columns = layout?.columns ?? 1
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (root.current === null) return
      const moveBed = (bed: string, from: number, to: number) => {
        focusNext.current = bed
        move(from, to)
      }
      const { placesPerPage = 1, pages = 1 } = layout ?? {}
      const turnPage = (by: number) => go({ page: place.page + by })
      const targets = { columns, placesPerPage, pages, lastBed: place.bed, moveBed, turnPage }
      handleWardKey(event, root.current, targets)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
  useEffect(() => {
    // A bed that was moved by a key is drawn anew in its place: the focus goes with it.
    if (focusNext.current === null) return
    root.current?.querySelector<HTMLElement>(`[data-bed="${CSS.escape(focusNext.current)}"]`)?.focus()
    focusNext.current = null
  })
  const byId = new Map(beds.map((bed) => [bed.view.id, bed]))
  const page = Math.min(place.page, (layout?.pages ?? 1) - 1)
  const perPage = layout?.placesPerPage ?? 0
  const first = page * perPage
  const shown = Array.from({ length: perPage }, (_, index) => places[first + index] ?? null)
  const hidden = places.flatMap((id, index) => {
    const bed = id === null ? undefined : byId.get(id)
    return bed === undefined || (index >= first && index < first + perPage) ? [] : [bed]
  })
  return (
    <main className="ward" ref={root}>
      {beds.length === 0 && connection === 'connected' && <EmptyWard />}
      {beds.length === 0 && connection !== 'connected' && (
        <p className="ward-waiting">{words(connection === 'lost' ? 'engine.restarts' : 'engine.starts')}</p>
      )}
      {layout !== null && beds.length > 0 && (
        <div className="ward-grid" style={gridStyle(layout)} onPointerDown={onPointerDown}>
          {shown.map((id, index) => {
            const at = first + index
            const bed = id === null ? undefined : byId.get(id)
            const isTarget = drag !== null && drag.over === at && drag.from !== at
            if (bed === undefined) return <EmptyPlace key={at} place={at} target={isTarget} />
            return (
              <Tile
                // A bed in another place is drawn anew: its waves are measured where it stands.
                key={`${at} ${bed.view.id}`}
                bed={bed}
                place={at}
                layout={layout}
                style={screen.layout.style}
                names={screen.layout.names}
                drag={isTarget ? 'target' : drag?.from === at ? 'source' : null}
                onOpen={() => go({ screen: 'bed', bed: bed.view.id })}
                onAskWho={() => go({ bed: bed.view.id, dialog: 'identity' })}
              />
            )
          })}
        </div>
      )}
      {layout !== null && layout.pages > 1 && (
        <Pager
          page={page}
          pages={layout.pages}
          hidden={hidden}
          moment={{ connection, lostSinceUtcMs, ...now }}
          onPage={(next) => go({ page: next })}
          onBed={(bed) => go({ page: Math.floor(places.indexOf(bed) / perPage) })}
        />
      )}
    </main>
  )
}

function gridStyle({ columns, rows, zoom }: { columns: number; rows: number; zoom: number }): CSSProperties {
  return {
    gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
    gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))`,
    ['--tile-zoom' as string]: zoom,
  }
}

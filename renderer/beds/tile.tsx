import type { ReactElement } from 'react'
import { useStation } from '../client/context.ts'
import type { BedState } from '../client/station-state.ts'
import { useNow } from '../shell/now.ts'
import { words } from '../words/words.ts'
import { BandedTile } from './banded-tile.tsx'
import { LargeTile } from './large-tile.tsx'
import type { WardLayout } from './layout.ts'
import { orderWaves } from './parameters.ts'
import { tileModel } from './tile-model.ts'

/** Tiles with more waves than this are high enough for a line of words above each. */
const MOST_WAVES_WITH_MARGIN = 2

/** One bed of the ward: one button as a whole, which opens the bed. */
export function Tile({
  bed,
  layout,
  onOpen,
  onAskWho,
}: {
  readonly bed: BedState
  readonly layout: WardLayout
  readonly onOpen: () => void
  /** The words that the monitor names a patient were pressed. */
  readonly onAskWho: () => void
}): ReactElement {
  const { connection, lostSinceUtcMs } = useStation()
  const now = useNow()
  const model = tileModel(bed, { connection, lostSinceUtcMs, ...now })
  const ordered = orderWaves(bed.view.waves)
  const asked = model.asksWho ? `, ${words('who.chip')}` : ''
  const state = `${model.line === null ? '' : `, ${model.line.text}`}${asked}`
  return (
    <button
      type="button"
      className={`tile ${layout.style} edge-${model.edge}`}
      data-bed={model.id}
      data-link={connection === 'connected' ? bed.view.link.phase : 'engineLost'}
      aria-label={words('tile.open', { bed: model.label, state })}
      onClick={({ target }) => {
        const asksWho = target instanceof Element && target.closest('.asks-who') !== null
        if (asksWho) onAskWho()
        else onOpen()
      }}
    >
      {layout.style === 'large' ? (
        <LargeTile model={model} waves={ordered} />
      ) : (
        <BandedTile
          model={model}
          waves={ordered.slice(0, layout.waves)}
          labels={layout.waves <= MOST_WAVES_WITH_MARGIN ? 'margin' : 'above'}
        />
      )}
    </button>
  )
}

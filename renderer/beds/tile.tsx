import type { ReactElement } from 'react'
import type { ScreenLayout } from '../../electron/ipc/screens.ts'
import { useStation } from '../client/context.ts'
import type { BedState } from '../client/station-state.ts'
import { useNow } from '../shell/now.ts'
import { BandedTile } from './banded-tile.tsx'
import { LargeTile } from './large-tile.tsx'
import type { WardLayout } from './layout.ts'
import { orderWaves } from './parameters.ts'
import { SmallTile } from './small-tile.tsx'
import { tileModel } from './tile-model.ts'

/** One bed of the ward: one button as a whole, which opens the bed. Its name is what it shows, numbers too. */
export function Tile({
  bed,
  place,
  layout,
  style,
  names,
  drag,
  onOpen,
  onAskWho,
}: {
  readonly bed: BedState
  /** From 0, over all pages. */
  readonly place: number
  readonly layout: WardLayout
  readonly style: ScreenLayout['style']
  /** Whether the end of the identifier is shown. */
  readonly names: boolean
  readonly drag: 'source' | 'target' | null
  readonly onOpen: () => void
  /** The words that the monitor names a patient were pressed. */
  readonly onAskWho: () => void
}): ReactElement {
  const { connection, lostSinceUtcMs } = useStation()
  const now = useNow()
  const made = tileModel(bed, { connection, lostSinceUtcMs, ...now })
  const model = names ? made : { ...made, person: '' }
  const ordered = orderWaves(bed.view.waves)
  const dragClass = drag === null ? '' : ` drop-${drag}`
  return (
    <button
      type="button"
      className={`tile ${layout.style}${style === 'numbers' ? ' only-numbers' : ''} edge-${model.edge}${model.isAcknowledged ? ' seen' : ''}${dragClass}${model.cover?.ends === undefined ? '' : ' stands-by'}`}
      data-place={place}
      data-bed={model.id}
      data-link={connection === 'connected' ? bed.view.link.phase : 'engineLost'}
      onClick={({ target }) => {
        const asksWho = target instanceof Element && target.closest('.asks-who') !== null
        if (asksWho) onAskWho()
        else onOpen()
      }}
    >
      {layout.style === 'large' && (
        <LargeTile model={model} waves={ordered} rows={layout.waves} style={style} />
      )}
      {layout.style === 'small' && (
        <SmallTile model={model} waves={ordered.slice(0, layout.waves)} style={style} />
      )}
      {(layout.style === 'tall' || layout.style === 'banded') && (
        <BandedTile
          model={model}
          waves={ordered.slice(0, layout.waves)}
          style={style}
          isTall={layout.style === 'tall'}
        />
      )}
    </button>
  )
}

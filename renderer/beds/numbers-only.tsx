import type { ReactElement } from 'react'
import { useNow } from '../shell/now.ts'
import { age } from '../words/times.ts'
import type { WaveCover } from './tile-model.ts'

/** Where a tile shows numbers alone: why there are no data and since when, in the place of the waves' cover. */
export function NumbersCause({ cover }: { readonly cover: WaveCover | null }): ReactElement {
  const { utcMs } = useNow()
  if (cover === null) return <span className="numbers-cause" />
  const timer = cover.sinceUtcMs === null ? '' : age(utcMs - cover.sinceUtcMs)
  return (
    <span className={cover.hatched ? 'numbers-cause hatched' : 'numbers-cause'}>
      <span className="numbers-cause-text">
        {cover.cause} {timer}
      </span>
    </span>
  )
}

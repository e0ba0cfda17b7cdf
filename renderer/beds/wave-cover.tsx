import { CirclePause, Unplug } from 'lucide-react'
import type { ReactElement } from 'react'
import { useNow } from '../shell/now.ts'
import { age } from '../words/times.ts'
import { words } from '../words/words.ts'
import type { WaveCover } from './tile-model.ts'

const SECOND_MS = 1_000

/** Hatch over the waves of a bed without data, with the cause in words and a timer. Opaque: no old trace shows through. */
export function Cover({ cover }: { readonly cover: WaveCover }): ReactElement {
  const { utcMs } = useNow()
  const timer = cover.sinceUtcMs === null ? '' : age(utcMs - cover.sinceUtcMs)
  const retryInMs = cover.retryAtUtcMs === null ? null : cover.retryAtUtcMs - utcMs
  return (
    <span className={cover.hatched ? 'wave-cover hatched' : 'wave-cover'}>
      <span className="wave-cause">
        {cover.hatched && <Unplug size={18} aria-hidden="true" />}
        {cover.ends !== undefined && <CirclePause size={18} aria-hidden="true" />}
        <span>
          {cover.cause} {timer}
        </span>
        {cover.ends !== undefined && <span className="wave-retry">{cover.ends}</span>}
        {retryInMs !== null && retryInMs > 0 && (
          <span className="wave-retry">
            {words('link.retry', { seconds: String(Math.ceil(retryInMs / SECOND_MS)) })}
          </span>
        )}
      </span>
    </span>
  )
}

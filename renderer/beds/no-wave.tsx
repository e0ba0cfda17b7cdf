import type { ReactElement } from 'react'
import { words } from '../words/words.ts'
import { CalmLanes } from './calm-trend.tsx'

/** What stands where a bed sends no wave: a sentence, and for a wearable the last hour of its numbers. */
export function NoWave({ bed, isWorn }: { readonly bed: string; readonly isWorn: boolean }): ReactElement {
  if (!isWorn) return <span className="wave-none">{words('wave.none')}</span>
  return (
    <span className="wave-none worn">
      <span className="worn-trend">
        <CalmLanes bed={bed} />
      </span>
      <small>{words('wave.noneWorn')}</small>
    </span>
  )
}

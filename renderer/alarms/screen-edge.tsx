import type { ReactElement } from 'react'
import { useStation } from '../client/context.ts'
import { edgeOf } from './edge-model.ts'
import { useSound } from './sound/context.ts'

/** The edge of the whole window: red while there is no sound, in the colour of an alarm that nobody answers. */
export function ScreenEdge(): ReactElement | null {
  const state = useStation()
  const { output } = useSound()
  const edge = edgeOf(state, output?.state ?? null)
  if (edge === null) return null
  return (
    <div className={`screen-edge ${edge.priority}${edge.noSound ? ' no-sound' : ''}`} aria-hidden="true" />
  )
}

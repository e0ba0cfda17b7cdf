import type { ReactElement } from 'react'
import type { ScreensView } from '../../electron/ipc/screens.ts'
import { words } from '../words/words.ts'

const STATES = {
  closed: 'layout.wallClosed',
  shown: 'layout.wallShown',
  noDisplay: 'layout.wallNoDisplay',
} as const

/** Opens the window on the wall or closes it, and says where it is. */
export function WallChoice({
  wall,
  onWant,
}: {
  readonly wall: ScreensView['wall']
  readonly onWant: (wanted: boolean) => void
}): ReactElement {
  return (
    <fieldset className="choice">
      <legend>{words('layout.wall')}</legend>
      <button type="button" className="button" onClick={() => onWant(!wall.wanted)}>
        {words(wall.wanted ? 'layout.wallClose' : 'layout.wallOpen')}
      </button>
      <small role="status">{words(STATES[wall.state])}</small>
    </fieldset>
  )
}

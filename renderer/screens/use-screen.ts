import { useRef } from 'react'
import {
  FIRST_LAYOUTS,
  type ScreenLayout,
  type ScreenRole,
  type ScreensView,
} from '../../electron/ipc/screens.ts'
import { useClient, useStation } from '../client/context.ts'
import { IS_WALL } from '../client/window-role.ts'

/** Before the engine has answered. */
const NO_SCREENS: ScreensView = {
  mainRole: 'desk',
  layouts: FIRST_LAYOUTS,
  wall: { wanted: false, state: 'closed' },
}

/** What this window is for, and how the ward stands in it. */
export interface ScreenHere {
  readonly role: ScreenRole
  readonly layout: ScreenLayout
  readonly wall: ScreensView['wall']
  /** Keeps a changed layout of this role; every window of the role follows. Rejects with a sentence for people. */
  readonly save: (change: Partial<ScreenLayout>) => Promise<unknown>
}

/** The layout of this window's role. */
export function useScreen(): ScreenHere {
  const client = useClient()
  const { station } = useStation()
  const asked = useRef<Partial<ScreenLayout>>({})
  const { mainRole, layouts, wall } = station?.screens ?? NO_SCREENS
  const role = IS_WALL ? 'wall' : mainRole
  const layout = layouts[role]
  return {
    role,
    layout,
    wall,
    save: (change) => {
      // A second choice before the engine has answered keeps the first one.
      const all = { ...asked.current, ...change }
      asked.current = all
      const sent = client.call('screen.saveLayout', { role, layout: { ...layout, ...all } })
      const settle = () => {
        if (asked.current === all) asked.current = {}
      }
      sent.then(settle, settle)
      return sent
    },
  }
}

import { WALL_QUERY } from '../../electron/ipc/screens.ts'

/** Whether an address is that of the window on the wall; any other is the station's first window. */
export function isWallAddress(search: string): boolean {
  return search.slice(1).split('&').includes(WALL_QUERY)
}

/** Whether this window is the one on the wall. */
export const IS_WALL = isWallAddress(globalThis.location?.search ?? '')

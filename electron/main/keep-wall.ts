import { type BrowserWindow, screen } from 'electron'
import type { EngineProcess } from './engine-process.ts'
import { type Bounds, WallScreen } from './wall-screen.ts'

/**
 * The window on the wall, kept on a second display while the engine says that it is wanted. In: the ward's own window,
 * and how one is opened on the wall.
 */
export function keepWall(
  running: EngineProcess,
  ward: BrowserWindow,
  openWindow: (bounds: Bounds) => BrowserWindow,
): WallScreen {
  const kept = new WallScreen({
    displays: () => screen.getAllDisplays(),
    mainDisplay: () => screen.getDisplayMatching(ward.getBounds()),
    open: (bounds) => {
      const window = openWindow(bounds)
      return {
        place: (next) => {
          window.setFullScreen(false)
          window.setBounds(next)
          window.setFullScreen(true)
        },
        close: () => window.destroy(),
        onClosed: (listener) => window.once('closed', listener),
      }
    },
    onState: (state) => running.setWallState(state),
    onClosedByHand: () => running.wallClosed(),
  })
  running.onWall((wanted) => kept.want(wanted))
  const look = () => kept.look()
  screen.on('display-added', look)
  screen.on('display-removed', look)
  screen.on('display-metrics-changed', look)
  ward.on('moved', look)
  return kept
}

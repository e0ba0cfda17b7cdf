import { join } from 'node:path'
import { BrowserWindow } from 'electron'
import { WALL_QUERY } from '../ipc/screens.ts'
import { lockContents } from './lockdown.ts'
import { APP_ORIGIN } from './page-files.ts'
import type { Bounds } from './wall-screen.ts'

/** UI.md section 3, token `page`: painted before anything else so that no white flashes at night. */
const PAGE_COLOUR = '#04070A'
/** Wait before a crashed page is loaded again, so that a page which crashes at once does not spin. */
const RELOAD_AFTER_MS = 200

/** Size of the ward window before anybody changes it, and the least it can be; smaller wards turn to pages. */
const DESK_SIZE = { width: 1920, height: 1080, minWidth: 800, minHeight: 600 }

/**
 * Makes a window with the page. In: its title; `wall`: where the window on the wall stands, without a frame and over
 * the whole display, null for the ward's own. Out: a window that shows itself once the page is painted.
 */
export function createWindow(title: string, wall: Bounds | null = null): BrowserWindow {
  const window = new BrowserWindow({
    ...(wall === null ? DESK_SIZE : { ...wall, frame: false, fullscreen: true, skipTaskbar: false }),
    show: false,
    title,
    backgroundColor: PAGE_COLOUR,
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      // A hidden or covered ward must go on drawing: the moment it is shown it must be live.
      backgroundThrottling: false,
    },
  })
  lockContents(window.webContents)
  window.on('page-title-updated', (event) => event.preventDefault())
  window.once('ready-to-show', () => (wall === null ? window.show() : window.showInactive()))
  window.webContents.on('render-process-gone', () => {
    setTimeout(() => {
      if (!window.isDestroyed()) window.webContents.reload()
    }, RELOAD_AFTER_MS)
  })
  void window.loadURL(`${APP_ORIGIN}/index.html${wall === null ? '' : `?${WALL_QUERY}`}`)
  return window
}

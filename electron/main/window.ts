import { join } from 'node:path'
import { BrowserWindow } from 'electron'
import { lockContents } from './lockdown.ts'
import { APP_ORIGIN } from './page-files.ts'

/** UI.md section 3, token `page`: painted before anything else so that no white flashes at night. */
const PAGE_COLOUR = '#04070A'
/** Wait before a crashed page is loaded again, so that a page which crashes at once does not spin. */
const RELOAD_AFTER_MS = 200

/** Makes the ward window. In: its title. Out: a window that shows itself once the page is painted. */
export function createWindow(title: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1920,
    height: 1080,
    minWidth: 1280,
    minHeight: 720,
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
  window.once('ready-to-show', () => window.show())
  window.webContents.on('render-process-gone', () => {
    setTimeout(() => {
      if (!window.isDestroyed()) window.webContents.reload()
    }, RELOAD_AFTER_MS)
  })
  void window.loadURL(`${APP_ORIGIN}/index.html`)
  return window
}

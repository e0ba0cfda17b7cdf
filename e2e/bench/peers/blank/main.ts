import { join } from 'node:path'
import { app, BrowserWindow } from 'electron'

/** The least that Electron can do: one window, one page, no script. The floor of a cold start. */
app.on('window-all-closed', () => app.quit())
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1920, height: 1080, autoHideMenuBar: true })
  return window.loadFile(join(import.meta.dirname, 'index.html'))
})

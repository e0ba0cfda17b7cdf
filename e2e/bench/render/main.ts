import { join } from 'node:path'
import { app, BrowserWindow } from 'electron'

/** A bare window for one drawing page; what it draws stands in BENCH_RENDER. */
app.on('window-all-closed', () => app.quit())
void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1920,
    height: 1080,
    autoHideMenuBar: true,
    // The worker lies beside the page, and pages of files may not read files otherwise.
    webPreferences: { backgroundThrottling: false, webSecurity: false },
  })
  return window.loadFile(join(import.meta.dirname, 'index.html'), {
    query: { settings: process.env.BENCH_RENDER ?? '{}' },
  })
})

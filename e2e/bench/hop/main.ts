import { join } from 'node:path'
import { app, BrowserWindow, MessageChannelMain, utilityProcess } from 'electron'

/** The channel of the app without the app: a utility process, a window, and a port between it and the window's worker. */
app.on('window-all-closed', () => app.quit())
void app.whenReady().then(async () => {
  const engine = utilityProcess.fork(join(import.meta.dirname, 'engine.js'), [process.env.BENCH_HOP ?? '{}'])
  engine.on('message', (times) => Object.assign(globalThis, { benchHop: times }))
  const window = new BrowserWindow({
    width: 800,
    height: 600,
    autoHideMenuBar: true,
    // The worker lies beside the page, and pages of files may not read files otherwise.
    webPreferences: {
      nodeIntegration: true,
      contextIsolation: false,
      backgroundThrottling: false,
      webSecurity: false,
    },
  })
  await window.loadFile(join(import.meta.dirname, 'index.html'))
  const { port1, port2 } = new MessageChannelMain()
  window.webContents.postMessage('waves', null, [port1])
  engine.postMessage(null, [port2])
})

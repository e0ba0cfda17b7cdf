import { join } from 'node:path'
import { app, BrowserWindow } from 'electron'
import { SerialPort } from 'serialport'
import { geS5 } from '../../../../drivers/ge-s5/driver.ts'
import { type PeerSettings, WAVE_CHANNEL } from './settings.ts'

/**
 * A plain way to show waves in Electron: ports in the main process, one message a packet to the
 * page, uPlot draws it. Bytes are decoded by Vigil's own driver, which is not what is compared,
 * and the page has Node, which spares the peer the cost of Vigil's sandbox.
 */
const settings = JSON.parse(process.env.BENCH_PEER ?? '{}') as PeerSettings

function listen(window: BrowserWindow, path: string, bed: number): void {
  const port = new SerialPort({ path, baudRate: 19_200, dataBits: 8, parity: 'even', stopBits: 1 })
  const decoder = geS5.start(
    {
      measure: (measurement) => {
        if (measurement.type !== 'wave' || !measurement.channel.id.startsWith('MDC_ECG')) return
        const missing = measurement.missing.map(({ start, length }) => [start, length])
        window.webContents.send(WAVE_CHANNEL, bed, measurement.samples, missing)
      },
    },
    geS5.options.parse({}),
  )
  port.on('data', (bytes: Buffer) => decoder.push(bytes, performance.now()))
}

async function run(): Promise<void> {
  await app.whenReady()
  const window = new BrowserWindow({
    width: 1920,
    height: 1080,
    autoHideMenuBar: true,
    webPreferences: { nodeIntegration: true, contextIsolation: false, backgroundThrottling: false },
  })
  await window.loadFile(join(import.meta.dirname, 'index.html'), {
    query: { settings: JSON.stringify(settings) },
  })
  for (const [bed, path] of settings.lines.entries()) listen(window, path, bed)
}

app.on('window-all-closed', () => app.quit())
void run()

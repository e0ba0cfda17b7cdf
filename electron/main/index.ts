import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { app, type BrowserWindow, dialog, Menu, powerMonitor, powerSaveBlocker, session } from 'electron'
import { VigilError, type VigilFailure } from '../ipc/contract.ts'
import type { RunExit } from '../ipc/views.ts'
import { type AppArguments, parseArguments } from './arguments.ts'
import { EngineProcess } from './engine-process.ts'
import { keepWall } from './keep-wall.ts'
import { keyFromKeychain } from './keychain.ts'
import { lockSession } from './lockdown.ts'
import { type LoginStart, systemLoginStart, xdgConfigDir, xdgLoginStart } from './login-start.ts'
import { answerPageCalls } from './page-calls.ts'
import { declareScheme, serveApp } from './scheme.ts'
import { screenshotAfter } from './screenshot.ts'
import { watchSleep } from './sleep-watch.ts'
import { watchSystemEnd } from './system-end.ts'
import type { Bounds, WallScreen } from './wall-screen.ts'
import { createWindow } from './window.ts'

/** Set-up puts this file beside a runtime that is for test and trial only. */
const TEST_RUNTIME_FILE = 'TEST-RUNTIME'

const testRuntime = existsSync(join(dirname(process.execPath), TEST_RUNTIME_FILE))
const title = testRuntime ? 'Vigil (TEST RUNTIME)' : 'Vigil'
let engine: EngineProcess | null = null
let mainWindow: BrowserWindow | null = null
let wall: WallScreen | null = null
let engineStopped = false
/** Why the app ends, for the record. */
let exit: RunExit = 'closed'

/** One sentence on stderr and, for people without a terminal, in a box; then the program ends with 1. */
function refuse(failure: VigilFailure, quiet: boolean): void {
  process.stderr.write(`vigil: ${failure.message}\n`)
  if (!quiet) dialog.showErrorBox('Vigil cannot start', failure.message)
  app.exit(1)
}

/** In: where the window on the wall stands; null: the ward's own window. */
function openWindow(running: EngineProcess, onWall: Bounds | null = null): BrowserWindow {
  const window = createWindow(title, onWall)
  const { webContents } = window
  const { id } = webContents
  // The page's listeners exist once it has loaded; a port sent earlier would be lost.
  webContents.on('did-finish-load', () => running.connect(webContents))
  // The frame of the waves loads too, without an end to the page.
  webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) running.disconnect(id)
  })
  webContents.once('destroyed', () => running.disconnect(id))
  return window
}

function bringToFront(): void {
  if (mainWindow?.isMinimized()) mainWindow.restore()
  mainWindow?.focus()
}

/** What the system is to start: this program, on the same record and config. */
function loginStartOf(options: AppArguments, dataDir: string): LoginStart {
  const { APPIMAGE } = process.env
  const file = APPIMAGE ?? process.execPath
  const words = app.isPackaged ? [] : [app.getAppPath()]
  if (options.dataDir !== null) words.push('--data', dataDir)
  if (options.configFile !== null) words.push('--config', resolve(options.configFile))
  if (options.keyFile !== null) words.push('--key-file', resolve(options.keyFile))
  const program = { file, words }
  return process.platform === 'linux'
    ? xdgLoginStart(xdgConfigDir(process.env), program)
    : systemLoginStart(app, program)
}

async function run(options: AppArguments): Promise<void> {
  await app.whenReady()
  // Chromium's own handlers end the app at once when a signal comes twice, as it does from a terminal through npm.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      exit = 'signal'
      app.quit()
    })
  }
  const dataDir = resolve(options.dataDir ?? join(app.getPath('userData'), 'station'))
  mkdirSync(dataDir, { recursive: true })
  // First of all: the engine takes longer to its first data than the window to its first picture.
  const running = new EngineProcess(
    {
      dataDir,
      configFile: options.configFile === null ? null : resolve(options.configFile),
      resourcesDir: join(app.getAppPath(), 'resources'),
      key: options.keyFile === null ? keyFromKeychain(dataDir) : null,
      keyFile: options.keyFile === null ? null : resolve(options.keyFile),
      version: app.getVersion(),
    },
    (failure) => refuse(failure, options.screenshot !== null),
  )
  engine = running
  Menu.setApplicationMenu(null)
  lockSession(session.defaultSession)
  serveApp(session.defaultSession, join(import.meta.dirname, '../renderer'))
  const about = { testRuntime, dataDir, version: app.getVersion(), electron: process.versions.electron ?? '' }
  answerPageCalls(about, loginStartOf(options, dataDir))
  const window = openWindow(running)
  mainWindow = window
  wall = keepWall(running, window, (bounds) => openWindow(running, bounds))
  // The ward's own window is the app: a wall that went on alone would look watched.
  window.once('closed', () => app.quit())
  watchSleep(powerMonitor, Date.now, (fromUtcMs, toUtcMs) => running.asleep(fromUtcMs, toUtcMs))
  // A ward screen that goes dark is a hazard (H17).
  powerSaveBlocker.start('prevent-display-sleep')
  const onSystemEnds = () => {
    exit = 'systemEnds'
    app.quit()
  }
  watchSystemEnd(powerMonitor, window, onSystemEnds, () => running.systemMayEnd())
  app.on('second-instance', bringToFront)

  if (options.screenshot !== null) {
    const problem = await screenshotAfter(
      window,
      resolve(options.screenshot.file),
      options.screenshot.afterSeconds,
    )
    if (problem !== null) process.stderr.write(`vigil: ${problem}\n`)
    await running.stop(exit)
    app.exit(problem === null ? 0 : 1)
  }
}

// Dates and times of the system's own controls: day before month, 24 hours (UI.md section 9).
app.commandLine.appendSwitch('lang', 'en-GB')
// An alarm must sound before anybody has touched the page.
app.commandLine.appendSwitch('autoplay-policy', 'no-user-gesture-required')
declareScheme()
app.on('window-all-closed', () => app.quit())
app.on('before-quit', (event) => {
  wall?.end()
  if (engine === null || engineStopped) return
  // Also at a second wish to quit: the record is closed first.
  event.preventDefault()
  void engine.stop(exit).then(() => {
    engineStopped = true
    app.quit()
  })
})
try {
  const options = parseArguments(process.argv.slice(1), process.env)
  if (options.dataDir !== null) app.setPath('userData', join(resolve(options.dataDir), 'window'))
  if (app.requestSingleInstanceLock()) {
    run(options).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error)
      refuse({ code: 'internal', message: `Vigil could not start: ${message}` }, true)
    })
  } else {
    process.stderr.write(
      'vigil: Vigil is already running on this data folder; its window is brought to the front.\n',
    )
    app.exit(0)
  }
} catch (error) {
  const failure = error instanceof VigilError ? error : new VigilError('internal', String(error))
  process.stderr.write(`vigil: ${failure.message}\n`)
  app.exit(1)
}

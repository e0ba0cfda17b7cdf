import type { ElectronApplication, Page } from '@playwright/test'
import { _electron } from '@playwright/test'
import type { VirtualDisplay } from '../../resources/setup/display.ts'
import { PROJECT_DIR } from '../../resources/setup/run.ts'
import { weighAsAsked } from '../bench/weight.ts'
import { until } from './wait.ts'

/** What a test may say about the app it starts. */
export interface LaunchOptions {
  readonly dataDir: string
  readonly configFile?: string
  readonly keyFile?: string
  /** Variables of its environment besides those of the test. */
  readonly environment?: Readonly<Record<string, string>>
}

/** The app under test. */
export interface RunningApp {
  readonly application: ElectronApplication
  /** The ward window's page. */
  readonly page: Page
  /** What main and engine wrote so far. */
  readonly output: () => string
  enginePid(): Promise<number>
  /** The process of the ward's page. */
  rendererPid(): Promise<number>
  /** The process of the frame that draws its waves. */
  wavesPid(): Promise<number>
  close(): Promise<void>
}

/** Time for Electron to start on two shared cores while the machine is busy. */
const START_WITHIN_MS = 60_000
/** Time to close store and windows; the app itself gives its engine 5 s. */
const CLOSE_WITHIN_MS = 10_000

async function pidOf(application: ElectronApplication, type: string, name: string | null): Promise<number> {
  const found = await application.evaluate(
    ({ app }, wanted) =>
      app
        .getAppMetrics()
        .filter(
          (metric) =>
            metric.type === wanted.type &&
            (wanted.name === null || metric.name === wanted.name || metric.serviceName === wanted.name),
        )
        // An engine that stands by was started after the one that runs.
        .sort((one, other) => one.creationTime - other.creationTime)[0]?.pid ?? null,
    { type, name },
  )
  if (found === null) throw new Error(`no process of type ${type} named ${name ?? 'anything'} runs`)
  return found
}

async function framePid(application: ElectronApplication, which: 'page' | 'waves'): Promise<number> {
  const found = await application.evaluate(({ BrowserWindow }, wanted) => {
    // The ward's own window was opened first.
    const page = BrowserWindow.getAllWindows().sort((one, other) => one.id - other.id)[0]?.webContents
      .mainFrame
    return (wanted === 'page' ? page : page?.frames[0])?.osProcessId ?? 0
  }, which)
  if (found <= 0) throw new Error(`no process of the ${which} runs`)
  return found
}

function killIfAlive(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Already ended, which is what is wanted.
  }
}

/**
 * The runtime dies with a segmentation fault about once in a thousand starts, while Playwright's debugger is attached and
 * before it has loaded anything of ours: it is started once more, and says so.
 */
async function launchRuntime(options: Parameters<typeof _electron.launch>[0]): Promise<ElectronApplication> {
  try {
    return await _electron.launch(options)
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes('signal=SIGSEGV')) throw error
    process.stdout.write('the runtime died while it was attached to; it is started again\n')
    return _electron.launch(options)
  }
}

/** Starts the built app in the provisioned Electron on a display. The caller closes it. */
export async function launchApp(display: VirtualDisplay, options: LaunchOptions): Promise<RunningApp> {
  const executablePath = process.env.VIGIL_ELECTRON
  if (executablePath === undefined)
    throw new Error('VIGIL_ELECTRON is not set: run through playwright.config.ts')
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value
  delete env.ELECTRON_RUN_AS_NODE
  const args = [
    ...(process.env.VIGIL_ELECTRON_WORDS ?? '').split(' ').filter((word) => word !== ''),
    PROJECT_DIR,
    '--data',
    options.dataDir,
    ...(options.configFile === undefined ? [] : ['--config', options.configFile]),
    ...(options.keyFile === undefined ? [] : ['--key-file', options.keyFile]),
  ]
  const application = await launchRuntime({
    executablePath,
    args,
    env: { ...env, ...options.environment, DISPLAY: display.name },
    timeout: START_WITHIN_MS,
  })
  const child = application.process()
  if (child.pid !== undefined) weighAsAsked(child.pid)
  const written: string[] = []
  child.stdout?.on('data', (bytes: Buffer) => written.push(bytes.toString()))
  child.stderr?.on('data', (bytes: Buffer) => written.push(bytes.toString()))
  const close = async () => {
    const limit = setTimeout(() => killIfAlive(child.pid), CLOSE_WITHIN_MS)
    try {
      await application.close()
    } finally {
      clearTimeout(limit)
      if (child.exitCode === null && child.signalCode === null) killIfAlive(child.pid)
    }
  }
  try {
    const page = await application.firstWindow({ timeout: START_WITHIN_MS })
    return {
      application,
      page,
      output: () => written.join(''),
      enginePid: () =>
        until('The engine process', { withinMs: START_WITHIN_MS, because: 'it starts with the app' }, () =>
          pidOf(application, 'Utility', 'vigil-engine').catch(() => null),
        ),
      rendererPid: () => framePid(application, 'page'),
      wavesPid: () => framePid(application, 'waves'),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** The dialog of the system cannot be driven; it answers with this path instead. */
export async function answerSaveDialog(application: ElectronApplication, filePath: string): Promise<void> {
  await application.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path })
  }, filePath)
}

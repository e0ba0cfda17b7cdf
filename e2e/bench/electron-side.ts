import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import type { VirtualDisplay } from '../../resources/setup/display.ts'
import { weighAsAsked } from './weight.ts'

/** How the measured Electron is started: its executable and Chromium's words for this PC. */
export interface Runner {
  readonly executable: string
  readonly words: readonly string[]
  readonly display: VirtualDisplay
}

/** An app that is measured while it runs. */
export interface Side {
  readonly application: ElectronApplication
  readonly page: Page
  readonly pid: number
  close(): Promise<void>
}

const START_WITHIN_MS = 60_000
const CLOSE_WITHIN_MS = 10_000

/** The environment of an app on a display of its own. */
export function environmentOn(
  display: VirtualDisplay,
  extra: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value
  delete env.ELECTRON_RUN_AS_NODE
  return { ...env, DISPLAY: display.name, ...extra }
}

/** Starts an app that the bench has to talk to. The caller closes it. */
export async function startSide(
  runner: Runner,
  appWords: readonly string[],
  extra: Readonly<Record<string, string>> = {},
): Promise<Side> {
  const application = await _electron.launch({
    executablePath: runner.executable,
    args: [...runner.words, ...appWords],
    env: environmentOn(runner.display, extra),
    timeout: START_WITHIN_MS,
  })
  const child = application.process()
  if (child.pid !== undefined) weighAsAsked(child.pid)
  const said: string[] = []
  child.stderr?.on('data', (bytes: Buffer) => said.push(bytes.toString()))
  const close = async () => {
    const limit = setTimeout(() => child.kill('SIGKILL'), CLOSE_WITHIN_MS)
    try {
      await application.close()
    } finally {
      clearTimeout(limit)
    }
  }
  try {
    const page = await application.firstWindow({ timeout: START_WITHIN_MS })
    return { application, page, pid: child.pid ?? 0, close }
  } catch (error) {
    await close()
    throw new Error(`the app did not open a window: ${said.join('')}`, { cause: error })
  }
}

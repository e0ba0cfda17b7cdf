import type { RunningApp } from './app.ts'
import type { Limit } from './movement.ts'
import { until } from './wait.ts'

/** The ward's window as it opens on the virtual display. */
export const WINDOW = { x: 0, y: 0, width: 1920, height: 1080 } as const
/** The page's own width may be this much less than the window's. */
const FRAME_PX = 40

/** Gives the ward's window another size. Resolves when its page has it. */
export async function resize(
  { application, page }: RunningApp,
  width: number,
  height: number,
): Promise<void> {
  await application.evaluate(
    ({ BrowserWindow }, bounds) => {
      BrowserWindow.getAllWindows()[0]?.setBounds(bounds)
    },
    { ...WINDOW, width, height },
  )
  await page.waitForFunction(({ wide, frame }) => innerWidth > wide - frame && innerWidth <= wide, {
    wide: width,
    frame: FRAME_PX,
  })
}

/** Takes the ward's window off the screen. */
export function hide({ application }: RunningApp): Promise<void> {
  return application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
}

/** Brings the ward's window back. */
export function show({ application }: RunningApp): Promise<void> {
  return application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show())
}

/** The process that brings every frame to the screen. */
export function drawingPid({ application }: RunningApp, limit: Limit): Promise<number> {
  return until('The drawing process', limit, () =>
    application.evaluate(
      ({ app: electron }) => electron.getAppMetrics().find(({ type }) => type === 'GPU')?.pid ?? null,
    ),
  )
}

/** Ends the drawing process without a word. Out: resolves when Electron runs another one. */
export async function killDrawing(app: RunningApp, limit: Limit): Promise<void> {
  const before = await drawingPid(app, limit)
  process.kill(before, 'SIGKILL')
  await until('Another drawing process', limit, async () => (await drawingPid(app, limit)) !== before)
}

import { writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { BrowserWindow, dialog, type IpcMainInvokeEvent, ipcMain, screen, shell } from 'electron'
import { type LoginStartView, MAIN_CALL } from '../ipc/contract.ts'
import { type LoginStart, loginStartCalls } from './login-start.ts'
import { APP_ORIGIN } from './page-files.ts'
import { safeFileName } from './safe-file-name.ts'
import { screenKey } from './screen-key.ts'

/** Facts about this program that the page may show. */
export interface About {
  readonly testRuntime: boolean
  readonly dataDir: string
  readonly version: string
  readonly electron: string
}

interface Saved {
  readonly path: string | null
  readonly problem: string | null
}

/** A shift of one bed as CSV is a few MB; far above that something is wrong. */
const LONGEST_TEXT = 64 * 1024 * 1024
/** The engine keeps a quarter of this of a line. */
const LONGEST_CAPTURE = 64 * 1024 * 1024

/** The size of the paper is the page's own. */
const PRINT = { printBackground: true, preferCSSPageSize: true, generateTaggedPDF: true } as const

function windowOf(event: IpcMainInvokeEvent): BrowserWindow | null {
  const origin = event.senderFrame?.url ?? ''
  return origin.startsWith(`${APP_ORIGIN}/`) ? BrowserWindow.fromWebContents(event.sender) : null
}

async function save(
  window: BrowserWindow,
  name: string,
  content: () => Promise<Uint8Array | string>,
): Promise<Saved> {
  const chosen = await dialog.showSaveDialog(window, { defaultPath: name })
  if (chosen.canceled || chosen.filePath === '') return { path: null, problem: null }
  try {
    await writeFile(chosen.filePath, await content())
    return { path: chosen.filePath, problem: null }
  } catch (error) {
    const cause = error instanceof Error && 'code' in error ? String(error.code) : 'unknown cause'
    return { path: null, problem: `The file could not be written (${cause}). Choose another folder.` }
  }
}

/** Answers the few calls a page may make to main. Calls from anything but our own page are refused. */
export function answerPageCalls(about: About, loginStart: LoginStart): void {
  const logins = loginStartCalls(loginStart)
  const refused: LoginStartView = { on: null, problem: 'Refused.' }
  ipcMain.handle(MAIN_CALL.loginStart, (event) => (windowOf(event) === null ? refused : logins.get()))
  ipcMain.handle(MAIN_CALL.setLoginStart, (event, on: unknown) =>
    windowOf(event) === null || typeof on !== 'boolean' ? refused : logins.set(on),
  )
  ipcMain.handle(MAIN_CALL.screenKey, (event) => {
    const window = windowOf(event)
    return window === null ? null : screenKey(screen.getDisplayMatching(window.getBounds()))
  })
  // The bell of the system takes another way than the page's sound: it may be heard where that is not.
  ipcMain.handle(MAIN_CALL.bell, (event) => {
    if (windowOf(event) !== null) shell.beep()
  })
  ipcMain.handle(MAIN_CALL.about, (event) => (windowOf(event) === null ? null : about))
  ipcMain.handle(MAIN_CALL.chooseFolder, async (event) => {
    const window = windowOf(event)
    if (window === null) return { path: null }
    const chosen = await dialog.showOpenDialog(window, { properties: ['openDirectory'] })
    return { path: chosen.filePaths[0] ?? null }
  })
  ipcMain.handle(MAIN_CALL.printPdf, async (event, suggested: unknown): Promise<Saved> => {
    const window = windowOf(event)
    if (window === null) return { path: null, problem: 'Refused.' }
    return save(window, safeFileName(suggested, '.pdf'), () => window.webContents.printToPDF(PRINT))
  })
  ipcMain.handle(
    MAIN_CALL.pagePdf,
    async (event): Promise<{ base64: string | null; problem: string | null }> => {
      const window = windowOf(event)
      if (window === null) return { base64: null, problem: 'Refused.' }
      try {
        return { base64: (await window.webContents.printToPDF(PRINT)).toString('base64'), problem: null }
      } catch {
        return { base64: null, problem: 'The pages could not be printed, so nothing was sent: send again.' }
      }
    },
  )
  ipcMain.handle(MAIN_CALL.saveText, async (event, suggested: unknown, text: unknown): Promise<Saved> => {
    const window = windowOf(event)
    if (window === null || typeof text !== 'string' || text.length > LONGEST_TEXT) {
      return { path: null, problem: 'Refused: there is no text to save, or it is too long.' }
    }
    const extension = typeof suggested === 'string' ? extname(suggested) : ''
    return save(window, safeFileName(suggested, extension === '' ? '.txt' : extension), async () => text)
  })
  ipcMain.handle(MAIN_CALL.saveCapture, async (event, suggested: unknown, vcap: unknown): Promise<Saved> => {
    const window = windowOf(event)
    if (window === null || !(vcap instanceof Uint8Array) || vcap.length > LONGEST_CAPTURE) {
      return { path: null, problem: 'Refused: there is no capture to save, or it is too long.' }
    }
    return save(window, safeFileName(suggested, '.vcap'), async () => vcap)
  })
}

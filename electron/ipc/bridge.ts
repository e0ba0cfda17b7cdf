/** Calls that the preload script makes to main; nothing else may be invoked. */
export const MAIN_CALL = {
  printPdf: 'vigil:printPdf',
  pagePdf: 'vigil:pagePdf',
  saveText: 'vigil:saveText',
  saveCapture: 'vigil:saveCapture',
  chooseFolder: 'vigil:chooseFolder',
  about: 'vigil:about',
  loginStart: 'vigil:loginStart',
  screenKey: 'vigil:screenKey',
  setLoginStart: 'vigil:setLoginStart',
  bell: 'vigil:bell',
} as const

/** Whether the system starts Vigil when its user logs in; `on` is null, with a sentence, where that could not be found out or set. */
export interface LoginStartView {
  readonly on: boolean | null
  readonly problem: string | null
}

/** What the preload script offers the page: ten functions and two ports, nothing else. */
export interface VigilBridge {
  /** Print the page shown now to a PDF that the user names (or `suggested` in tests); resolves to the path or null if cancelled. */
  printPdf(suggested: string): Promise<{ path: string | null; problem: string | null }>
  /** The page shown now as a PDF in base64; null, with a sentence, where it could not be printed. */
  pagePdf(): Promise<{ base64: string | null; problem: string | null }>
  /** Save text where the user says. */
  saveText(suggested: string, text: string): Promise<{ path: string | null; problem: string | null }>
  /** Save a capture of a line where the user says. */
  saveCapture(suggested: string, vcap: Uint8Array): Promise<{ path: string | null; problem: string | null }>
  /** Ask for an existing folder; null if the user chose none. */
  chooseFolder(): Promise<{ path: string | null }>
  /** Facts that main knows: test runtime, data folder. */
  about(): Promise<{ testRuntime: boolean; dataDir: string; version: string; electron: string }>
  loginStart(): Promise<LoginStartView>
  /** What tells the screen that shows this window from others, or null when the system does not say. */
  screenKey(): Promise<string | null>
  setLoginStart(on: boolean): Promise<LoginStartView>
  /** Rings the bell of the system, for when the page's own sound is dead. */
  bell(): Promise<void>
}

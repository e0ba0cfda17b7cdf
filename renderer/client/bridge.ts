import type { VigilBridge } from '../../electron/ipc/contract.ts'

declare global {
  interface Window {
    /** Offered by the preload script; absent when the page runs outside Electron. */
    readonly vigil?: VigilBridge
  }
}

const OUTSIDE = { path: null, problem: 'This window runs outside Vigil: nothing can be saved here.' }

const NO_SYSTEM = { on: null, problem: null }

/** The functions main offers, or harmless stand-ins when the page runs outside Electron. */
export function bridge(): VigilBridge {
  return (
    window.vigil ?? {
      printPdf: () => Promise.resolve(OUTSIDE),
      pagePdf: () => Promise.resolve({ base64: null, problem: OUTSIDE.problem }),
      saveText: () => Promise.resolve(OUTSIDE),
      saveCapture: () => Promise.resolve(OUTSIDE),
      chooseFolder: () => Promise.resolve({ path: null }),
      about: () => Promise.resolve({ testRuntime: false, dataDir: '', version: '', electron: '' }),
      screenKey: () => Promise.resolve(null),
      loginStart: () => Promise.resolve(NO_SYSTEM),
      setLoginStart: () => Promise.resolve(NO_SYSTEM),
      bell: () => Promise.resolve(),
    }
  )
}

/** Electron's renderer side, as a page with Node has it. */
interface PageElectron {
  readonly ipcRenderer: {
    once(channel: string, listener: (event: { readonly ports: MessagePort[] }) => void): void
  }
}

const { ipcRenderer } = (globalThis as unknown as { require(name: string): PageElectron }).require('electron')
const worker = new Worker('worker.js')

// The port goes on to the worker at once, as in the app: the page is out of the way from then on.
ipcRenderer.once('waves', ({ ports }) => worker.postMessage(null, ports))

import { startEngine } from './engine.ts'
import { type ParentPort, serve } from './serve.ts'

/** Electron adds it to a utility process; plain Node has none. */
function parentPort(): ParentPort | null {
  return 'parentPort' in process ? (process.parentPort as ParentPort | null) : null
}

const parent = parentPort()
if (parent !== null) {
  // Ctrl-C reaches every process of the terminal: main hears it too and ends this one when the record is closed.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
  serve(parent, startEngine)
}

import { startEngine } from './engine.ts'
import { type ParentPort, serve } from './serve.ts'

/** Electron adds it to a utility process; plain Node has none. */
function parentPort(): ParentPort | null {
  return 'parentPort' in process ? (process.parentPort as ParentPort | null) : null
}

const parent = parentPort()
if (parent !== null) serve(parent, startEngine)

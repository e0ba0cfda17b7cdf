import { ENGINE_STANDBY } from '../ipc/contract.ts'
import type { ParentPort } from './serve.ts'
import { WorkerThreads } from './store/threads/worker-threads.ts'
import { storeWorkerUrl } from './worker-url.ts'

/** One thread of the record writes, one reads. */
const STORE_THREADS = 2

/** Electron adds it to a utility process; plain Node has none. */
function parentPort(): ParentPort | null {
  return 'parentPort' in process ? (process.parentPort as ParentPort | null) : null
}

/**
 * Loads the engine and waits for main to start it. The threads of the record load beside it, which
 * makes each start that much shorter. Nothing is opened before main says so.
 */
async function load(parent: ParentPort): Promise<void> {
  const storeThreads = new WorkerThreads(storeWorkerUrl(import.meta.url))
  storeThreads.prepare(STORE_THREADS)
  const [{ startEngine }, { serve }] = await Promise.all([import('./engine.ts'), import('./serve.ts')])
  serve(parent, (options) => startEngine({ ...options, storeThreads }))
  // Who stands by has time to load what only some wards need.
  if (process.argv.includes(ENGINE_STANDBY)) await import('serialport')
}

const parent = parentPort()
if (parent !== null) {
  // Ctrl-C reaches every process of the terminal: main hears it too and ends this one when the record is closed.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
  void load(parent)
}

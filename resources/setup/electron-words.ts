import { statfsSync } from 'node:fs'
import type { Runtime } from './runtime.ts'
import { sandboxWords } from './sandbox.ts'

/** Chromium keeps pictures in shared memory; containers often give it 64 MB, which several windows overrun. */
const SMALL_SHARED_MEMORY_BYTES = 256 * 1024 * 1024
const SHARED_MEMORY_FOLDER = '/dev/shm'

function sharedMemoryIsSmall(): boolean {
  try {
    const { blocks, bsize } = statfsSync(SHARED_MEMORY_FOLDER)
    return blocks * bsize < SMALL_SHARED_MEMORY_BYTES
  } catch {
    return true
  }
}

/**
 * Chromium's own words for this PC, before the app folder. In: the runtime and whether the
 * display is a virtual one: no graphics card is looked for then, and complaints about the
 * desktop services that are not there stay quiet. Throws SetupProblem (see sandboxWords).
 */
export async function electronWords(runtime: Runtime, virtualDisplay: boolean): Promise<string[]> {
  const words = await sandboxWords(runtime)
  // Without a card there is nothing to fall back to: a drawing process that a signal ended is started again.
  if (virtualDisplay) words.push('--disable-gpu', '--disable-gpu-process-crash-limit', '--log-level=3')
  if (process.platform === 'linux' && sharedMemoryIsSmall()) words.push('--disable-dev-shm-usage')
  return words
}

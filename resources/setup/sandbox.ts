import { statSync } from 'node:fs'
import { join } from 'node:path'
import { collect } from './run.ts'
import type { Runtime } from './runtime.ts'
import { SetupProblem } from './say.ts'

const SETUID_BIT = 0o4000

function helperIsReady(helper: string): boolean {
  try {
    const { uid, mode } = statSync(helper)
    return uid === 0 && (mode & SETUID_BIT) !== 0
  } catch {
    return false
  }
}

/**
 * Words for Electron's sandbox on this PC. Root cannot use it (`--no-sandbox`); an ordinary
 * user always does. Throws SetupProblem with the one command to run where the system
 * refuses user namespaces and the setuid helper is not set up.
 */
export async function sandboxWords(runtime: Runtime): Promise<string[]> {
  if (process.platform !== 'linux') return []
  if (process.getuid?.() === 0) return ['--no-sandbox']
  const helper = join(runtime.folder, 'chrome-sandbox')
  if (helperIsReady(helper)) return []
  const probe = await collect('unshare', ['--user', '--map-root-user', 'true'])
  if (probe.code === 0) return []
  throw new SetupProblem(
    `This system refuses user namespaces, which Electron's sandbox needs. Run this once, then start again: sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
  )
}

import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/** Written last: a folder without it was cut off half way and is made again. */
const COMPLETE_FILE = '.complete'

/**
 * The folder for what must outlive `npm ci`: runtimes and built bindings. In: the
 * environment and the platform. VIGIL_CACHE_DIR names another place.
 */
export function cacheDir(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  if (environment.VIGIL_CACHE_DIR) return environment.VIGIL_CACHE_DIR
  if (environment.XDG_CACHE_HOME) return join(environment.XDG_CACHE_HOME, 'vigil')
  if (platform === 'win32' && environment.LOCALAPPDATA)
    return join(environment.LOCALAPPDATA, 'vigil', 'cache')
  if (platform === 'darwin') return join(homedir(), 'Library/Caches/vigil')
  return join(homedir(), '.cache/vigil')
}

/** Whether `folder` was made to its end. */
export function isComplete(folder: string): boolean {
  return existsSync(join(folder, COMPLETE_FILE))
}

/**
 * Makes a cached folder once. `make` fills an empty folder beside it, which then takes
 * its place in one rename, so that a start cut off half way leaves nothing half made.
 */
export async function makeFolderOnce(folder: string, make: (empty: string) => Promise<void>): Promise<void> {
  if (isComplete(folder)) return
  mkdirSync(dirname(folder), { recursive: true })
  const working = mkdtempSync(`${folder}.part-`)
  try {
    await make(working)
    writeFileSync(join(working, COMPLETE_FILE), '')
    if (isComplete(folder)) return
    rmSync(folder, { recursive: true, force: true })
    renameSync(working, folder)
  } finally {
    rmSync(working, { recursive: true, force: true })
  }
}

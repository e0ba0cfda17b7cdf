import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { collect, PROJECT_DIR, toolEnvironment } from './run.ts'
import { SetupProblem, step } from './say.ts'

const OUT_DIR = join(PROJECT_DIR, 'out')
const STAMP_NAME = '.stamp'
const STAMP_FILE = join(OUT_DIR, STAMP_NAME)

/** What the build is made from. */
const SOURCE_FOLDERS = ['drivers', 'electron', 'renderer', 'resources/locales', 'resources/icons']
const SOURCE_FILES = ['package.json', 'package-lock.json', 'electron.vite.config.ts', 'tsconfig.base.json']
/** Never part of a build. */
const PASSED_OVER = /\.test\.tsx?$|\.md$/

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !PASSED_OVER.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** A hash over path, size and time of change of every source file; equal hash, equal build. */
export function sourceStamp(root: string = PROJECT_DIR): string {
  const files = [
    ...SOURCE_FOLDERS.flatMap((folder) => filesBelow(join(root, folder))),
    ...SOURCE_FILES.map((file) => join(root, file)).filter((file) => existsSync(file)),
  ]
  const hash = createHash('sha256')
  for (const file of files) {
    const { size, mtimeMs } = statSync(file)
    hash.update(`${relative(root, file)}\0${size}\0${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

/**
 * Builds the app into `out/` if a source changed since the last build. The old build stays whole until the new one
 * is. Throws SetupProblem with what the compiler said.
 */
export async function buildApp(): Promise<void> {
  const stamp = sourceStamp()
  if (existsSync(STAMP_FILE) && readFileSync(STAMP_FILE, 'utf8') === stamp) return
  const next = `${OUT_DIR}.${process.pid}.next`
  const old = `${OUT_DIR}.${process.pid}.old`
  try {
    const built = await step('Building the app', () =>
      collect('electron-vite', ['build'], {
        env: toolEnvironment({ VIGIL_OUT_DIR: next }),
        shell: process.platform === 'win32',
      }),
    )
    if (built.code !== 0)
      throw new SetupProblem(`The app could not be built.\n${built.stderr || built.stdout}`)
    writeFileSync(join(next, STAMP_NAME), stamp)
    if (existsSync(OUT_DIR)) renameSync(OUT_DIR, old)
    renameSync(next, OUT_DIR)
  } finally {
    for (const folder of [next, old]) rmSync(folder, { recursive: true, force: true })
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, onTestFinished } from 'vitest'

function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'vigil-'))
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

/** A folder of its own for one test, removed when the test has finished. */
export function temporaryFolder(): string {
  const folder = freshFolder()
  onTestFinished(() => remove(folder))
  return folder
}

/** A folder for all tests of one file, removed after the last. Called outside of them. */
export function folderOfFile(): string {
  const folder = freshFolder()
  afterAll(() => remove(folder))
  return folder
}

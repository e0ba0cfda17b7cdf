import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'vitest'
import { SHARED_DIR } from './shared-folder.ts'

/**
 * Registers a test that needs reference data from the folder `shared` beside the
 * project. In: the path inside that folder, the test's name, its body (given the
 * absolute path). Without the folder the test is skipped and says why; with the
 * folder but without the path the test fails, so that a moved file is noticed.
 */
export function withShared(
  relativePath: string,
  name: string,
  body: (absolutePath: string) => void | Promise<void>,
  timeoutMs?: number,
): void {
  if (!existsSync(SHARED_DIR)) {
    it(name, (context) => context.skip(`the folder ../shared with ${relativePath} is absent`))
    return
  }
  const absolutePath = join(SHARED_DIR, relativePath)
  it(
    name,
    async () => {
      if (!existsSync(absolutePath)) {
        throw new Error(`../shared is present but ${relativePath} is not in it: correct the path in the test`)
      }
      await body(absolutePath)
    },
    timeoutMs,
  )
}

import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { it } from 'vitest'

/**
 * Registers a test that needs a program of this PC. In: its name, the Debian package that holds it, the test's name and
 * body. Without the program the test is skipped and says why.
 */
export function withProgram(
  program: string,
  debianPackage: string,
  name: string,
  body: () => void | Promise<void>,
): void {
  const folders = (process.env.PATH ?? '').split(delimiter)
  if (folders.some((folder) => existsSync(join(folder, program)))) it(name, body)
  else it(name, (context) => context.skip(`the program ${program} is absent: install ${debianPackage}`))
}

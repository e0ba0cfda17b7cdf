import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { it } from 'vitest'

/** A program that a test needs, and the Debian package that holds it. */
export interface WantedProgram {
  readonly program: string
  readonly debianPackage: string
  /** Folders beside the PATH. */
  readonly folders?: readonly string[]
}

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
  withPrograms([{ program, debianPackage }], name, body)
}

/** The same for a test that needs several. */
export function withPrograms(
  wanted: readonly WantedProgram[],
  name: string,
  body: () => void | Promise<void>,
  timeoutMs?: number,
): void {
  const path = (process.env.PATH ?? '').split(delimiter)
  const absent = wanted.find(
    ({ program, folders = [] }) => ![...path, ...folders].some((folder) => existsSync(join(folder, program))),
  )
  if (absent === undefined) it(name, body, timeoutMs)
  else {
    const { program, debianPackage } = absent
    it(name, (context) => context.skip(`the program ${program} is absent: install ${debianPackage}`))
  }
}

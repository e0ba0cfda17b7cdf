import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { PROJECT_DIR } from '../run.ts'

/** One source file. `path` is relative to the project with forward slashes. */
export interface Source {
  readonly path: string
  readonly text: string
}

/** What one check found: sentences that name file and line, empty when all is well. */
export interface Outcome {
  readonly name: string
  readonly findings: readonly string[]
  /** A line worth showing even when all is well. */
  readonly note?: string
}

const SOURCE_FOLDERS = ['drivers', 'electron', 'renderer', 'resources', 'e2e']

/** Reads every TypeScript file of the project. In: the project's root folder. */
export function readSources(root: string = PROJECT_DIR): Source[] {
  return SOURCE_FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  )
    .sort()
    .map((file) => ({
      path: relative(root, file).split(sep).join('/'),
      text: readFileSync(file, 'utf8'),
    }))
}

/** Whether a file is a test or serves tests only. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || path.includes('/testing/') || path.startsWith('e2e/')
}

/** Line number, from 1, of an index into a text. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}

/**
 * The text with comments, and if wanted the content of strings, blanked out; lengths and
 * line numbers stay. Good enough for checks: a quote inside a regular expression ends at
 * the line's end.
 */
export function codeOnly(text: string, keepStrings = false): string {
  const out = text.split('')
  const blank = (from: number, to: number) => {
    for (let index = from; index < to; index++) if (out[index] !== '\n') out[index] = ' '
  }
  let at = 0
  while (at < text.length) {
    const two = text.slice(at, at + 2)
    const one = text[at] ?? ''
    if (two === '//' || two === '/*') {
      const found = two === '//' ? text.indexOf('\n', at) : text.indexOf('*/', at + 2) + 2
      const end = found < at + 2 ? text.length : found
      blank(at, end)
      at = end
    } else if (one === "'" || one === '"' || one === '`') {
      const end = stringEnd(text, at, one)
      if (!keepStrings) blank(at + 1, end - 1)
      at = end
    } else at++
  }
  return out.join('')
}

function stringEnd(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at++) {
    const one = text[at]
    if (one === '\\') at++
    else if (one === quote || (one === '\n' && quote !== '`')) return at + 1
  }
  return text.length
}

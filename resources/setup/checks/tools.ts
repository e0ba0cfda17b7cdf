import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { Tally } from '../../testing/tally-reporter.ts'
import { collect, type Finished, PROJECT_DIR, toolEnvironment } from '../run.ts'
import { neverRan } from '../tally.ts'
import type { Outcome } from './sources.ts'

const SOURCE_FOLDERS = ['drivers', 'electron', 'renderer', 'resources', 'e2e']
const WINDOWS = process.platform === 'win32'

function tool(
  command: string,
  words: readonly string[],
  extra: Record<string, string> = {},
): Promise<Finished> {
  return collect(command, words, { env: toolEnvironment(extra), shell: WINDOWS })
}

function outcomeOf(name: string, finished: Finished): Outcome {
  return { name, findings: finished.code === 0 ? [] : [`${finished.stdout}${finished.stderr}`.trim()] }
}

/** Format and lint of the whole project. */
export async function checkFormatAndLint(): Promise<Outcome> {
  return outcomeOf(
    'format and lint',
    await tool('biome', ['ci', '--error-on-warnings', '--colors=off', '--max-diagnostics=30', '.']),
  )
}

/** Every tsconfig of the project, relative to its root. */
export function typeProjects(root: string = PROJECT_DIR): string[] {
  const found = SOURCE_FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.name === 'tsconfig.json')
      .map((entry) => relative(root, join(entry.parentPath, entry.name))),
  )
  return [...found.sort(), 'tsconfig.test.json']
}

/** Types of one runtime folder, or of all tests. In: the path of its tsconfig. */
export async function checkTypes(project: string): Promise<Outcome> {
  return outcomeOf(`types of ${project}`, await tool('tsc', ['-p', project, '--pretty', 'false']))
}

/** Projects of vitest.config.ts without the long tests. */
const SHORT_PROJECTS = ['--project', 'unit', '--project', 'ports']

/** Runs the unit tests, the long ones only if asked for. Out: what they found and how many there were. */
export async function checkUnit(withLong: boolean): Promise<{ outcome: Outcome; tally: Tally }> {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-unit-'))
  try {
    const file = join(folder, 'tally.json')
    const reporters = ['--reporter=dot', '--reporter=./resources/testing/tally-reporter.ts']
    const finished = await tool('vitest', ['run', ...(withLong ? [] : SHORT_PROJECTS), ...reporters], {
      VIGIL_TALLY: file,
      NO_COLOR: '1',
    })
    const tally: Tally = existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as Tally)
      : neverRan('the unit tests left no tally, see above')
    const note = `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped.length} skipped`
    return { outcome: { ...outcomeOf('unit tests', finished), note }, tally }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

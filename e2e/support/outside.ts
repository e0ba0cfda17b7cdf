import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { PROJECT_DIR, toolEnvironment } from '../../resources/setup/run.ts'

/** A program that a test started, with what it wrote. */
export interface Outside {
  readonly child: ChildProcess
  readonly output: () => string
  /** Exit code; null if a signal ended it. */
  readonly ended: Promise<number | null>
  stop(): Promise<void>
}

/** Starts a program with the project's tools on its PATH. The caller stops it. */
export function startOutside(
  command: string,
  words: readonly string[],
  extra: Readonly<Record<string, string>> = {},
): Outside {
  const child = spawn(command, words, {
    cwd: PROJECT_DIR,
    env: toolEnvironment(extra),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const written: string[] = []
  child.stdout.on('data', (bytes: Buffer) => written.push(bytes.toString()))
  child.stderr.on('data', (bytes: Buffer) => written.push(bytes.toString()))
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => resolve(code))
    child.once('error', () => resolve(-1))
  })
  const stop = async () => {
    child.kill()
    await ended
  }
  return { child, output: () => written.join(''), ended, stop }
}

/** Starts the command line `vigil`. */
export function vigil(words: readonly string[]): Outside {
  return startOutside('node', [
    '--disable-warning=ExperimentalWarning',
    join(PROJECT_DIR, 'electron/cli/index.ts'),
    ...words,
  ])
}

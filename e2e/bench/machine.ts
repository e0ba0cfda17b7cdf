import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, getPriority, loadavg, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { PROJECT_DIR } from '../../resources/setup/run.ts'
import { oneDecimal } from './statistics.ts'

/** What the numbers were taken on: no names, no paths. */
export interface Machine {
  readonly cores: number
  readonly cpu: string
  readonly memoryGigabytes: number
  readonly system: string
  readonly node: string
  /** Nice value of the processes, where it is not 0: below it nothing else on the machine gets in their way. */
  readonly priority?: number
  /** What draws; absent where a benchmark needs no screen. */
  readonly electron?: string
  readonly uplot?: string
  readonly smoothie?: string
  readonly commit: string
}

function installedVersion(name: string): string {
  const text = readFileSync(join(PROJECT_DIR, 'node_modules', name, 'package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

function systemName(): string {
  const kernel = release().split('.').slice(0, 2).join('.')
  if (platform() !== 'linux') return `${platform()} ${kernel}`
  const pretty = /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1]
  return `${pretty ?? 'Linux'}, kernel ${kernel}`
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      cwd: PROJECT_DIR,
      encoding: 'utf8',
    }).trim()
  } catch {
    return 'unknown'
  }
}

/** Describes this machine. In: the version of the Electron that is measured, if one is. */
export function describeMachine(electron?: string): Machine {
  const priority = getPriority()
  return {
    cores: cpus().length,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGigabytes: Math.round(totalmem() / 1024 ** 3),
    system: systemName(),
    node: process.versions.node,
    ...(priority === 0 ? {} : { priority }),
    ...(electron === undefined
      ? {}
      : { electron, uplot: installedVersion('uplot'), smoothie: installedVersion('smoothie') }),
    commit: commit(),
  }
}

/** Load of the last minute: processes that run or wait, one decimal. Recorded, never a reason to stop. */
export function load(): number {
  return oneDecimal(loadavg()[0] ?? 0)
}

import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { PACKAGES_OF_LIBRARY, type ProgramNeed } from './libraries-table.ts'
import { collect, tail } from './run.ts'
import type { Runtime } from './runtime.ts'
import { SetupProblem, say, step } from './say.ts'

/** Names of the libraries that `ldd` could not find. In: its output. */
export function missingOf(lddOutput: string): string[] {
  const names = [...lddOutput.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '')
  return [...new Set(names)]
}

/** Libraries that the runtime needs and this PC lacks; those that come with the runtime itself do not count. */
async function missingLibraries(runtime: Runtime): Promise<string[]> {
  const own = new Set(readdirSync(runtime.folder))
  const files = [
    runtime.executable,
    ...['libGLESv2.so', 'libEGL.so'].map((name) => join(runtime.folder, name)),
  ]
  const found = await Promise.all(
    files.filter((file) => existsSync(file)).map((file) => collect('ldd', [file])),
  )
  return [...new Set(found.flatMap((finished) => missingOf(finished.stdout)))].filter(
    (name) => !own.has(name),
  )
}

/** Whether a program lies on the PATH or at one of its other places. */
export function isInstalled(need: ProgramNeed, path = process.env.PATH ?? ''): boolean {
  const places = path.split(delimiter).map((folder) => join(folder, need.program))
  return [...places, ...need.paths].some((file) => existsSync(file))
}

async function aptKnows(name: string): Promise<boolean> {
  const answer = await collect('apt-cache', ['policy', name])
  return /Candidate: (?!\(none\))/.test(answer.stdout)
}

async function packageOf(library: string): Promise<string | null> {
  const names = PACKAGES_OF_LIBRARY[library] ?? []
  for (const name of names) {
    if (await aptKnows(name)) return name
  }
  // Without a list of packages the older name is the better guess: newer releases know it too.
  return names.at(-1) ?? null
}

/** How this user may install packages: words before `apt-get`, or null if they may not. */
async function installer(): Promise<string[] | null> {
  if (process.getuid?.() === 0) return []
  const sudo = await collect('sudo', ['-n', 'true'])
  return sudo.code === 0 ? ['sudo', '-n'] : null
}

const APT_OPTIONS = [
  '-o',
  'Acquire::http::Timeout=10',
  '-o',
  'Acquire::https::Timeout=10',
  '-o',
  'DPkg::Lock::Timeout=120',
]

async function apt(before: readonly string[], words: readonly string[], name: string): Promise<void> {
  const line = [...before, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...APT_OPTIONS, ...words]
  const finished = await step(name, () => collect(line[0] ?? '', line.slice(1)))
  if (finished.code !== 0) throw new SetupProblem(`${name} failed: ${tail(finished, 3)}`)
}

async function install(packages: readonly string[], reasons: readonly string[]): Promise<void> {
  const command = `apt-get install --no-install-recommends ${packages.join(' ')}`
  const before = await installer()
  if (before === null) {
    throw new SetupProblem(`Missing: ${reasons.join(', ')}. Run this, then start again: sudo ${command}`)
  }
  say(`Missing: ${reasons.join(', ')}. Installing ${packages.join(' ')} ...`)
  await apt(before, ['install', '-y', '--no-install-recommends', ...packages], 'Installing packages')
}

/** Brings the list of packages up to date when this PC has none, as in a fresh container. */
async function refreshLists(): Promise<void> {
  if (await aptKnows('libc6')) return
  const before = await installer()
  if (before !== null) await apt(before, ['update', '-q'], 'Reading the list of packages')
}

/** Installs what is only wanted. What cannot be installed is said and stops nothing. */
async function grantWishes(wishes: readonly ProgramNeed[]): Promise<void> {
  try {
    if ((await installer()) !== null) {
      await refreshLists()
      const packages = wishes.map((need) => need.debianPackage)
      return await install(
        packages,
        wishes.map((need) => `${need.program} (${need.purpose})`),
      )
    }
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error
    say(error.message)
  }
  for (const need of wishes) {
    say(`${need.program} is missing (${need.purpose}): sudo apt-get install ${need.debianPackage}`)
  }
}

/**
 * Makes the shared libraries of the runtime and the named programs available (Linux only).
 * Installs them where the user may; otherwise throws SetupProblem with the exact command.
 * `wanted` programs are installed along the way but never stop the start.
 */
export async function provisionLibraries(
  runtime: Runtime,
  needed: readonly ProgramNeed[],
  wanted: readonly ProgramNeed[] = [],
): Promise<void> {
  if (process.platform !== 'linux') return
  const libraries = await missingLibraries(runtime)
  const programs = needed.filter((need) => !isInstalled(need))
  const wishes = wanted.filter((need) => !isInstalled(need))
  if (libraries.length + programs.length + wishes.length === 0) return

  const reasons = [...libraries, ...programs.map((need) => `${need.program} (${need.purpose})`)]
  if (!isInstalled({ program: 'apt-cache', debianPackage: 'apt', paths: [], purpose: '' })) {
    if (reasons.length === 0) return
    throw new SetupProblem(`Missing: ${reasons.join(', ')}. Install them with this system's package manager.`)
  }
  if (reasons.length === 0) return grantWishes(wishes)
  await refreshLists()
  const packages = await Promise.all(libraries.map(packageOf))
  const unknown = libraries.filter((_, index) => packages[index] === null)
  if (unknown.length > 0) {
    throw new SetupProblem(
      `No package is known for ${unknown.join(', ')}. Install what holds it, then start again.`,
    )
  }
  const names = [
    ...packages.filter((name) => name !== null),
    ...[...programs, ...wishes].map((need) => need.debianPackage),
  ]
  const all = [...reasons, ...wishes.map((need) => `${need.program} (${need.purpose})`)]
  await install([...new Set(names)], all)
}

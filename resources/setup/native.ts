import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { cacheDir } from './cache.ts'
import { collect, PROJECT_DIR, tail, toolEnvironment } from './run.ts'
import type { Runtime } from './runtime.ts'
import { SetupProblem, say, step } from './say.ts'

/** Versions that a runtime reports about itself. */
export interface RuntimeVersions {
  readonly electron: string
  readonly node: string
  /** Node-API level. */
  readonly napi: number
}

/** The bundled binary of better-sqlite3 needs at least this Node-API level. */
const BUNDLED_NAPI = 10

/** Builds for a lower level than the source asks for; only Node-API calls are used, so any Node's headers will do. */
const BUILD_FLAGS = '-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'

const PACKAGE_DIR = join(PROJECT_DIR, 'node_modules/better-sqlite3')
const LOADED_FILE = join(PACKAGE_DIR, `prebuilds/${process.platform}-${process.arch}.node`)
/** Says which binary lies where the loader looks; absent: the bundled one. */
const STAMP_FILE = join(PACKAGE_DIR, 'prebuilds/.vigil-binding')

/** Asks a runtime for its versions. Throws SetupProblem if it does not start. */
export async function askVersions(runtime: Runtime): Promise<RuntimeVersions> {
  const answer = await collect(runtime.executable, ['-p', 'JSON.stringify(process.versions)'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  })
  try {
    const versions = JSON.parse(answer.stdout) as Record<string, string>
    return {
      electron: versions.electron ?? 'of unknown version',
      node: versions.node ?? '',
      napi: Number(versions.napi),
    }
  } catch {
    throw new SetupProblem(
      `Electron does not start on this PC (${tail(answer, 2)}). Remove ${runtime.folder} and start again.`,
    )
  }
}

function packageVersion(): string {
  const text = readFileSync(join(PACKAGE_DIR, 'package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

function cachedFile(level: string): string {
  const name = `better-sqlite3-${packageVersion()}-${level}-${process.platform}-${process.arch}.node`
  return join(cacheDir(), 'native', name)
}

/** Copies in two moves, so that a program which has the old file open keeps it whole. */
function place(from: string, to: string): void {
  const part = `${to}.part-${process.pid}`
  copyFileSync(from, part)
  renameSync(part, to)
}

async function build(target: string): Promise<void> {
  const headers = join(PROJECT_DIR, `node_modules/node-${process.platform}-${process.arch}`)
  if (!existsSync(join(headers, 'include/node/node_api.h'))) {
    throw new SetupProblem(`The headers of Node are missing in ${headers}. Run npm ci again.`)
  }
  const work = join(cacheDir(), 'native', `build-${process.pid}`)
  mkdirSync(join(work, 'node_modules'), { recursive: true })
  try {
    const source = join(work, 'better-sqlite3')
    cpSync(PACKAGE_DIR, source, { recursive: true })
    cpSync(join(PROJECT_DIR, 'node_modules/node-addon-api'), join(work, 'node_modules/node-addon-api'), {
      recursive: true,
    })
    const built = await step(
      'Building the database binding for this Electron (once, about two minutes)',
      () =>
        collect('node-gyp', ['rebuild', '--release', '--force_build=1', `--nodedir=${headers}`], {
          cwd: source,
          // A nodedir in somebody's .npmrc reaches node-gyp through npm and wins over the word above.
          env: toolEnvironment({ CXXFLAGS: BUILD_FLAGS, npm_config_nodedir: headers }),
        }),
    )
    if (built.code !== 0) {
      throw new SetupProblem(
        `The database binding could not be built. It needs make, a C++ compiler and Python 3: sudo apt-get install make g++ python3 (${tail(built)})`,
      )
    }
    place(join(source, 'build/Release/better_sqlite3.node'), target)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/**
 * Puts a database binding that the runtime can load where the loader looks. In: the
 * runtime's Node-API level. A binding built for a lower level also loads in the Node of
 * the scripts, so one file serves both. Throws SetupProblem if it cannot be built.
 */
export async function provisionBinding(napi: number): Promise<void> {
  const wanted = napi >= BUNDLED_NAPI ? 'bundled' : `napi${napi}`
  const present = existsSync(STAMP_FILE) ? readFileSync(STAMP_FILE, 'utf8').trim() : 'bundled'
  const bundled = cachedFile('bundled')
  mkdirSync(join(cacheDir(), 'native'), { recursive: true })
  if (present === 'bundled') place(LOADED_FILE, bundled)
  if (present === wanted) return
  const wantedFile = cachedFile(wanted)
  if (!existsSync(wantedFile)) await build(wantedFile)
  place(wantedFile, LOADED_FILE)
  writeFileSync(STAMP_FILE, wanted)
  say(`The database binding in place is the one for Node-API ${napi}.`)
}

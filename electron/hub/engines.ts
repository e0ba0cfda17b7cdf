import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { delimiter, join, resolve } from 'node:path'
import { VigilError } from '../ipc/contract.ts'

/** Where Debian puts the NATS server. */
export const NATS_FOLDERS = ['/usr/sbin', '/usr/bin', '/usr/local/bin']
const POSTGRES_BY_VERSION = '/usr/lib/postgresql'
/** Who owns a database that root starts: PostgreSQL refuses to run as root. */
const DATABASE_USER = 'postgres'
const ROOT = 0
const STOP_WITHIN_MS = 20_000
/** A database that was not ended in order reads its log first; the hub then tries again by itself. */
const START_WITHIN_MS = 10_000
const LOOK_EVERY_MS = 50

/** How the two engines are started. */
export interface EngineSettings {
  readonly natsPort: number
  readonly databasePort: number
  /** A configuration of the NATS server: addresses for other PCs, TLS, users. Null: this PC alone, without users. */
  readonly natsConfig: string | null
}

/** Running engines, and how the hub reaches them. */
export interface Engines {
  readonly natsUrl: string
  readonly databaseUrl: string
  /** Told once if one of them ends by itself. In: a sentence. */
  onEnded(told: (sentence: string) => void): void
  /** Ends both in order; resolves when they are gone. */
  stop(): Promise<void>
}

function programIn(folders: readonly string[], program: string, debianPackage: string): string {
  const found = folders.map((folder) => join(folder, program)).find((file) => existsSync(file))
  if (found !== undefined) return found
  throw new VigilError(
    'fileMissing',
    `The program ${program} is absent: install the Debian package ${debianPackage}.`,
  )
}

/** Where Debian puts the programs of PostgreSQL, the newest version first. */
export function postgresFolders(): string[] {
  const versions = existsSync(POSTGRES_BY_VERSION) ? readdirSync(POSTGRES_BY_VERSION) : []
  return versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(POSTGRES_BY_VERSION, version, 'bin'))
}

function pathFolders(): string[] {
  return (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
}

/** User and group to run the database as; empty where this process is not root. */
function databaseUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== ROOT) return {}
  const idOf = (option: string) => Number(execFileSync('id', [option, DATABASE_USER], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

/**
 * Starts the NATS server with JetStream and PostgreSQL, with all their files below one folder, which is made at the
 * first start. In: the folder; ports and the configuration of the stream. Rejects with a VigilError that says what is missing.
 * For a hospital's own servers see the README: then this is not needed.
 */
export async function startEngines(
  folder: string,
  { natsPort, databasePort, natsConfig }: EngineSettings,
): Promise<Engines> {
  const home = resolve(folder)
  const nats = programIn([...pathFolders(), ...NATS_FOLDERS], 'nats-server', 'nats-server')
  const programs = resolve(programIn([...postgresFolders(), ...pathFolders()], 'initdb', 'postgresql'), '..')
  const user = databaseUser()
  const stream = join(home, 'stream')
  const database = join(home, 'database')
  mkdirSync(stream, { recursive: true })
  if (!existsSync(join(database, 'PG_VERSION'))) makeDatabase(database, programs, user)
  const access = natsConfig === null ? ['-a', '127.0.0.1'] : ['-c', resolve(natsConfig)]
  const natsWords = [...access, '-p', String(natsPort), '-js', '-sd', stream]
  // Ctrl-C is for the hub, which ends them in order.
  const usual = { stdio: 'ignore', detached: true } as const
  const natsProcess = spawn(nats, natsWords, usual)
  const databaseProcess = spawn(
    join(programs, 'postgres'),
    ['-D', database, '-p', String(databasePort), '-c', 'listen_addresses=127.0.0.1', '-k', database],
    { ...usual, cwd: database, ...user },
  )
  const processes = { 'The NATS server': natsProcess, PostgreSQL: databaseProcess }
  await Promise.all([listening(natsPort, natsProcess), listening(databasePort, databaseProcess)])
  let isStopping = false
  return {
    natsUrl: `nats://127.0.0.1:${natsPort}`,
    databaseUrl: `postgres://vigil@127.0.0.1:${databasePort}/postgres`,
    onEnded: (told) => {
      for (const [name, child] of Object.entries(processes)) {
        const ended = (why: string): void => {
          if (!isStopping) told(`${name} ended (${why}): is its port in use, or its folder not writable?`)
        }
        if (child.exitCode !== null) ended(`code ${child.exitCode}`)
        else child.once('exit', (code, signal) => ended(signal ?? `code ${code}`))
        child.once('error', (error) => ended(error.message))
      }
    },
    stop: async () => {
      isStopping = true
      // SIGINT: PostgreSQL ends its connections and writes a checkpoint; NATS syncs its stream.
      await Promise.all(Object.values(processes).map((child) => ended(child, 'SIGINT')))
    },
  }
}

function makeDatabase(database: string, programs: string, user: { uid?: number; gid?: number }): void {
  mkdirSync(database, { recursive: true, mode: 0o700 })
  if (user.uid !== undefined && user.gid !== undefined) chownSync(database, user.uid, user.gid)
  // Whoever can log in to this PC can read it, as with the station's own files; a hospital's server has its own rules.
  const words = ['-D', database, '-U', 'vigil', '-E', 'UTF8', '--auth=trust', '--locale=C']
  try {
    execFileSync(join(programs, 'initdb'), words, { stdio: 'pipe', cwd: database, ...user })
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[1] ?? error.message) : String(error)
    throw new VigilError(
      'fileMissing',
      `No database can be made in ${database} (${why}): choose a folder that the user ${DATABASE_USER} may enter.`,
    )
  }
}

/** Resolves when something listens on a port, when the process that should has ended, or after some time. */
async function listening(port: number, child: ChildProcess): Promise<void> {
  const untilMs = performance.now() + START_WITHIN_MS
  while (child.exitCode === null && child.pid !== undefined && performance.now() < untilMs) {
    if (await answers(port)) return
    await new Promise((done) => setTimeout(done, LOOK_EVERY_MS))
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ port, host: '127.0.0.1' })
    const tell = (isThere: boolean): void => {
      socket.destroy()
      done(isThere)
    }
    socket.once('connect', () => tell(true))
    socket.once('error', () => tell(false))
  })
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)
    return Promise.resolve()
  return new Promise((done) => {
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
    child.once('exit', () => {
      clearTimeout(force)
      done()
    })
    child.kill(signal)
  })
}

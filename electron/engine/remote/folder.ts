import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { reasonOf } from '../config/settings-file.ts'

/** Where files lie that were taken, and those that cannot be used, each with a sentence beside it. */
const DONE = 'done'
const REFUSED = 'refused'
const ENDINGS = ['.csv', '.hl7'] as const
/** A file of a month of one home is some hundred kilobytes. */
const LONGEST_BYTES = 16 * 1_024 * 1_024

/** What a file is, by its ending. */
export type FileKind = 'csv' | 'hl7'

/** A file that was moved is looked at for so long: who still wrote it writes on in its new place. */
const WATCHED_MS = 10 * 60_000

/** A file that was moved, as it was read. */
interface Moved {
  readonly name: string
  readonly place: string
  readonly size: number
  readonly untilMs: number
}

/** Takes a whole file. Out: null, or why it cannot be used, one sentence. Rejects where the record takes nothing: it is tried again. */
export type TakeFile = (kind: FileKind, bytes: Uint8Array) => Promise<string | null>

/**
 * A folder that a remote site's files are put into. A file is taken when two looks one after the other found it the same:
 * who copies it in slowly, or under another name first, loses nothing. Then it is moved, never removed.
 */
export class WatchedFolder {
  readonly #folder: string
  readonly #take: TakeFile
  readonly #nowMs: () => number
  #moved: readonly Moved[] = []
  #refused: RefusedFiles | null = null
  /** Size and time of each file at the last look. */
  #seen = new Map<string, string>()
  #problem = ''
  /** The last file of a look that could not be taken. */
  #stuck = ''

  /** In: the folder, who takes its files, and a clock that never goes back, ms. */
  constructor(folder: string, take: TakeFile, nowMs: () => number) {
    this.#folder = folder
    this.#take = take
    this.#nowMs = nowMs
  }

  get folder(): string {
    return this.#folder
  }

  /** What lies refused, until somebody takes it away; null: nothing. */
  get refused(): RefusedFiles | null {
    return this.#refused
  }

  /** Why files cannot be read there, one sentence; empty while they can. */
  get problem(): string {
    return this.#problem
  }

  /** Looks once. Never rejects. */
  async look(): Promise<void> {
    try {
      this.#stuck = ''
      for (const name of [DONE, REFUSED]) await mkdir(join(this.#folder, name), { recursive: true })
      await this.#bringBack()
      const seen = new Map<string, string>()
      for (const name of (await readdir(this.#folder)).sort()) {
        const kind = kindOf(name)
        if (kind === null) continue
        const mark = await this.#lookAt(name, kind)
        if (mark !== null) seen.set(name, mark)
      }
      this.#seen = seen
      this.#refused = await refusedIn(join(this.#folder, REFUSED))
      this.#problem = this.#stuck
    } catch (error) {
      this.#problem = `The folder of remote readings cannot be used (${reasonOf(error)}): look at it and at the disk.`
    }
  }

  /** One that cannot be read keeps no other from being taken. Out: what tells whether it is the same next time. */
  async #lookAt(name: string, kind: FileKind): Promise<string | null> {
    try {
      const found = await stat(join(this.#folder, name))
      if (!found.isFile()) return null
      const mark = `${found.size} ${found.mtimeMs}`
      if (this.#seen.get(name) === mark) await this.#whole(name, kind, found.size)
      return mark
    } catch (error) {
      this.#stuck = `${name} in the folder of remote readings cannot be taken (${reasonOf(error)}): it is tried again.`
      return null
    }
  }

  async #whole(name: string, kind: FileKind, size: number): Promise<void> {
    const file = join(this.#folder, name)
    const bytes = size > LONGEST_BYTES ? null : await readFile(file)
    const problem =
      bytes === null ? 'it is longer than 16 MiB: send it in pieces' : await this.#take(kind, bytes)
    const place = join(this.#folder, problem === null ? DONE : REFUSED, `${Date.now()}-${name}`)
    if (problem !== null) await writeFile(`${place}.txt`, `${name} was not taken: ${problem}.\n`)
    await rename(file, place)
    const untilMs = this.#nowMs() + WATCHED_MS
    if (bytes !== null) this.#moved = [...this.#moved, { name, place, size: bytes.length, untilMs }]
  }

  /** A file that has grown since it was moved was no whole one: it is read again from its beginning. */
  async #bringBack(): Promise<void> {
    const nowMs = this.#nowMs()
    const still: Moved[] = []
    for (const moved of this.#moved) {
      const found = await stat(moved.place).catch(() => null)
      const back = join(this.#folder, moved.name)
      if (found === null || nowMs >= moved.untilMs) continue
      // One of that name waits its turn: the next look does it.
      if (found.size === moved.size || (await stat(back).catch(() => null)) !== null) still.push(moved)
      else {
        await rename(moved.place, back)
        await rm(`${moved.place}.txt`, { force: true })
      }
    }
    this.#moved = still
  }
}

/** Files that could not be used, and why the newest of them. */
export interface RefusedFiles {
  readonly files: number
  readonly sentence: string
}

async function refusedIn(folder: string): Promise<RefusedFiles | null> {
  // Names begin with the time at which a file was refused.
  const sentences = (await readdir(folder)).filter((name) => name.endsWith('.txt')).sort()
  const newest = sentences.at(-1)
  if (newest === undefined) return null
  return { files: sentences.length, sentence: (await readFile(join(folder, newest), 'utf8')).trim() }
}

function kindOf(name: string): FileKind | null {
  const ending = ENDINGS.find((one) => name.toLowerCase().endsWith(one))
  return ending === undefined || name.startsWith('.') ? null : ending === '.csv' ? 'csv' : 'hl7'
}

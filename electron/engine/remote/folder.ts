import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
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

/** Takes a whole file. Out: null, or why it cannot be used, one sentence. Rejects where the record takes nothing: it is tried again. */
export type TakeFile = (kind: FileKind, bytes: Uint8Array) => Promise<string | null>

/**
 * A folder that a remote site's files are put into. A file is taken when two looks one after the other found it the same:
 * who copies it in slowly, or under another name first, loses nothing. Then it is moved, never removed.
 */
export class WatchedFolder {
  readonly #folder: string
  readonly #take: TakeFile
  /** Size and time of each file at the last look. */
  #seen = new Map<string, string>()
  #problem = ''
  /** The last file of a look that could not be taken. */
  #stuck = ''

  constructor(folder: string, take: TakeFile) {
    this.#folder = folder
    this.#take = take
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
      const seen = new Map<string, string>()
      for (const name of (await readdir(this.#folder)).sort()) {
        const kind = kindOf(name)
        if (kind === null) continue
        const mark = await this.#lookAt(name, kind)
        if (mark !== null) seen.set(name, mark)
      }
      this.#seen = seen
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
    const problem =
      size > LONGEST_BYTES
        ? 'it is longer than 16 MiB: send it in pieces'
        : await this.#take(kind, await readFile(file))
    const place = join(this.#folder, problem === null ? DONE : REFUSED, `${Date.now()}-${name}`)
    if (problem !== null) await writeFile(`${place}.txt`, `${name} was not taken: ${problem}.\n`)
    await rename(file, place)
  }
}

function kindOf(name: string): FileKind | null {
  const ending = ENDINGS.find((one) => name.toLowerCase().endsWith(one))
  return ending === undefined || name.startsWith('.') ? null : ending === '.csv' ? 'csv' : 'hl7'
}

import { openSync, readFileSync, writeSync } from 'node:fs'

/** Room for some hundred channels; a shorter text leaves nothing of a longer one before it. */
const TEXT_BYTES = 32_768

/** What the monitors of a ward had brought, and how late its machine was. */
export interface Made {
  /** UTC ms at which the engine had started. */
  readonly startUtcMs: number
  /** The most that a tick or the store was late since then: a busy machine adds to what may be missing. */
  readonly lateMs: number
  /** Samples decoded since the start, by `BED KEY` of the wave. */
  readonly samples: Readonly<Record<string, number>>
}

/** Writes what was made into one file, in place and at once: it outlives a killed process. */
export class MadeFile {
  readonly #file: number

  constructor(path: string) {
    this.#file = openSync(path, 'w')
  }

  write(made: Made): void {
    writeSync(this.#file, JSON.stringify(made).padEnd(TEXT_BYTES), 0)
  }
}

/** What a killed process had made; null if it came to nothing. */
export function readMade(path: string): Made | null {
  const text = readFileSync(path, 'utf8').trim()
  return text === '' ? null : (JSON.parse(text) as Made)
}

import type { CommandIo } from '../io.ts'

/** An io for tests: what was written is kept. */
export interface MemoryIo extends CommandIo {
  stdout(): string
  readonly notes: string[]
  /** As Ctrl-C does. */
  interrupt(): void
  /** What is typed when it is next asked; null: nobody is there. */
  answer: string | null
}

/** Makes an io that keeps everything in memory. */
export function memoryIo(): MemoryIo {
  const stop = new AbortController()
  const notes: string[] = []
  let written = ''
  return {
    answer: null,
    async ask(question) {
      notes.push(question)
      return this.answer
    },
    out: async (text) => {
      written += text
    },
    note: (line) => notes.push(line),
    stop: stop.signal,
    environment: {},
    stdout: () => written,
    notes,
    interrupt: () => stop.abort(),
  }
}

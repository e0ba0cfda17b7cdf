import { createInterface } from 'node:readline'

/** What a command may touch of the process it runs in; tests give their own. */
export interface CommandIo {
  /** The result, and nothing else. Resolves when more may be written. */
  out(text: string): Promise<void>
  /** Progress, warnings and errors: one line each. */
  note(line: string): void
  /** Asks on stderr. Out: the line that was typed, or null where there is nobody to ask. */
  ask(question: string): Promise<string | null>
  /** Aborted by Ctrl-C or a stop request: end cleanly. */
  readonly stop: AbortSignal
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** The streams of this process. Someone who stops reading stdout ends the command quietly. */
export function processIo(): CommandIo {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    process.stderr.write(`The result cannot be written: ${error.message}.\n`)
    process.exit(1)
  })
  return {
    out: async (text) => {
      if (process.stdout.write(text)) return
      await new Promise<void>((resolve) => process.stdout.once('drain', () => resolve()))
    },
    note: (line) => process.stderr.write(`${oneLine(line)}\n`),
    ask: (question) => ask(question, stop.signal),
    stop: stop.signal,
    environment: process.env,
  }
}

async function ask(question: string, stop: AbortSignal): Promise<string | null> {
  process.stderr.write(`${oneLine(question)}\n`)
  const lines = createInterface({ input: process.stdin })
  const end = (): void => lines.close()
  stop.addEventListener('abort', end)
  try {
    for await (const line of lines) return line
    return null
  } finally {
    stop.removeEventListener('abort', end)
    lines.close()
  }
}

/** Text with every run of line breaks as one space. */
function oneLine(text: string): string {
  return text.trim().replace(/\s*[\r\n]+\s*/g, ' ')
}

/** Resolves after some time, or at once when the command is told to stop. Never rejects. */
export function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) return resolve()
    const done = (): void => {
      clearTimeout(timer)
      stop.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    stop.addEventListener('abort', done)
  })
}

/** Resolves when the command is told to stop, or after `ms` if a number is given. */
export function untilStopped(ms: number | null, stop: AbortSignal): Promise<void> {
  if (ms !== null) return pause(ms, stop)
  return new Promise((resolve) => {
    if (stop.aborted) resolve()
    else stop.addEventListener('abort', () => resolve(), { once: true })
  })
}

const LONG_STEP_MS = 2_000
const REPEAT_EVERY_MS = 10_000

/** What set-up cannot mend by itself: one sentence that says what to do. Ends the program with exit code 1. */
export class SetupProblem extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'SetupProblem'
  }
}

/** Prints one progress line. In: a plain sentence or phrase. */
export function say(text: string): void {
  process.stderr.write(`vigil set-up: ${text}\n`)
}

/** Milliseconds as seconds with one decimal, for progress lines. */
export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}

/**
 * Runs one step. A step longer than two seconds is announced while it runs, again
 * every ten seconds, and when it ends; a short one says nothing.
 */
export async function step<T>(name: string, run: () => Promise<T>): Promise<T> {
  const startedMs = performance.now()
  const elapsed = () => seconds(performance.now() - startedMs)
  let announced = false
  let repeat: NodeJS.Timeout | undefined
  const first = setTimeout(() => {
    announced = true
    say(`${name} ...`)
    repeat = setInterval(() => say(`${name} ... ${elapsed()}`), REPEAT_EVERY_MS)
  }, LONG_STEP_MS)
  try {
    return await run()
  } finally {
    clearTimeout(first)
    clearInterval(repeat)
    if (announced) say(`${name}: ended after ${elapsed()}`)
  }
}

/** Runs a set-up program to its end. Out: sets the exit code; a SetupProblem becomes one line, any other error its stack. */
export async function program(run: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await run()
  } catch (error) {
    const text =
      error instanceof SetupProblem ? error.message : error instanceof Error ? error.stack : String(error)
    process.stderr.write(`vigil set-up: ${text}\n`)
    process.exitCode = 1
  }
}

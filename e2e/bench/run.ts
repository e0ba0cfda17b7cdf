import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { program, SetupProblem } from '../../resources/setup/say.ts'
import type { PlainBench } from './bench.ts'
import { BENCHMARKS, type Benchmark, PARTS } from './benchmarks.ts'
import { describeMachine } from './machine.ts'
import { writePage } from './page.ts'
import { keepResults, type Results } from './results.ts'
import { weighAsAsked } from './weight.ts'
import { withScreen } from './with-screen.ts'

/** Exit codes of a program that a signal ended (128 and its number). */
const SIGNAL_EXIT = { SIGINT: 130, SIGTERM: 143 } as const

const MOST_ROUNDS = 99

/** What was asked for: names of benchmarks, and how many rounds of each if it was said. */
function asked(): { readonly names: readonly string[]; readonly rounds: number | undefined } {
  const { values, positionals } = parseArgs({
    options: { rounds: { type: 'string' } },
    allowPositionals: true,
  })
  if (values.rounds === undefined) return { names: positionals, rounds: undefined }
  const rounds = Number(values.rounds)
  if (Number.isInteger(rounds) && rounds >= 1 && rounds <= MOST_ROUNDS) return { names: positionals, rounds }
  throw new SetupProblem(`--rounds takes a whole number from 1 to ${MOST_ROUNDS}, not "${values.rounds}".`)
}

function chosen(words: readonly string[]): readonly Benchmark[] {
  const names = words.length === 0 ? Object.keys(BENCHMARKS) : words
  return names.map((name) => {
    const benchmark = BENCHMARKS[name] ?? PARTS[name]
    if (benchmark !== undefined) return benchmark
    throw new SetupProblem(
      `There is no benchmark "${name}": use ${Object.keys({ ...BENCHMARKS, ...PARTS }).join(', ')}, or none for all.`,
    )
  })
}

/** Prints results and writes them down. A benchmark may do so before it has ended. */
function keep(fresh: Results): void {
  process.stdout.write(`${JSON.stringify(fresh, null, 2)}\n`)
  writePage(keepResults(fresh))
}

await program(async () => {
  const { names, rounds } = asked()
  weighAsAsked('self')
  const benchmarks = chosen(names)
  if (process.platform !== 'linux')
    throw new SetupProblem('The benchmarks read /proc and the picture of Xvfb: run them on Linux.')
  const folder = mkdtempSync(join(tmpdir(), 'vigil-bench-'))
  // Ended half way, it still takes display, lines and folder with it: each of them listens for the exit.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => process.exit(SIGNAL_EXIT[signal]))
  const plain: PlainBench = { folder, say: (text) => void process.stderr.write(`bench: ${text}\n`) }
  const drawing = benchmarks.filter((benchmark) => benchmark.draws)
  for (const benchmark of benchmarks) {
    if (!benchmark.draws) keep(await benchmark.run(plain, describeMachine(), rounds, keep))
  }
  if (drawing.length > 0) {
    await withScreen(plain, async (bench, machine) => {
      for (const benchmark of drawing) keep(await benchmark.run(bench, machine, rounds, keep))
    })
  }
  return 0
})

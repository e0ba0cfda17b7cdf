import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '../../resources/setup/build.ts'
import { startDisplay } from '../../resources/setup/display.ts'
import { electronWords } from '../../resources/setup/electron-words.ts'
import { provision } from '../../resources/setup/provision.ts'
import { program, SetupProblem } from '../../resources/setup/say.ts'
import type { Bench } from './bench.ts'
import { byteToPixel } from './byte-to-pixel/byte-to-pixel.ts'
import { coldStart } from './cold-start.ts'
import { describeMachine, type Machine } from './machine.ts'
import { writePage } from './page.ts'
import { coldStartResult, keepResults, latencyResult, type Results } from './results.ts'
import { scriptBytes, stageApps } from './stage.ts'

const COLD_START_ROUNDS = 7
const LATENCY_ROUNDS = 5
/** A round and condition; five rounds make 250. */
const MARKERS = 50

/** Exit codes of a program that a signal ended (128 and its number). */
const SIGNAL_EXIT = { SIGINT: 130, SIGTERM: 143 } as const

type Benchmark = (bench: Bench, machine: Machine) => Promise<Results>

const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  'cold-start': async (bench, machine) => {
    const rounds = await coldStart(bench, COLD_START_ROUNDS)
    const vigil = scriptBytes(join(bench.apps.vigil, 'out'))
    const uplot = scriptBytes(bench.apps.uplot)
    return { 'cold-start': coldStartResult(machine, rounds, { vigil, uplot }) }
  },
  'byte-to-pixel': async (bench, machine) => {
    const rounds = await byteToPixel(bench, LATENCY_ROUNDS, MARKERS)
    return { 'byte-to-pixel': latencyResult(machine, rounds) }
  },
}

function chosen(words: readonly string[]): readonly Benchmark[] {
  const names = words.length === 0 ? Object.keys(BENCHMARKS) : words
  return names.map((name) => {
    const benchmark = BENCHMARKS[name]
    if (benchmark !== undefined) return benchmark
    throw new SetupProblem(
      `There is no benchmark "${name}": use ${Object.keys(BENCHMARKS).join(', ')}, or none for all.`,
    )
  })
}

await program(async () => {
  const benchmarks = chosen(process.argv.slice(2))
  if (process.platform !== 'linux')
    throw new SetupProblem('The benchmarks read the picture of Xvfb: run them on Linux.')
  const { runtime, versions } = await provision('test')
  await buildApp()
  const folder = mkdtempSync(join(tmpdir(), 'vigil-bench-'))
  // Ended half way, it still takes display, lines and folder with it: each of them listens for the exit.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => process.exit(SIGNAL_EXIT[signal]))
  const display = await startDisplay()
  try {
    const bench: Bench = {
      executable: runtime.executable,
      words: await electronWords(runtime, true),
      display,
      apps: await stageApps(join(folder, 'apps')),
      folder,
      say: (text) => void process.stderr.write(`bench: ${text}\n`),
    }
    const machine = describeMachine(versions.electron)
    for (const benchmark of benchmarks) {
      const fresh = await benchmark(bench, machine)
      process.stdout.write(`${JSON.stringify(fresh, null, 2)}\n`)
      writePage(keepResults(fresh))
    }
    return 0
  } finally {
    await display.close()
  }
})

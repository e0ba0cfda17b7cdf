import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '../../resources/setup/build.ts'
import { startDisplay } from '../../resources/setup/display.ts'
import { electronWords } from '../../resources/setup/electron-words.ts'
import { provision } from '../../resources/setup/provision.ts'
import type { Runtime } from '../../resources/setup/runtime.ts'
import { program, SetupProblem } from '../../resources/setup/say.ts'
import type { Bench } from './bench.ts'
import { byteToPixel } from './byte-to-pixel/byte-to-pixel.ts'
import { coldStart } from './cold-start.ts'
import { footprint } from './footprint/footprint.ts'
import { describeMachine, type Machine } from './machine.ts'
import { writePage } from './page.ts'
import { coldStartResult, keepResults, latencyResult, type Results } from './results.ts'
import { scriptBytes, stageApps } from './stage.ts'
import { store } from './store/store.ts'
import { footprintResult, storeResult } from './store-results.ts'

const COLD_START_ROUNDS = 7
const LATENCY_ROUNDS = 5
const STORE_ROUNDS = 5
/** A round and condition; five rounds make 250. */
const MARKERS = 50

/** Exit codes of a program that a signal ended (128 and its number). */
const SIGNAL_EXIT = { SIGINT: 130, SIGTERM: 143 } as const

/** What a benchmark gets that needs no screen. */
type Plain = Pick<Bench, 'folder' | 'say'>
type Benchmark<Needs> = (bench: Needs, machine: Machine) => Promise<Results>

const PLAIN_BENCHMARKS: Readonly<Record<string, Benchmark<Plain>>> = {
  store: async ({ folder, say }, machine) => ({
    store: storeResult(machine, await store(folder, STORE_ROUNDS, say)),
  }),
  footprint: async ({ folder, say }, machine) => ({
    footprint: footprintResult(machine, await footprint(folder, say)),
  }),
}

const SCREEN_BENCHMARKS: Readonly<Record<string, Benchmark<Bench>>> = {
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

function chosen(words: readonly string[]): readonly string[] {
  const known = [...Object.keys(PLAIN_BENCHMARKS), ...Object.keys(SCREEN_BENCHMARKS)]
  const unknown = words.find((word) => !known.includes(word))
  if (unknown === undefined) return words.length === 0 ? known : words
  throw new SetupProblem(`There is no benchmark "${unknown}": use ${known.join(', ')}, or none for all.`)
}

function keep(fresh: Results): void {
  process.stdout.write(`${JSON.stringify(fresh, null, 2)}\n`)
  writePage(keepResults(fresh))
}

async function runOnScreen(
  benchmarks: readonly Benchmark<Bench>[],
  plain: Plain,
  machine: Machine,
  runtime: Runtime,
): Promise<void> {
  await buildApp()
  const display = await startDisplay()
  try {
    const words = await electronWords(runtime, true)
    const apps = await stageApps(join(plain.folder, 'apps'))
    const bench: Bench = { ...plain, executable: runtime.executable, words, display, apps }
    for (const benchmark of benchmarks) keep(await benchmark(bench, machine))
  } finally {
    await display.close()
  }
}

await program(async () => {
  const names = chosen(process.argv.slice(2))
  if (process.platform !== 'linux')
    throw new SetupProblem('The benchmarks read /proc and the picture of Xvfb: run them on Linux.')
  const { runtime, versions } = await provision('test')
  const folder = mkdtempSync(join(tmpdir(), 'vigil-bench-'))
  // Ended half way, it still takes display, lines and folder with it: each of them listens for the exit.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => process.exit(SIGNAL_EXIT[signal]))
  const plain: Plain = { folder, say: (text) => void process.stderr.write(`bench: ${text}\n`) }
  const machine = describeMachine(versions.electron)
  for (const name of names) {
    const benchmark = PLAIN_BENCHMARKS[name]
    if (benchmark !== undefined) keep(await benchmark(plain, machine))
  }
  const onScreen = names.flatMap((name) => SCREEN_BENCHMARKS[name] ?? [])
  if (onScreen.length > 0) await runOnScreen(onScreen, plain, machine, runtime)
  return 0
})

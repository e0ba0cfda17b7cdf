import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { verifyStore } from '../../store/check/verify.ts'
import { storePaths } from '../../store/file/paths.ts'
import { openStoreReader, openStoreWriter } from '../../store/open/open.ts'
import { untoldHoles } from '../../store/testing/holes.ts'
import { openOptions } from '../../store/testing/samples.ts'
import type { StoreReader } from '../../store/types.ts'
import { type Made, readMade } from './made.ts'

const CHILD = join(import.meta.dirname, 'engine-child.ts')
/** One kill of so many comes while the engine is still starting. */
const IN_START_SHARE = 0.1
const START_WITHIN_MS = 700
const RUN_WITHIN_MS = 4_000
/** What a kill may cost. */
const MOST_LOST_MS = 1_000
const MS_PER_S = 1_000

/** What became of one kill. */
export interface EngineKill {
  readonly openMs: number
  /** Of the wave that lost most. */
  readonly lostMs: number
  /** How late the machine was with the engine's timers and commits: it shares its cores. */
  readonly lateMs: number
  /** What does not hold, a sentence each. */
  readonly failures: readonly string[]
}

/** Kills an engine with a ward of 16 simulated beds again and again on one growing record, and looks at what is left. */
export class EngineKills {
  readonly #folder: string
  readonly #random: () => number
  /** Samples on the disk at the last look, by `BED KEY`. */
  #stored = new Map<string, number>()
  /** End of what was on the disk at the last look, UTC ms, by bed. */
  readonly #untilUtcMs = new Map<string, number>()

  /** In: an empty folder, and chance. */
  constructor(folder: string, random: () => number) {
    this.#folder = folder
    this.#random = random
    mkdirSync(folder, { recursive: true })
  }

  /** One run, its kill, and a start on a copy of what is left: the next run meets the record as the kill left it. */
  async round(): Promise<EngineKill> {
    const made = await this.#runAndKill()
    const copy = join(this.#folder, 'copy')
    const data = join(this.#folder, 'data')
    const reserve = basename(storePaths(data).reserve)
    if (!existsSync(storePaths(data).database)) return { openMs: 0, lostMs: 0, lateMs: 0, failures: [] }
    // The reserve is room and nothing else; copying it would only take time.
    cpSync(data, copy, { recursive: true, filter: (source) => basename(source) !== reserve })
    try {
      return this.#examine(copy, made)
    } catch (error) {
      return { openMs: 0, lostMs: 0, lateMs: 0, failures: [`it does not open: ${String(error)}`] }
    } finally {
      rmSync(copy, { recursive: true, force: true })
    }
  }

  async #runAndKill(): Promise<Made | null> {
    const madePath = join(this.#folder, 'made')
    rmSync(madePath, { force: true })
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', CHILD, this.#folder, madePath],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const gone = once(child, 'exit')
    if (this.#random() < IN_START_SHARE) {
      await pause(this.#random() * START_WITHIN_MS)
    } else {
      const first = await Promise.race([once(child.stdout, 'data'), gone.then(() => null)])
      if (first === null) throw new Error('The engine ended before it ran')
      await pause(this.#random() * RUN_WITHIN_MS)
    }
    child.kill('SIGKILL')
    await gone
    return existsSync(madePath) ? readMade(madePath) : null
  }

  #examine(copy: string, made: Made | null): EngineKill {
    const options = openOptions(copy)
    const startedMs = performance.now()
    const { writer, closedCleanly, notices } = openStoreWriter({ ...options, nowUtcMs: Date.now() })
    const openMs = performance.now() - startedMs
    writer.close()
    const failures = notices
      .filter((sentence) => sentence.includes('damaged'))
      .map((sentence) => `a kill is taken for damage: ${sentence}`)
    if (closedCleanly && made !== null) failures.push('a killed run is taken for one that was closed')
    const { reader } = openStoreReader(options)
    try {
      const lostMs = this.#lost(reader, made)
      const lateMs = made?.lateMs ?? 0
      if (lostMs > MOST_LOST_MS + lateMs)
        failures.push(`${lostMs} ms are missing, with a machine that was ${lateMs.toFixed(0)} ms late`)
      for (const bed of new Set(reader.channels().map((channel) => channel.bed)))
        failures.push(...untoldHoles(reader, bed, 0), ...this.#untoldCrash(reader, bed, made))
      failures.push(...verifyStore(options).findings)
      return { openMs, lostMs, lateMs, failures }
    } finally {
      reader.close()
    }
  }

  #lost(reader: StoreReader, made: Made | null): number {
    const stored = new Map<string, number>()
    const lost = Object.keys(made?.samples ?? {}).map((name) => [name, 0] as [string, number])
    const lostMs = new Map<string, number>(lost)
    for (const { number, bed, channel } of reader.channels()) {
      if (channel.kind !== 'wave') continue
      const name = `${bed} ${channel.key}`
      const pieces = reader.waves(number, 0, Number.MAX_SAFE_INTEGER)
      const samples = pieces.reduce((sum, piece) => sum + piece.samples.length, 0)
      stored.set(name, samples)
      const missing = (made?.samples[name] ?? 0) - (samples - (this.#stored.get(name) ?? 0))
      lostMs.set(name, (missing * MS_PER_S) / channel.rateHz)
    }
    this.#stored = stored
    return Math.max(0, ...lostMs.values())
  }

  /** Where this run is on the disk, and another before it, the time between them is told as a crash. */
  #untoldCrash(reader: StoreReader, bed: string, made: Made | null): string[] {
    const before = this.#untilUtcMs.get(bed)
    const nowUntil = reader.span(bed)?.toUtcMs
    if (nowUntil === undefined || nowUntil === before) return []
    this.#untilUtcMs.set(bed, nowUntil)
    if (made === null || before === undefined) return []
    const told = reader.gaps(bed, before, made.startUtcMs).filter(({ cause }) => cause === 'crash')
    return told.length > 0
      ? []
      : [`${bed}: no gap of the cause crash between ${before} and ${made.startUtcMs}`]
  }
}

import { uptime } from 'node:os'
import type { Driver } from '../../drivers/driver.ts'
import { drivers as allDrivers } from '../../drivers/registry.ts'
import type { EngineStart } from '../ipc/contract.ts'
import type { WallState } from '../ipc/screens.ts'
import type { BedView, RunExit, StationView } from '../ipc/views.ts'
import type { StartFacts } from './away.ts'
import { type Clock, systemClock } from './clock.ts'
import { runCommand } from './commands/run.ts'
import { loadConfig } from './config/load.ts'
import { checkBeds } from './config/parse.ts'
import { loadRhythmChoices } from './config/rhythm-file.ts'
import { loadScoreTable } from './config/score-table.ts'
import { loadScreens } from './config/screens.ts'
import { loadSiteMap } from './config/site-map.ts'
import { loadTextDrivers } from './config/text-drivers.ts'
import type { Port } from './publish/port.ts'
import { RunningEngine } from './running-engine.ts'
import { openStoreClient } from './store/threads/client.ts'
import { WorkerThreads } from './store/threads/worker-threads.ts'
import type { Timers } from './timers.ts'
import { storeWorkerUrl } from './worker-url.ts'

const MS_PER_S = 1_000

/** What the engine is made of; all but the start facts have a default. */
export interface EngineOptions {
  readonly start: EngineStart
  readonly clock?: Clock
  readonly timers?: Timers
  readonly drivers?: readonly Driver[]
  readonly random?: () => number
  /** For how long the PC runs, ms. */
  readonly uptimeMs?: () => number
  /** Threads for the record, some of them perhaps started ahead. A bundle has to give them: it lies elsewhere than its parts. */
  readonly storeThreads?: WorkerThreads
  /** A window acknowledges nothing for 10 s. */
  readonly onWindowHung?: (window: number) => void
  /** A window's wave worker died and wants a new port. */
  readonly onWantWaves?: (window: number) => void
  /** Whether the window on the wall is to be open. */
  readonly onWall?: (wanted: boolean) => void
  /** Sentences for people while it runs, once each. */
  readonly onNotice?: (sentence: string) => void
  /** A line for the log each time the record took long over one call: a slow disk shows before it hurts. */
  readonly onSlow?: (line: string) => void
}

/** The running engine, in Electron's utility process or headless. */
export interface Engine {
  beds(): readonly BedView[]
  station(): StationView
  addWindow(window: number, port: Port): void
  setWaves(window: number, port: Port): void
  removeWindow(window: number): void
  /** The PC slept: a stretch that the engine has not noticed by itself becomes a gap of every bed. */
  wasAsleep(fromUtcMs: number, toUtcMs: number): void
  /** The system may end this program without another word: the record says so, should it not be closed. */
  systemMayEnd(): Promise<void>
  /** What became of the window on the wall. */
  setWallState(state: WallState): void
  /** The window on the wall was closed by hand: it stays closed at the next start. */
  wallClosed(): Promise<void>
  /** Closes the lines, then the record, which keeps how it came to that. Idempotent. */
  close(exit?: RunExit): Promise<void>
}

/**
 * Starts everything: config, record, lines. Throws VigilError with one sentence
 * when the config or the record cannot be used; nothing is left running then.
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { start } = options
  const clock = options.clock ?? systemClock()
  const shipped = options.drivers ?? allDrivers
  const own = await loadTextDrivers(start.dataDir, shipped)
  const drivers = [...shipped, ...own.drivers]
  const loaded = await loadConfig(start.configFile, start.dataDir, start.resourcesDir)
  const beds = checkBeds(loaded.config.beds, drivers, loaded.name)
  const screens = await loadScreens(start.dataDir)
  const scoreTable = await loadScoreTable(start.dataDir)
  const rhythms = await loadRhythmChoices(start.dataDir)
  const siteMap = await loadSiteMap(start.dataDir)
  const notices = new Set(loaded.notices)
  const hear = (sentence: string): void => {
    notices.add(sentence)
    options.onNotice?.(sentence)
  }
  const nowUtcMs = Math.round(clock.utcMs(clock.monotonicMs()))
  const store = await openStoreClient({
    dataDir: start.dataDir,
    keyFile: start.keyFile,
    key: start.key,
    station: loaded.config.station,
    nowUtcMs,
    threads: options.storeThreads ?? new WorkerThreads(storeWorkerUrl(import.meta.url)),
    onNotice: hear,
    onSlow: (call, tookMs) => options.onSlow?.(`The record took ${tookMs.toFixed(0)} ms for "${call}".`),
  })
  const found = [own, loaded, screens, scoreTable, rhythms, siteMap, store.opened]
  for (const sentence of found.flatMap((one) => one.notices)) hear(sentence)
  const startFacts: StartFacts = {
    nowUtcMs,
    bootUtcMs: nowUtcMs - (options.uptimeMs?.() ?? uptime() * MS_PER_S),
    version: start.version,
    restart: start.restart ?? null,
  }
  const engine = new RunningEngine(options, {
    clock,
    drivers,
    loaded,
    screens: screens.settings,
    notices,
    store,
    startFacts,
  })
  engine.findings.scoreTables.begin(scoreTable.table)
  engine.mapping.begin(siteMap.map)
  const changed = engine.findings.rhythms.begin(rhythms.choices)
  if (changed !== null) hear(changed)
  try {
    await engine.begin(beds)
  } catch (error) {
    await engine.close()
    throw error
  }
  return engine
}

/** Runs one command without a window: the command line and tests. Throws VigilError. */
export function commandOf(engine: Engine): (name: string, request: unknown) => Promise<unknown> {
  if (!(engine instanceof RunningEngine)) throw new TypeError('"engine" was not made by startEngine')
  return (name, request) => runCommand(engine, null, name, request)
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AnalysisResult } from './analysis/analysis-result.ts'
import type { LatencyRound } from './byte-to-pixel/byte-to-pixel.ts'
import { type Circumstances, circumstances } from './circumstances.ts'
import type { ColdStartRound } from './cold-start.ts'
import type { CompressResult } from './compress/compress-result.ts'
import type { DecodeResult } from './decode/decode-result.ts'
import type { HopResult } from './hop/hop-result.ts'
import type { IngestResult } from './ingest/ingest-result.ts'
import type { Machine } from './machine.ts'
import type { MessagesResult } from './messages/messages-result.ts'
import { foldParts, type RenderResult } from './render/render-result.ts'
import { type Figures, figuresOf, oneDecimal } from './statistics.ts'
import type { FootprintResult, StoreResult } from './store-results.ts'

const RESULTS_FILE = join(import.meta.dirname, 'results.json')

/** B8 as it is checked in. */
export interface ColdStartResult extends Circumstances {
  readonly firstPixelMs: Readonly<Record<string, Figures>>
  readonly scriptBytes: Readonly<Record<string, number>>
}

/** B7 as it is checked in. */
export interface LatencyResult extends Circumstances {
  readonly writeToPixelMs: Readonly<Record<string, Figures>>
  /** Median of each round, in their order: how steady the machine was. */
  readonly roundP50Ms: Readonly<Record<string, readonly number[]>>
  readonly lostMarkers: Readonly<Record<string, number>>
  readonly cpuPercentOfCore: Readonly<Record<string, number>>
  /** Markers left out because their level was not empty, packets that a line did not take. */
  readonly notFresh: number
  readonly refusedPackets: number
  readonly lookEveryMs: { readonly p50: number; readonly p99: number }
}

/** Everything that is checked in; a benchmark that was not run keeps its last result. */
export interface Results {
  readonly decode?: DecodeResult
  readonly compress?: CompressResult
  readonly 'cold-start'?: ColdStartResult
  readonly 'byte-to-pixel'?: LatencyResult
  readonly ingest?: IngestResult
  readonly render?: RenderResult
  readonly hop?: HopResult
  readonly messages?: MessagesResult
  readonly analysis?: AnalysisResult
  readonly store?: StoreResult
  readonly footprint?: FootprintResult
  readonly footprintRecorded?: FootprintResult
}

/** Rounds of one kind each, folded, by their key. */
export function grouped<R, T>(
  rounds: readonly R[],
  key: (round: R) => string,
  fold: (own: readonly R[]) => T,
) {
  const names = [...new Set(rounds.map(key))]
  return Object.fromEntries(names.map((name) => [name, fold(rounds.filter((round) => key(round) === name))]))
}

/** Folds the rounds of B8. */
export function coldStartResult(
  machine: Machine,
  rounds: readonly ColdStartRound[],
  scriptBytes: Readonly<Record<string, number>>,
): ColdStartResult {
  const firstPixelMs = grouped(
    rounds,
    ({ side }) => side,
    (own) => figuresOf(own.map((round) => round.firstPixelMs)),
  )
  return { ...circumstances(machine, rounds), firstPixelMs, scriptBytes }
}

/** Folds the rounds of B7. Conditions whose markers were all lost have no figures. */
export function latencyResult(machine: Machine, rounds: readonly LatencyRound[]): LatencyResult {
  const key = ({ condition }: LatencyRound) => condition
  const seen = rounds.filter(({ latenciesMs }) => latenciesMs.length > 0)
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  return {
    ...circumstances(machine, rounds),
    writeToPixelMs: grouped(seen, key, (own) => figuresOf(own.flatMap(({ latenciesMs }) => latenciesMs))),
    roundP50Ms: grouped(seen, key, (own) => own.map(({ latenciesMs }) => figuresOf(latenciesMs).p50)),
    lostMarkers: grouped(rounds, key, (own) => sum(own.map(({ lost }) => lost))),
    cpuPercentOfCore: grouped(rounds, key, (own) => figuresOf(own.map(({ cpuPercent }) => cpuPercent)).p50),
    notFresh: sum(rounds.map(({ notFresh }) => notFresh)),
    refusedPackets: sum(rounds.map(({ refusedPackets }) => refusedPackets)),
    lookEveryMs: {
      p50: oneDecimal(figuresOf(rounds.map(({ lookEveryMs }) => lookEveryMs.p50)).p50),
      p99: oneDecimal(Math.max(...rounds.map(({ lookEveryMs }) => lookEveryMs.p99))),
    },
  }
}

/** The results that are checked in; none if there is no file yet. */
export function readResults(): Results {
  if (!existsSync(RESULTS_FILE)) return {}
  return JSON.parse(readFileSync(RESULTS_FILE, 'utf8')) as Results
}

/** Keeps new results beside the older ones of benchmarks that were not run. Out: all of them. */
export function keepResults(fresh: Results): Results {
  const kept = readResults()
  const render = fresh.render === undefined ? {} : { render: foldParts(kept.render, fresh.render) }
  const all = { ...kept, ...fresh, ...render }
  writeFileSync(RESULTS_FILE, `${JSON.stringify(all, null, 2)}\n`)
  return all
}

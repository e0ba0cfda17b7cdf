import { type Circumstances, circumstances } from '../circumstances.ts'
import type { Machine } from '../machine.ts'
import { type Figures, figuresOf, type Steady, steadyOf } from '../statistics.ts'
import type { IngestRound, IngestRun } from './ingest.ts'
import type { PacketTimes } from './messages.ts'

const NS_PER_MS = 1e6

/** One side of B5 over all its rounds. */
export interface IngestSideResult {
  readonly rounds: number
  /** Percent of one core, all ports together. */
  readonly cpuPercent: Steady
  readonly sentBytes: number
  readonly lostBytes: number
  readonly refused: number
  /** Null for programs that do not say when they had a packet. */
  readonly arrivalMs: Figures | null
}

/** B5 as it is checked in. */
export interface IngestResult extends Circumstances {
  readonly ports: number
  readonly seconds: number
  readonly missing: readonly string[]
  readonly sides: Readonly<Record<string, IngestSideResult>>
}

/** Time of each packet that arrived since it was written. In: written and arrived, by line, in order; a line that lost packets has fewer. Packets before `fromPacket` do not count. */
export function latenciesMs(written: PacketTimes, arrived: PacketTimes, fromPacket = 0): number[] {
  return arrived.flatMap((times, line) =>
    times.map((time, index) => (time - (written[line]?.[index] ?? time)) / NS_PER_MS).slice(fromPacket),
  )
}

function folded(own: readonly IngestRound[]): IngestSideResult {
  const sum = (value: (round: IngestRound) => number) => own.reduce((total, round) => total + value(round), 0)
  const latencies = own.flatMap((round) => round.latenciesMs)
  return {
    rounds: own.length,
    cpuPercent: steadyOf(own.map(({ cpuPercent }) => cpuPercent)),
    sentBytes: sum(({ sentBytes }) => sentBytes),
    lostBytes: sum(({ lostBytes }) => lostBytes),
    refused: sum(({ refused }) => refused),
    arrivalMs: latencies.length === 0 ? null : figuresOf(latencies),
  }
}

/** Folds the rounds of B5. */
export function ingestResult(machine: Machine, { rounds, ...rest }: IngestRun): IngestResult {
  const names = [...new Set(rounds.map(({ side }) => side))]
  const sides = Object.fromEntries(
    names.map((name) => [name, folded(rounds.filter(({ side }) => side === name))]),
  )
  return { ...circumstances(machine, rounds), ...rest, sides }
}

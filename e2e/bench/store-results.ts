import { type Circumstances, circumstances } from './circumstances.ts'
import type { FootprintRound } from './footprint/footprint.ts'
import type { Machine } from './machine.ts'
import { grouped } from './results.ts'
import { type Steady, steadyOf } from './statistics.ts'
import type { StoreRound } from './store/store.ts'

/** A side of B4 over all its rounds. */
export interface StoreSide {
  readonly rounds: number
  readonly samplesPerSecond: Steady
  readonly cpuSamplesPerSecond: Steady
  readonly bytesPerSample: Steady
  readonly commitP50Ms: Steady
  readonly commitP99Ms: Steady
  readonly reopenMs: Steady
  /** In the round that lost most. */
  readonly lostStored: number
  readonly lostOffered: number
}

/** B4 as it is checked in. */
export interface StoreResult extends Circumstances {
  readonly sides: Readonly<Record<string, StoreSide>>
}

/** B9 as it is checked in. */
export interface FootprintResult extends Circumstances {
  readonly rounds: readonly FootprintRound[]
}

/** Folds the rounds of B4. */
export function storeResult(machine: Machine, rounds: readonly StoreRound[]): StoreResult {
  const sides = grouped(
    rounds,
    ({ side }) => side,
    (own): StoreSide => {
      const steady = (value: (round: StoreRound) => number) => steadyOf(own.map(value))
      return {
        rounds: own.length,
        samplesPerSecond: steady((round) => round.samplesPerSecond),
        cpuSamplesPerSecond: steady((round) => round.cpuSamplesPerSecond),
        bytesPerSample: steady((round) => round.bytesPerSample),
        commitP50Ms: steady((round) => round.commitP50Ms),
        commitP99Ms: steady((round) => round.commitP99Ms),
        reopenMs: steady((round) => round.reopenMs),
        lostStored: Math.max(...own.map((round) => round.lostStored)),
        lostOffered: Math.max(...own.map((round) => round.lostOffered)),
      }
    },
  )
  return { ...circumstances(machine, rounds), sides }
}

/** Folds B9. */
export function footprintResult(machine: Machine, rounds: readonly FootprintRound[]): FootprintResult {
  return { ...circumstances(machine, rounds), rounds }
}

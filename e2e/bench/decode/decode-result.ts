import { type Circumstances, circumstances } from '../circumstances.ts'
import type { Machine } from '../machine.ts'
import { type Steady, steadyOf } from '../statistics.ts'
import type { DecodeCounts, DecodeRound, DecodeRun } from './decode.ts'

/** Megabytes a second of one side with one size of chunk, by the clock and by the time of processors. */
export interface DecodeSpeed {
  readonly side: string
  readonly chunkBytes: number
  readonly rounds: number
  readonly wall: Steady
  readonly cpu: Steady
}

/** B1 as it is checked in. */
export interface DecodeResult extends Circumstances {
  readonly speeds: readonly DecodeSpeed[]
  readonly counts: readonly DecodeCounts[]
}

/** Folds the rounds of B1: one row for each side and size of chunk, in the order of the first round. */
export function decodeResult(machine: Machine, { rounds, counts }: DecodeRun): DecodeResult {
  const speeds: DecodeSpeed[] = []
  for (const { side, chunkBytes } of rounds) {
    if (speeds.some((speed) => speed.side === side && speed.chunkBytes === chunkBytes)) continue
    const own = rounds.filter((round) => round.side === side && round.chunkBytes === chunkBytes)
    const steady = (value: (round: DecodeRound) => number) => steadyOf(own.map(value))
    speeds.push({
      side,
      chunkBytes,
      rounds: own.length,
      wall: steady((round) => round.megabytesPerSecond),
      cpu: steady((round) => round.cpuMegabytesPerSecond),
    })
  }
  return { ...circumstances(machine, rounds), speeds, counts }
}

/** Least of our speeds over a peer's, by processor time, over all sizes of chunk; NaN where one was not measured. */
export function leastRatio(speeds: readonly DecodeSpeed[], ours: string, theirs: string): number {
  const of = (side: string) => speeds.filter((speed) => speed.side === side)
  const ratios = of(ours).map(({ chunkBytes, cpu }) => {
    const peer = of(theirs).find((speed) => speed.chunkBytes === chunkBytes)
    return cpu.median / (peer?.cpu.median ?? Number.NaN)
  })
  return ratios.length === 0 ? Number.NaN : Math.min(...ratios)
}

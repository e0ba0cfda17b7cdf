import { type Circumstances, circumstances } from '../circumstances.ts'
import type { Machine } from '../machine.ts'
import { oneDecimal } from '../statistics.ts'
import { bedFrameMs, type RenderRound } from './render.ts'
import { BED_COUNTS, ENGINES, type Engine } from './settings.ts'

/** Medians of the rounds of one engine with one number of beds. */
export interface RenderFigures {
  readonly engine: Engine
  readonly beds: number
  readonly rounds: number
  readonly cpuPercentOfCore: number
  readonly framesPerSecond: number
  readonly lateFrames: number
  /** Above the idle page; null for that page itself, and where no frame was seen. */
  readonly cpuMsPerBedFrame: number | null
}

/** B3 as it is checked in. */
export interface RenderResult extends Circumstances {
  readonly figures: readonly RenderFigures[]
}

const THOUSANDTHS = 1_000

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[(sorted.length - 1) >> 1] ?? Number.NaN
}

/** Folds the rounds of B3. The idle page is taken off round by round: the machine may be busier in one than in another. */
export function renderResult(machine: Machine, rounds: readonly RenderRound[]): RenderResult {
  const of = (engine: Engine, beds: number) =>
    rounds.filter((one) => one.engine === engine && one.beds === beds)
  const figures = BED_COUNTS.flatMap((beds) => {
    const idle = of('idle', beds)
    return ENGINES.flatMap((engine): RenderFigures[] => {
      const own = of(engine, beds)
      if (own.length === 0) return []
      const perBed = own.map((round, index) => bedFrameMs(round, idle[index]?.cpuPercent ?? 0))
      return [
        {
          engine,
          beds,
          rounds: own.length,
          cpuPercentOfCore: oneDecimal(median(own.map(({ cpuPercent }) => cpuPercent))),
          framesPerSecond: oneDecimal(median(own.map(({ framesPerSecond }) => framesPerSecond))),
          lateFrames: median(own.map(({ lateFrames }) => lateFrames)),
          cpuMsPerBedFrame:
            engine === 'idle' || own.some(({ framesPerSecond }) => framesPerSecond === 0)
              ? null
              : Math.round(median(perBed) * THOUSANDTHS) / THOUSANDTHS,
        },
      ]
    })
  })
  return { ...circumstances(machine, rounds), figures }
}

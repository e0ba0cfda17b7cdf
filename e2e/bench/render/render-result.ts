import { type Circumstances, circumstances } from '../circumstances.ts'
import type { Machine } from '../machine.ts'
import { oneDecimal } from '../statistics.ts'
import { bedFrameMs, type RenderRound } from './render.ts'
import { ENGINES, type Engine } from './settings.ts'

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

/** One size of ward, taken in one run. */
export interface RenderPart extends Circumstances {
  readonly figures: readonly RenderFigures[]
}

/** B3 as it is checked in: a part for each size of ward that was taken, by its number of beds. */
export type RenderResult = Readonly<Record<string, RenderPart>>

const THOUSANDTHS = 1_000

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[(sorted.length - 1) >> 1] ?? Number.NaN
}

/** Folds the rounds of one size of ward. The idle page is taken off round by round: the machine may be busier in one than in another. */
export function renderPart(machine: Machine, rounds: readonly RenderRound[]): RenderPart {
  const idle = rounds.filter(({ engine }) => engine === 'idle')
  const figures = ENGINES.flatMap((engine): RenderFigures[] => {
    const own = rounds.filter((one) => one.engine === engine)
    const [first] = own
    if (first === undefined) return []
    const perBed = own.map((round, index) => bedFrameMs(round, idle[index]?.cpuPercent ?? 0))
    return [
      {
        engine,
        beds: first.beds,
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
  return { ...circumstances(machine, rounds), figures }
}

/** Sizes taken now take the place of older ones of the same size; the others stay with what was noted about them. */
export function foldParts(kept: RenderResult | undefined, fresh: RenderResult): RenderResult {
  return { ...kept, ...fresh }
}

import { table, verdict, when } from '../markdown.ts'
import { ratioText } from '../statistics.ts'
import type { RenderFigures, RenderResult } from './render-result.ts'
import { BED_COUNTS, type Engine } from './settings.ts'

/** Lines that a result is held against; they never fail a run. */
const PASS_LINES = { beds: 16, times: 10, mostBeds: 32, framesPerSecond: 59 } as const
const NOT_TAKEN = 'was not taken'
const UPLOTS: readonly Engine[] = ['uplot', 'uplot 30 fps', 'uplot 1.5 px']

/** The part of the page that B3 fills. */
export function renderText(result: RenderResult): string {
  const parts = BED_COUNTS.flatMap((beds) => result[beds] ?? [])
  const figures = parts.flatMap((part) => part.figures)
  const rows = figures.map((one) => [
    one.beds,
    one.engine,
    one.rounds,
    one.framesPerSecond,
    one.lateFrames,
    one.cpuPercentOfCore,
    one.cpuMsPerBedFrame ?? '',
  ])
  const at = (engine: Engine, beds: number) =>
    figures.find((one) => one.engine === engine && one.beds === beds)
  const cost = (one: RenderFigures | undefined) => one?.cpuMsPerBedFrame ?? Number.NaN
  const own = cost(at('vigil', PASS_LINES.beds))
  const peers = UPLOTS.map((engine) => cost(at(engine, PASS_LINES.beds))).filter(Number.isFinite)
  const best = Math.min(...peers)
  const full = at('vigil', PASS_LINES.mostBeds)?.framesPerSecond
  const taken = parts.map((part) => `${part.figures[0]?.beds ?? ''} beds: ${when(part)}`)
  return `## B3: drawing four waves of each bed in software

${taken.join('\n')}

${table(['beds', 'engine', 'rounds', 'frames a second', 'late frames', 'CPU % of a core', 'CPU ms a bed and frame'], rows)}

Frames are changes of the picture of the X server, late ones came more than 20 ms after the one before, in 8 s. CPU is
that of all processes of the app; from the last column that of the idle page is taken off. All draw the same samples,
four waves of 250 Hz a bed, on the same area. uPlot is drawn with its cheapest
settings, in lines of 1 px where nothing else is said; Vigil's are 1.6 px wide.
Pass lines: at ${PASS_LINES.beds} beds at least ${PASS_LINES.times} times less CPU than uPlot at its best ${Number.isFinite(own) ? `${verdict(best / own >= PASS_LINES.times)} (${ratioText(own, best)})` : NOT_TAKEN};
60 frames a second with ${PASS_LINES.mostBeds} beds ${full === undefined ? NOT_TAKEN : `${verdict(full >= PASS_LINES.framesPerSecond)} (${full})`}.`
}

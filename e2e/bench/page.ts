import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_DIR } from '../../resources/setup/run.ts'
import type { Machine } from './machine.ts'
import type { Circumstances, ColdStartResult, LatencyResult, Results } from './results.ts'
import { type Figures, oneDecimal, ratioText } from './statistics.ts'
import { footprintText, storeText } from './store-page.ts'

const PAGE_FILE = join(PROJECT_DIR, 'resources/docs/benchmarks.md')
const BYTES_PER_KILOBYTE = 1000

/** Lines that a result is held against; they never fail a run. */
const PASS_LINES = {
  overFloorMs: 400,
  latency: { p50Ms: 25, p99Ms: 50 },
  blocked: { p99Ms: 60 },
} as const

function machineText(machine: Machine): string {
  const { cores, cpu, memoryGigabytes, system, electron, node, uplot, commit } = machine
  return `${cores} cores (${cpu}), ${memoryGigabytes} GB, ${system}; Electron ${electron} drawing in software on Xvfb, Node ${node}, uPlot ${uplot}; commit ${commit}`
}

function verdict(holds: boolean): string {
  return holds ? 'holds' : '**does not hold**'
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function when({ date, load, machine }: Circumstances): string {
  return `Taken ${date.slice(0, 10)} with a load of ${load.min} to ${load.max}, on ${machineText(machine)}.`
}

function coldStartText(result: ColdStartResult): string {
  const floor = result.firstPixelMs['blank page']?.p50 ?? Number.NaN
  const rows = Object.entries(result.firstPixelMs).map(([side, { count, min, p50, max }]) => {
    const bytes = result.scriptBytes[side]
    const kilobytes = bytes === undefined ? '' : Math.round(bytes / BYTES_PER_KILOBYTE)
    return [
      side,
      count,
      Math.round(min),
      Math.round(p50),
      Math.round(max),
      Math.round(p50 - floor),
      kilobytes,
    ]
  })
  const over = (side: string) => (result.firstPixelMs[side]?.p50 ?? Number.NaN) - floor
  const lines = Object.keys(result.firstPixelMs)
    .filter((side) => side.startsWith('vigil'))
    .map((side) => `${side}: ${verdict(over(side) <= PASS_LINES.overFloorMs)}`)
  return `## B8: cold start, process start to first wave pixel

${when(result)}

${table(['side', 'starts', 'min ms', 'median ms', 'max ms', 'over floor ms', 'JavaScript kB'], rows)}

Pass line, at most ${PASS_LINES.overFloorMs} ms over the blank page: ${lines.join('; ')}.
\`vigil\` is the demo ward, whose simulated monitors answer as real ones do: about 0.5 s pass between
the request for waves and the first packet. Files are in the system's cache, the data folder was used before.`
}

function latencyRow(result: LatencyResult, condition: string, figures: Figures): (string | number)[] {
  const { count, min, p50, p90, p99, max } = figures
  const cpu = result.cpuPercentOfCore[condition] ?? ''
  return [condition, count, min, p50, p90, p99, max, result.lostMarkers[condition] ?? 0, cpu]
}

function latencyText(result: LatencyResult): string {
  const rows = Object.entries(result.writeToPixelMs).map(([condition, figures]) =>
    latencyRow(result, condition, figures),
  )
  const { vigil, uplot } = result.writeToPixelMs
  const blocked = result.writeToPixelMs['vigil, UI thread blocked']
  const peerBlocked = result.writeToPixelMs['uplot, UI thread blocked']
  const { latency, blocked: blockedLine } = PASS_LINES
  const within = (value: number | undefined, limit: number) => verdict(value !== undefined && value <= limit)
  const head = [
    'side',
    'markers',
    'min ms',
    'p50 ms',
    'p90 ms',
    'p99 ms',
    'max ms',
    'lost',
    'CPU % of a core',
  ]
  const against = (ours: Figures | undefined, theirs: Figures | undefined, what: string) =>
    ours === undefined || theirs === undefined
      ? []
      : [`${what}: p50 ${ratioText(ours.p50, theirs.p50)}, p99 ${ratioText(ours.p99, theirs.p99)}`]
  const peer = [...against(vigil, uplot, 'free'), ...against(blocked, peerBlocked, 'UI thread blocked')]
  return `## B7: byte to pixel, 16 beds, playout off

${when(result)}
The screen was looked at every ${oneDecimal(result.lookEveryMs.p50)} ms (p99 ${oneDecimal(result.lookEveryMs.p99)} ms).

${table(head, rows)}

Pass lines: p50 at most ${latency.p50Ms} ms ${within(vigil?.p50, latency.p50Ms)}; p99 at most ${latency.p99Ms} ms ${within(vigil?.p99, latency.p99Ms)};
p99 at most ${blockedLine.p99Ms} ms with the UI thread blocked for 500 ms at a time ${within(blocked?.p99, blockedLine.p99Ms)}.
Time of uPlot over time of Vigil, more than 1 means that uPlot needs longer; ${peer.join('; ')}.
uPlot draws only when a packet comes, four times a second for each bed, and shows nothing else; Vigil moves all
traces at 60 frames a second and shows numbers, states and alarms beside them. Both draw the same ECG at the
same place and size.`
}

/** Writes the page with all results, losing ones too. */
export function writePage(results: Results): void {
  const parts = [
    '# Benchmarks',
    'Generated by `npm run bench` from `e2e/bench/results.json`. How: `e2e/bench/README.md`.',
  ]
  if (results['byte-to-pixel'] !== undefined) parts.push(latencyText(results['byte-to-pixel']))
  if (results['cold-start'] !== undefined) parts.push(coldStartText(results['cold-start']))
  const { store, footprint } = results
  if (store !== undefined) parts.push(storeText(store, when(store), table, verdict))
  if (footprint !== undefined) parts.push(footprintText(footprint, when(footprint), table, verdict))
  writeFileSync(PAGE_FILE, `${parts.join('\n\n')}\n`)
}

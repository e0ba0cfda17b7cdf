import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Region } from '../support/framebuffer.ts'
import { until } from '../support/wait.ts'
import { beginShift, regionOf, tile, tiles } from '../support/ward.ts'
import type { Bench } from './bench.ts'
import { startProbe } from './byte-to-pixel/probe-client.ts'
import { ANY_RANGE } from './byte-to-pixel/ward.ts'
import { environmentOn, startSide } from './electron-side.ts'
import { openLines } from './lines.ts'
import { load } from './machine.ts'
import type { PeerSettings } from './peers/uplot/settings.ts'
import { openScreenRows, type ScreenRows } from './screen-rows.ts'

/** What was started. */
export type ColdStartSide = 'vigil' | 'vigil, monitor already sending' | 'blank page' | 'uplot'

/** One start. */
export interface ColdStartRound {
  readonly side: ColdStartSide
  /** From the start of the process to the first pixel, ms. */
  readonly firstPixelMs: number
  readonly load: number
}

/** The first bed of either ward: its ECG is the first wave of its tile. */
const MEASURED_BED = 'b1'
const LOOK_EVERY_MS = 2
/** More than a stray pixel. */
const FIRST_PIXELS = 3
const GIVE_UP_MS = 60_000
const END_WITHIN_MS = 10_000

/** Starts Vigil once as a person would: signs in, fills caches, and finds where the first wave will be. */
async function explore(bench: Bench, words: readonly string[]): Promise<Region> {
  const side = await startSide(bench, words)
  try {
    await tiles(side.page).first().waitFor()
    await beginShift(side.page, 'BENCH')
    const trace = tile(side.page, MEASURED_BED).locator('.wave-trace').first()
    await trace.waitFor()
    return await regionOf(trace)
  } finally {
    await side.close()
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const limit = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS)
  child.kill()
  await ended
  clearTimeout(limit)
}

interface Start {
  readonly side: ColdStartSide
  readonly words: readonly string[]
  readonly extra: Readonly<Record<string, string>>
  /** Where its first trace pixel is looked for. */
  readonly region: Region
}

/** Starts one app and watches for its first trace pixel. Out: the time from before the start, ms. */
async function startOnce(bench: Bench, { words, extra, region }: Start, screen: ScreenRows): Promise<number> {
  await until('An empty screen', { withinMs: 10_000, because: 'the app before has ended' }, () => {
    return screen.tracePixels(region) === 0
  })
  const env = environmentOn(bench.display, extra)
  const startedMs = performance.now()
  const child = spawn(bench.executable, [...bench.words, ...words], { env, stdio: 'ignore' })
  try {
    for (;;) {
      const seen = screen.tracePixels(region) >= FIRST_PIXELS
      const sinceMs = performance.now() - startedMs
      if (seen) return sinceMs
      if (sinceMs > GIVE_UP_MS) throw new Error(`no pixel of a trace came within ${GIVE_UP_MS} ms`)
      await pause(LOOK_EVERY_MS)
    }
  } finally {
    await end(child)
  }
}

/** The four starts that are compared. In: the station end of a line whose monitor is sending. */
async function prepare(bench: Bench, folder: string, line: string): Promise<Start[]> {
  const { apps } = bench
  const configFile = join(folder, 'ward.json')
  const bed = { id: MEASURED_BED, label: 'Bed 1', driver: 'ge-s5', link: `serial:${line}` }
  writeFileSync(configFile, JSON.stringify({ station: 'bench', beds: [bed] }))
  const demo = [apps.vigil, '--data', join(folder, 'demo')]
  const serial = [apps.vigil, '--data', join(folder, 'serial'), '--config', configFile]
  const demoRegion = await explore(bench, demo)
  const serialRegion = await explore(bench, serial)
  const settings: PeerSettings = { plots: [demoRegion], lowest: -300, highest: 900, lines: [] }
  return [
    { side: 'vigil', words: demo, extra: {}, region: demoRegion },
    { side: 'vigil, monitor already sending', words: serial, extra: {}, region: serialRegion },
    { side: 'blank page', words: [apps.blank], extra: {}, region: demoRegion },
    {
      side: 'uplot',
      words: [apps.uplot],
      extra: { BENCH_PEER: JSON.stringify(settings) },
      region: demoRegion,
    },
  ]
}

/**
 * B8: from the start of the process to the first pixel of a wave, on a data folder that was used
 * before and with files in the system's cache: the demo ward, and one monitor that never stopped
 * sending. Beside them a blank page, which is the floor, and a page that draws one wave with uPlot.
 * Out: every start, in the order they ran.
 */
export async function coldStart(bench: Bench, rounds: number): Promise<ColdStartRound[]> {
  const folder = join(bench.folder, 'cold-start')
  const lines = await openLines(folder, 1)
  const probe = startProbe()
  const { framebufferFile } = bench.display
  const screen = openScreenRows(framebufferFile)
  try {
    await probe.feed({
      type: 'feed',
      lines: lines.monitorEnds,
      marked: [],
      range: ANY_RANGE,
      framebufferFile,
    })
    const starts = await prepare(bench, folder, lines.stationEnds[0] ?? '')
    const results: ColdStartRound[] = []
    for (let round = 1; round <= rounds; round++) {
      bench.say(`cold start, round ${round} of ${rounds}`)
      for (const start of starts) {
        const firstPixelMs = await startOnce(bench, start, screen)
        results.push({ side: start.side, firstPixelMs, load: load() })
      }
    }
    return results
  } finally {
    screen.close()
    await probe.close()
    await lines.close()
  }
}

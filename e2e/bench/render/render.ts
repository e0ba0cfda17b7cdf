import { setTimeout as pause } from 'node:timers/promises'
import { changedPixels, openFramebuffer, type Region } from '../../support/framebuffer.ts'
import type { Bench } from '../bench.ts'
import { watchCpu } from '../cpu.ts'
import { startSide } from '../electron-side.ts'
import { load } from '../machine.ts'
import { ENGINES, type Engine, placesOf, type RenderSettings } from './settings.ts'

/** Until caches are warm, the sweep is once around and the playout has settled. */
const WARM_UP_MS = 7_000
const MEASURE_MS = 8_000
/** Four looks in a frame of 60 a second. */
const LOOK_EVERY_MS = 4
/** A frame is late from here on. */
const LATE_FRAME_MS = 20
const MS_PER_SECOND = 1_000
const PERCENT = 100

/** One engine with one number of beds, once. */
export interface RenderRound {
  readonly engine: Engine
  readonly beds: number
  /** Percent of one core, all processes of the app. */
  readonly cpuPercent: number
  /** Changes of the picture that the X server shows, a second. */
  readonly framesPerSecond: number
  readonly lateFrames: number
  readonly load: number
}

/** Counts how often the picture of a region changes. */
async function watchFrames(file: string, region: Region): Promise<{ frames: number; late: number }> {
  const picture = openFramebuffer(file)
  try {
    let before = picture.read(region)
    let frames = 0
    let late = 0
    let lastMs = performance.now()
    const endMs = lastMs + MEASURE_MS
    for (let nowMs = lastMs; nowMs < endMs; nowMs = performance.now()) {
      await pause(LOOK_EVERY_MS)
      const after = picture.read(region)
      if (changedPixels(before, after) > 0) {
        const atMs = performance.now()
        frames += 1
        if (atMs - lastMs > LATE_FRAME_MS + LOOK_EVERY_MS) late += 1
        lastMs = atMs
      }
      before = after
    }
    return { frames, late }
  } finally {
    picture.close()
  }
}

/** Starts one page, lets it run warm, and measures it for some seconds. */
export async function renderRound(bench: Bench, settings: RenderSettings): Promise<RenderRound> {
  const side = await startSide(bench, [bench.apps.render], { BENCH_RENDER: JSON.stringify(settings) })
  try {
    const origin = await side.page.evaluate(() => ({ x: globalThis.screenX, y: globalThis.screenY }))
    const { width = 0, height = 0 } = placesOf(settings.beds)[0] ?? {}
    // The first wave of the first bed is enough: every engine draws all of them in one frame.
    const region = { x: origin.x, y: origin.y, width, height: Math.floor(height / 4) }
    await pause(WARM_UP_MS)
    const cpu = watchCpu(side.pid)
    const { frames, late } = await watchFrames(bench.display.framebufferFile, region)
    return {
      ...settings,
      cpuPercent: cpu(),
      framesPerSecond: (frames * MS_PER_SECOND) / MEASURE_MS,
      lateFrames: late,
      load: load(),
    }
  } finally {
    await side.close()
  }
}

/**
 * B3 at one size of ward: every engine, interleaved. In: beds, rounds, and who is told of all rounds so far after each
 * one, so that a run that is cut short keeps what it has.
 */
export async function renderWard(
  bench: Bench,
  beds: number,
  rounds: number,
  taken: (soFar: readonly RenderRound[]) => void,
): Promise<void> {
  const results: RenderRound[] = []
  for (let round = 1; round <= rounds; round++) {
    bench.say(`render, ${beds} beds, round ${round} of ${rounds}`)
    for (const engine of ENGINES) results.push(await renderRound(bench, { engine, beds }))
    taken(results)
  }
}

/** Processor time of one bed in one frame, ms, above that of a page that draws one dot. */
export function bedFrameMs(round: RenderRound, idlePercent: number): number {
  const above = Math.max(0, round.cpuPercent - idlePercent)
  return (above / PERCENT) * (MS_PER_SECOND / (round.framesPerSecond * round.beds))
}

import { setTimeout as pause } from 'node:timers/promises'
import type { CDPSession, Frame, Page } from '@playwright/test'
import type { ScreenRows } from '../bench/screen-rows.ts'
import type { RunningApp } from './app.ts'
import { type Framebuffer, hasColour, type Region } from './framebuffer.ts'
import type { Limit } from './movement.ts'
import { until } from './wait.ts'

/** UI.md section 3: the fill of a medium alarm, which NO DATA is. */
const NO_DATA_COLOUR = '#ffd21f'
/** Where the waves are drawn (electron/main/page-files.ts). */
const WAVES_FRAME = 'app://waves/waves-frame.html'
const LOOK_EVERY_MS = 4
/** More than a stray pixel. */
const FIRST_PIXELS = 3
/** A trace with less than this has just begun: its end would not be seen. */
const TRACE_PIXELS = 300

/** The screen as this watch reads it: the whole picture, and traces in it. */
export interface Screen {
  readonly picture: Framebuffer
  readonly rows: ScreenRows
}

/** What to watch: rows of ECG traces, and the state line that says NO DATA when the engine is lost (null: not looked at). */
export interface Watched {
  readonly traces: readonly Region[]
  readonly stateLine: Region | null
}

/** Times since the kill, ms, as the screen showed them. */
export interface Recovery {
  /** NO DATA in the state line; null when it is not looked at. */
  readonly noDataMs: number | null
  /** The old trace gone from its row, each trace. */
  readonly goneMs: readonly number[]
  /** The first pixel of the new trace, each trace. */
  readonly backMs: readonly number[]
}

interface Row {
  readonly region: Region
  readonly before: number
  goneMs: number | null
  backMs: number | null
}

function lookAt(row: Row, rows: ScreenRows, sinceMs: () => number): void {
  if (row.backMs !== null) return
  const pixels = rows.tracePixels(row.region)
  // What died leaves a full sweep behind; what takes its place starts with an empty row.
  if (row.goneMs === null && pixels < row.before / 2) row.goneMs = sinceMs()
  if (row.goneMs !== null && pixels >= FIRST_PIXELS) row.backMs = sinceMs()
}

/** Waits until each row holds enough of a trace that its end can be seen. Throws when it does not come. */
export async function untilDrawn({ rows }: Screen, traces: readonly Region[], limit: Limit): Promise<void> {
  const endMs = performance.now() + limit.withinMs
  while (traces.some((region) => rows.tracePixels(region) < TRACE_PIXELS)) {
    if (performance.now() > endMs)
      throw new Error(`a row held no trace within ${limit.withinMs} ms (${limit.because})`)
    await pause(LOOK_EVERY_MS)
  }
}

/**
 * Kills something and watches the screen itself until every trace has gone and come back. `kill`
 * may take a moment: the time counts from its call. Throws when it does not happen within the limit.
 */
async function watchRecovery(
  screen: Screen,
  watched: Watched,
  kill: () => void | Promise<void>,
  limit: Limit,
): Promise<Recovery> {
  const rows: Row[] = watched.traces.map((region) => ({
    region,
    before: screen.rows.tracePixels(region),
    goneMs: null,
    backMs: null,
  }))
  const { stateLine } = watched
  const fromMs = performance.now()
  const sinceMs = () => performance.now() - fromMs
  let noDataMs: number | null = null
  const killed = Promise.resolve(kill())
  for (;;) {
    if (noDataMs === null && stateLine !== null && hasColour(screen.picture.read(stateLine), NO_DATA_COLOUR))
      noDataMs = sinceMs()
    for (const row of rows) lookAt(row, screen.rows, sinceMs)
    const seen = rows.every(({ backMs }) => backMs !== null) && (stateLine === null || noDataMs !== null)
    if (seen) break
    if (sinceMs() > limit.withinMs) {
      const told = rows.map(({ goneMs, backMs }) => `gone ${goneMs}, back ${backMs}`).join('; ')
      throw new Error(`not back within ${limit.withinMs} ms (${limit.because}): NO DATA ${noDataMs}; ${told}`)
    }
    await pause(LOOK_EVERY_MS)
  }
  await killed
  return {
    noDataMs,
    goneMs: rows.map(({ goneMs }) => goneMs ?? Number.NaN),
    backMs: rows.map(({ backMs }) => backMs ?? Number.NaN),
  }
}

/** Kills the engine's process and watches. Throws when the traces do not come back, or by the same process. */
export async function killEngine(
  app: RunningApp,
  screen: Screen,
  watched: Watched,
  limit: Limit,
): Promise<Recovery> {
  const before = await app.enginePid()
  const recovery = await watchRecovery(screen, watched, () => void process.kill(before, 'SIGKILL'), limit)
  if ((await app.enginePid()) === before) throw new Error('the engine that was killed still runs')
  return recovery
}

/** The frame that draws the waves, in a process of its own. */
function waveFrame(page: Page, limit: Limit): Promise<Frame> {
  return until('The frame of the waves', limit, () => {
    return page.frames().find((frame) => frame.url() === WAVES_FRAME) ?? null
  })
}

/** The workers of a frame as Chromium itself knows them; on a busy machine Playwright's own list may lack some. */
async function workersOf(
  frame: Frame,
): Promise<{ readonly session: CDPSession; readonly ids: readonly string[] }> {
  const session = await frame.page().context().newCDPSession(frame)
  const ids: string[] = []
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') ids.push(sessionId)
  })
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  })
  return { session, ids }
}

/** Ends the page's wave worker and watches. Throws when the traces do not come back, or without a new worker. */
export async function killWaveWorker(
  { page }: RunningApp,
  screen: Screen,
  traces: readonly Region[],
  limit: Limit,
): Promise<Recovery> {
  const { session, ids } = await workersOf(await waveFrame(page, limit))
  try {
    const sessionId = await until('A wave worker', limit, () => ids[0] ?? null)
    const message = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: 'close()' } })
    const end = async () => {
      await session.send('Target.sendMessageToTarget', { sessionId, message })
    }
    const recovery = await watchRecovery(screen, { traces, stateLine: null }, end, limit)
    await until('A new wave worker', limit, () => ids.length > 1)
    return recovery
  } finally {
    await session.detach()
  }
}

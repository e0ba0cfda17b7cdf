import { createBackdrops } from './backdrop.ts'
import type { PaintSurface } from './context.ts'
import {
  drawBar,
  drawGaps,
  drawGapTexts,
  drawHatchedRow,
  drawMarks,
  drawTraces,
  eraseStretch,
} from './draw.ts'
import type { Feed } from './feed.ts'
import { eachStretch, layOut, secondsVisible } from './geometry.ts'
import type { CanvasSize } from './messages.ts'
import { createPaintedRow, type PaintedRow } from './row.ts'
import { DARK_WAVE_THEME, DEFAULT_PIXEL_PITCH_MM, type ScaleReport, type WaveScene } from './types.ts'

/** Kept beyond one sweep: the longest delay of a bed. */
const SPARE_SECONDS = 6
const NO_REPORTS: readonly ScaleReport[] = []

/** Paints the whole canvas, one frame at a time. */
export interface Painter {
  /** A new canvas, or a new size of it. */
  setSurface(surface: PaintSurface, size: CanvasSize): void
  setScene(change: Partial<WaveScene>): void
  /** Draws everything anew with the next frame, e.g. once the font is there. */
  spoil(): void
  /** Paints what has changed up to `nowMs` (monotonic). Out: scales that have changed. */
  frame(nowMs: number): readonly ScaleReport[]
}

const EMPTY_SCENE: WaveScene = {
  rows: [],
  waves: [],
  beds: [],
  panels: [],
  theme: DARK_WAVE_THEME,
  pixelPitchMm: DEFAULT_PIXEL_PITCH_MM,
  playout: true,
}

/** Everything that, when it changes, moves rows: they then need new painters. */
function placeOf(scene: WaveScene, size: CanvasSize): string {
  const rows = scene.rows.map((row) => ({ ...row, simulated: null, guides: null, hatch: null }))
  return JSON.stringify([rows, scene.panels, scene.pixelPitchMm, size])
}

/** Makes a painter that draws the samples of `feed`. */
export function createPainter(feed: Feed): Painter {
  let scene = EMPTY_SCENE
  let surface: PaintSurface | null = null
  let size: CanvasSize = { widthPx: 1, heightPx: 1, devicePixelRatio: 1 }
  let hatch: CanvasPattern | string = ''
  let backdrops: ReturnType<typeof createBackdrops> | null = null
  let notLive = new Map<string, string | null>()
  let rows: PaintedRow[] = []
  let byColour = new Map<string, PaintedRow[]>()
  let place = ''
  let everything = true
  const moving = new Set<PaintedRow>()

  function claim(): void {
    for (const [index, row] of scene.rows.entries()) {
      const geometry = rows[index]?.geometry
      if (row.channel === null || geometry === undefined) continue
      feed.claim(row.channel, row.bed, secondsVisible(geometry) + SPARE_SECONDS)
    }
  }

  function arrange(): void {
    const next = placeOf(scene, size)
    if (next === place) {
      for (const [index, row] of scene.rows.entries()) rows[index]?.update(row)
    } else {
      place = next
      everything = true
      if (surface !== null) backdrops = createBackdrops(surface, scene.theme)
      const geometries = layOut(scene.rows, size, scene.pixelPitchMm)
      rows = scene.rows.flatMap((row, index) => {
        const geometry = geometries[index]
        return geometry === undefined ? [] : [createPaintedRow(row, geometry, 1 / scene.pixelPitchMm)]
      })
      byColour = new Map()
      for (const row of rows) byColour.set(row.colour, [...(byColour.get(row.colour) ?? []), row])
    }
    claim()
  }

  function adoptTheme(): void {
    if (surface === null) return
    hatch = surface.hatch(scene.theme.hatch, size.devicePixelRatio)
    backdrops = createBackdrops(surface, scene.theme)
    everything = true
  }

  function paintGround(target: PaintSurface): void {
    const { context } = target
    const ratio = size.devicePixelRatio
    context.fillStyle = scene.theme.page
    context.fillRect(0, 0, size.widthPx, size.heightPx)
    context.fillStyle = scene.theme.surface
    for (const panel of scene.panels) {
      const left = Math.round(panel.x * ratio)
      const top = Math.round(panel.y * ratio)
      const width = Math.round((panel.x + panel.width) * ratio) - left
      context.fillRect(left, top, width, Math.round((panel.y + panel.height) * ratio) - top)
    }
    for (const row of rows) row.spoil()
  }

  /** What is said of a bed without data; null while it lives. */
  function bedText(bed: string): string | null {
    const text = notLive.get(bed)
    return text === undefined ? null : (text ?? scene.theme.words.noData)
  }

  /** Works out the frame of one row and lays its ground. Out: true if it has a line to draw. */
  function layGround(target: PaintSurface, row: PaintedRow, nowMs: number): boolean {
    const { context } = target
    const { theme } = scene
    const frame = row.frame(feed, bedText(row.bed), nowMs, theme.words)
    if (frame.kind === 'still') return false
    const picture = backdrops?.pictureOf(row.backdrop) ?? null
    const erase = (left: number, width: number) =>
      eraseStretch(context, row, picture, theme.surface, left, width)
    if (frame.kind === 'step') {
      for (const clear of row.sweep.clears) eachStretch(row.geometry, clear.from, clear.to, erase)
      return true
    }
    erase(row.geometry.left, row.geometry.width)
    drawBar(context, row, theme.bar)
    if (frame.kind === 'hatched') drawHatchedRow(context, row, frame.text, hatch, theme)
    return frame.kind === 'whole'
  }

  return {
    setSurface(next, nextSize) {
      surface = next
      size = nextSize
      next.context.lineJoin = 'round'
      next.context.lineCap = 'butt'
      arrange()
      adoptTheme()
    },
    setScene(change) {
      const themed = change.theme !== undefined && change.theme !== scene.theme
      scene = { ...scene, ...change }
      if (change.playout !== undefined) feed.setPlayout(change.playout)
      if (change.waves !== undefined) feed.setWaves(change.waves)
      if (change.beds !== undefined) {
        const silent = change.beds.filter((bed) => !bed.live)
        notLive = new Map(silent.map((bed) => [bed.bed, bed.text]))
      }
      arrange()
      if (themed) adoptTheme()
    },
    spoil: adoptTheme,
    frame(nowMs) {
      if (surface === null) return NO_REPORTS
      const { context } = surface
      if (everything) paintGround(surface)
      everything = false
      moving.clear()
      for (const row of rows) if (layGround(surface, row, nowMs)) moving.add(row)
      for (const row of moving) drawGaps(context, row, hatch)
      for (const row of moving) drawGapTexts(context, row, scene.theme)
      for (const [colour, group] of byColour) drawTraces(context, group, moving, colour)
      drawMarks(context, moving, scene.theme.mark)
      let reports: ScaleReport[] | null = null
      for (const row of rows) {
        const report = row.takeReport()
        if (report !== null) reports = [...(reports ?? []), report]
      }
      return reports ?? NO_REPORTS
    },
  }
}

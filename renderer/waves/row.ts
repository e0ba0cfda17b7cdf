import type { WaveView } from '../../electron/ipc/views.ts'
import type { Backdrop } from './backdrop.ts'
import type { Feed } from './feed.ts'
import type { RowGeometry } from './geometry.ts'
import { createScale, type RowScale, type ScaleBasis } from './scale.ts'
import { createSweep, type Sweep, type SweepSource } from './sweep.ts'
import type { Guide, ScaleReport, WaveRow } from './types.ts'
import type { WaveWords } from './words.ts'

/** One row on the canvas: its place, its scale, its sweep, and whether it must be drawn as a whole. */
export interface PaintedRow {
  readonly geometry: RowGeometry
  readonly bed: string
  readonly colour: string
  /** Takes over new words and flags without a new place. */
  update(row: WaveRow): void
  /** Works out one frame. `bedText`: why the bed is not live, or null. */
  frame(feed: Feed, bedText: string | null, nowMs: number, words: WaveWords): RowFrame
  /** Forces the next frame to draw the row as a whole. */
  spoil(): void
  readonly sweep: Sweep
  readonly source: SweepSource | null
  readonly backdrop: Backdrop
  /** Height of the 1 mV bar in CSS pixels, or null. */
  readonly barPx: number | null
  /** The scale if it has changed since it was last asked for. */
  takeReport(): ScaleReport | null
}

/** What a frame does to a row: `still` nothing, `step` the changes, `whole` everything, `hatched` only words on a hatch. */
export type RowFrame =
  | { readonly kind: 'still' | 'step' | 'whole' }
  | { readonly kind: 'hatched'; readonly text: string }

const STILL: RowFrame = { kind: 'still' }
const STEP: RowFrame = { kind: 'step' }
const WHOLE: RowFrame = { kind: 'whole' }

function basisOf(row: WaveRow, geometry: RowGeometry, view: WaveView, pxPerMm: number): ScaleBasis {
  const tracePx = (geometry.traceBottom - geometry.traceTop) / geometry.scale
  const { unit, lowest, highest } = view
  const chosenGain = row.ecgGain === 'auto' ? undefined : row.ecgGain
  return { kind: row.kind, unit, lowest, highest, tracePx, pxPerMm, chosenGain }
}

/** Bottom, middle and top of the range, where the row wants lines. */
function guidesOf(row: WaveRow, geometry: RowGeometry, scale: RowScale | null): Guide[] {
  if (!row.guides || scale === null) return []
  const { lowest, highest } = scale.range
  const { top, traceTop, traceBottom } = geometry
  return [0, 0.5, 1].map((share) => ({
    value: lowest + share * (highest - lowest),
    y: (traceBottom - share * (traceBottom - traceTop) - top) / geometry.scale,
  }))
}

/** Makes the painter's side of a row. In: its place and the size of a millimetre in CSS pixels. */
export function createPaintedRow(first: WaveRow, geometry: RowGeometry, pxPerMm: number): PaintedRow {
  const sweep = createSweep(geometry)
  let row = first
  let view: WaveView | null = null
  let scale: RowScale | null = null
  let source: SweepSource | null = null
  let drawn: string | null = null
  let spoiled = true
  let reportDue = false
  let backdrop: Backdrop = { geometry, guidesY: [], simulated: first.simulated }

  function adoptScale(): void {
    reportDue = true
    spoiled = true
    const guidesY = guidesOf(row, geometry, scale).map((guide) => guide.y * geometry.scale)
    backdrop = { geometry, guidesY, simulated: row.simulated }
  }

  /** Follows the feed: the wave may be new, renamed, or its ring widened. */
  function follow(feed: Feed): void {
    const wave = row.channel === null ? undefined : feed.wave(row.channel)
    if (wave === undefined) {
      view = null
      source = null
      return
    }
    if (view !== wave.view) {
      view = wave.view
      scale = createScale(basisOf(row, geometry, view, pxPerMm))
      source = null
      adoptScale()
    }
    const lagAt = feed.playout(row.bed).lagAt
    if (source !== null && source.ring === wave.ring && source.lagAt === lagAt) return
    if (scale === null) return
    spoiled = true
    source = {
      ring: wave.ring,
      lagAt,
      gain: view.gain,
      offset: view.offset,
      range: scale.range,
      see: scale.see,
    }
  }

  return {
    geometry,
    bed: first.bed,
    colour: first.colour,
    sweep,
    update(next) {
      const looks = next.simulated !== row.simulated || next.guides !== row.guides
      row = next
      if (looks) adoptScale()
    },
    spoil() {
      spoiled = true
    },
    frame(feed, bedText, nowMs, words) {
      follow(feed)
      const text = bedText ?? row.hatch ?? (source === null ? words.noWave : null)
      if (text !== null || source === null) {
        if (!spoiled && drawn === text) return STILL
        spoiled = false
        drawn = text
        return { kind: 'hatched', text: text ?? words.noWave }
      }
      if (scale?.settle() === true) {
        source = { ...source, range: scale.range }
        adoptScale()
      }
      const whole = spoiled || drawn !== null || !sweep.advance(source, nowMs)
      if (!whole) return STEP
      spoiled = false
      drawn = null
      sweep.restart(source, nowMs)
      return WHOLE
    },
    get source() {
      return source
    },
    get backdrop() {
      return backdrop
    },
    get barPx() {
      return scale?.barPx ?? null
    },
    takeReport() {
      if (!reportDue || scale === null) return null
      reportDue = false
      const { lowest, highest } = scale.range
      return { key: row.key, gain: scale.gain, lowest, highest, guides: guidesOf(row, geometry, scale) }
    },
  }
}

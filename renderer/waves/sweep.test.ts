import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layOut } from './geometry.ts'
import { appendChunk, createRing } from './ring.ts'
import { createSweep, type SweepSource } from './sweep.ts'
import { createRaster } from './testing/raster.ts'
import {
  createTestWard,
  TRACE,
  testChunk,
  testRow,
  testWave,
  UTC_ZERO_MS,
  WARD_SIZE,
} from './testing/ward.ts'
import { DARK_WAVE_THEME, DEFAULT_PIXEL_PITCH_MM } from './types.ts'

const row = testRow()
const geometry = layOut([row], WARD_SIZE, DEFAULT_PIXEL_PITCH_MM)[0]
if (geometry === undefined) throw new TypeError('"geometry" is missing')
const { columns, columnsPerMs, gapColumns, traceLeft, traceTop, traceBottom } = geometry
const windowMs = columns / columnsPerMs
const HATCH = DARK_WAVE_THEME.hatch

const screenX = (placeMs: number) => traceLeft + ((placeMs * columnsPerMs) % columns)
const screenY = (percent: number) => traceBottom - (percent / 100) * (traceBottom - traceTop)

/** Samples of channel 1 in percent, spaced by the rate, sent as they are due, one chunk a frame of about 16 ms. */
function run(rateHz: number, percents: readonly number[], frameMs: (frame: number) => number) {
  const ward = createTestWard({ waves: [testWave({ rateHz })], playout: false })
  const periodMs = 1000 / rateHz
  let sent = 0
  let nowMs = 1000
  for (let frame = 0; sent < percents.length; frame++) {
    nowMs += frameMs(frame)
    const due = Math.min(percents.length, Math.floor((nowMs - 1000) / periodMs) + 1)
    if (due > sent) {
      const raw = percents.slice(sent, due).map((percent) => Math.round(percent * 100))
      ward.send([testChunk(1000 + sent * periodMs, raw)], 1000 + (due - 1) * periodMs)
      sent = due
    }
    ward.painter.frame(nowMs)
  }
  return { ward, nowMs, placeOf: (index: number) => 1000 + index * periodMs }
}

describe('sweep', () => {
  it('shows the extreme of every sample on the screen, at any rate and frame time', () => {
    const rates = fc.constantFrom(25, 62.5, 100, 250, 300, 500, 1000)
    fc.assert(
      fc.property(
        rates,
        fc.infiniteStream(fc.nat(100)),
        fc.infiniteStream(fc.integer({ min: 5, max: 60 })),
        (rateHz, values, frames) => {
          const percents: number[] = []
          for (const value of values) if (percents.push(value) >= rateHz * 5) break
          const frameMs = [...Array(16)].map(() => Number(frames.next().value))
          const { ward, nowMs, placeOf } = run(rateHz, percents, (frame) => frameMs[frame % 16] ?? 16)
          const oldest = nowMs - windowMs + (gapColumns + 2) / columnsPerMs
          let looked = 0
          for (const [index, percent] of percents.entries()) {
            const placeMs = placeOf(index)
            if (placeMs < oldest) continue
            looked += 1
            expect(ward.raster.near(screenX(placeMs), screenY(percent), TRACE, 1), `sample ${index}`).toBe(
              true,
            )
          }
          expect(looked).toBeGreaterThan(rateHz)
        },
      ),
      { numRuns: 25 },
    )
  })

  it('keeps a free gap ahead of the write point, the same in every row', () => {
    const { ward, nowMs } = run(100, new Array<number>(800).fill(50), () => 16)
    for (let ahead = 4; ahead < gapColumns - 1; ahead++) {
      const x = traceLeft + ((nowMs * columnsPerMs + ahead) % columns)
      expect(ward.raster.column(x, traceTop, traceBottom, TRACE)).toBe(false)
    }
  })

  it('never draws a line across a gap, hatches it, and prints its length', () => {
    const ward = createTestWard({ playout: false })
    const flat = new Array<number>(10).fill(5000)
    for (let startMs = 1000; startMs < 4500; startMs += 100) {
      if (startMs < 2000 || startMs >= 3500) ward.send([testChunk(startMs, flat)], startMs + 90)
      for (let nowMs = startMs + 91; nowMs < startMs + 191; nowMs += 20) ward.painter.frame(nowMs)
    }
    for (let placeMs = 2030; placeMs < 3470; placeMs += 10) {
      const x = screenX(placeMs)
      expect(ward.raster.column(x, traceTop, traceBottom, TRACE), `at ${placeMs}`).toBe(false)
      expect(ward.raster.at(x, traceTop + 1), `at ${placeMs}`).not.toBe('')
    }
    expect(ward.raster.at(screenX(2100), traceTop)).toBe(HATCH)
    expect(ward.raster.at(screenX(3400), traceTop)).toBe(HATCH)
    expect(ward.raster.words.map(({ text }) => text)).toContain('1.5 s')
  })

  it('hatches missing samples while they come, without a break in the hatch', () => {
    const ward = createTestWard({ playout: false })
    for (let startMs = 1000; startMs < 3000; startMs += 20) {
      const missing = startMs >= 2000 ? [{ start: 0, length: 2 }] : []
      ward.send([testChunk(startMs, [5000, 5000], { missing })], startMs + 10)
      ward.painter.frame(startMs + 17)
    }
    for (let x = Math.ceil(screenX(2020)); x < screenX(2960); x++) {
      expect(ward.raster.at(x, traceTop), `at ${x}`).toBe(HATCH)
      expect(ward.raster.column(x, traceTop, traceBottom, TRACE)).toBe(false)
    }
  })

  it('H2 hatches behind the write point when data stop, and fills in what comes late', () => {
    const ward = createTestWard()
    const flat = new Array<number>(10).fill(5000)
    let nowMs = 1000
    for (; nowMs < 3000; nowMs += 100) {
      ward.send([testChunk(nowMs - 100, flat)], nowMs)
      for (let at = 0; at < 100; at += 20) ward.painter.frame(nowMs + at)
    }
    const stoppedMs = nowMs
    for (; nowMs < stoppedMs + 1500; nowMs += 20) ward.painter.frame(nowMs)
    expect(ward.raster.at(screenX(stoppedMs + 800), traceTop)).toBe(HATCH)
    expect(ward.raster.column(screenX(stoppedMs + 800), traceTop, traceBottom, TRACE)).toBe(false)
    const late = new Array<number>(140).fill(5000)
    ward.send([testChunk(stoppedMs - 100, late)], nowMs)
    ward.painter.frame(nowMs)
    expect(ward.raster.at(screenX(stoppedMs + 800), traceTop)).not.toBe(HATCH)
    expect(ward.raster.near(screenX(stoppedMs + 800), screenY(50), TRACE, 1)).toBe(true)
  })

  it('draws step by step what it draws as a whole', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100), { minLength: 350, maxLength: 350 }), (percents) => {
        const { ward, nowMs } = run(100, percents, () => 17)
        const before = [...Array(columns)].map((_, x) => ward.raster.column(traceLeft + x, 0, 99, TRACE))
        ward.painter.spoil()
        ward.painter.frame(nowMs)
        const after = [...Array(columns)].map((_, x) => ward.raster.column(traceLeft + x, 0, 99, TRACE))
        const differing = before.filter((value, x) => value !== after[x]).length
        // The dot and the two edges of the erase gap may differ by a pixel or two.
        expect(differing).toBeLessThanOrEqual(8)
      }),
      { numRuns: 20 },
    )
  })

  it('touches only the new columns: the work of a frame does not grow with the window', () => {
    const { ward, nowMs } = run(250, new Array<number>(250 * 4).fill(50), () => 16)
    const calls = ward.raster.calls()
    ward.send([testChunk(nowMs + 4, [5000, 5000, 5000, 5000])], nowMs + 16)
    ward.painter.frame(nowMs + 16)
    expect(ward.raster.calls() - calls).toBeLessThan(60)
  })

  it('stands pace marks above the trace', () => {
    const ward = createTestWard({ playout: false })
    ward.painter.frame(999)
    const marks = [{ at: 5, kind: 'pace' as const }]
    ward.send([testChunk(1000, new Array<number>(10).fill(1000), { marks })], 1090)
    ward.painter.frame(1100)
    expect(ward.raster.at(screenX(1050), geometry.top + 3)).toBe(DARK_WAVE_THEME.mark)
    expect(ward.raster.at(screenX(1020), geometry.top + 3)).not.toBe(DARK_WAVE_THEME.mark)
  })

  it('dots the base line where the signal is poor', () => {
    const ward = createTestWard({ playout: false })
    ward.painter.frame(999)
    const marks = [5, 6, 7, 8, 9].map((at) => ({ at, kind: 'saturation' as const }))
    ward.send([testChunk(1000, new Array<number>(10).fill(5000), { marks })], 1090)
    ward.painter.frame(1100)
    const x = Math.floor(screenX(1050) - traceLeft)
    const dotted = [0, 1, 2, 3].some(
      (back) => ward.raster.at(traceLeft + x - back, traceBottom + 1) === DARK_WAVE_THEME.mark,
    )
    expect(dotted).toBe(true)
  })

  it('hatches under what comes while a lead is off, step by step, and draws it all the same', () => {
    const ward = createTestWard({ playout: false })
    ward.painter.frame(999)
    for (let at = 0; at < 60; at++) {
      const marks = at >= 20 && at < 40 ? [{ at: 0, kind: 'leadOff' as const }] : []
      ward.send([testChunk(1000 + at * 30, [2000, 2000, 2000], { marks })], 1020 + at * 30)
      ward.painter.frame(1030 + at * 30)
    }
    const above = screenY(60)
    for (const ms of [1100, 1500, 2300, 2700]) expect(ward.raster.at(screenX(ms), above)).not.toBe(HATCH)
    for (let ms = 1620; ms < 2180; ms += 10) {
      expect(ward.raster.at(screenX(ms), above), `at ${ms}`).toBe(HATCH)
      expect(ward.raster.near(screenX(ms), screenY(20), TRACE, 1), `at ${ms}`).toBe(true)
    }
  })

  it('asks to be drawn as a whole after a long pause', () => {
    const raster = createRaster(400, 100)
    const ring = createRing(100, 16, 20)
    appendChunk(ring, testChunk(0, new Array<number>(100).fill(1)))
    const source: SweepSource = {
      ring,
      lagAt: () => -UTC_ZERO_MS,
      gain: 1,
      offset: 0,
      range: { lowest: 0, highest: 2 },
      see: () => undefined,
    }
    const sweep = createSweep(geometry)
    sweep.restart(source, 500)
    sweep.trace(raster.surface.context, source)
    expect(sweep.advance(source, 516)).toBe(true)
    expect(sweep.advance(source, 516 + windowMs)).toBe(false)
  })
})

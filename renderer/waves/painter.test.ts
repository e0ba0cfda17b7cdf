import { describe, expect, it } from 'vitest'
import { PICTURE } from './testing/raster.ts'
import { createTestWard, TRACE, testChunk, testRow, testWave, WARD_SIZE } from './testing/ward.ts'
import { DARK_WAVE_THEME, LEAD_IN_PX } from './types.ts'
import { ENGLISH_WAVE_WORDS, gapText } from './words.ts'

const middle = { x: 150, y: 20 }

describe('painter', () => {
  it('fills page and panels before there is any wave', () => {
    const ward = createTestWard({ rows: [], panels: [{ x: 100, y: 10, width: 50, height: 50 }] })
    ward.painter.frame(0)
    expect(ward.raster.at(5, 5)).toBe(DARK_WAVE_THEME.page)
    expect(ward.raster.at(120, 30)).toBe(DARK_WAVE_THEME.surface)
  })

  it('H2 hatches all rows of a bed without data, with the cause, and no trace under it', () => {
    const ward = createTestWard()
    ward.painter.setScene({ beds: [{ bed: 'b1', live: false, text: 'Cable unplugged 00:12' }] })
    for (let startMs = 0; startMs < 1000; startMs += 20) {
      ward.send([testChunk(startMs, [5000, 5000])], startMs + 20)
      ward.painter.frame(startMs + 20)
    }
    expect(ward.raster.at(60, 15)).toBe(DARK_WAVE_THEME.hatch)
    expect(ward.raster.words.map(({ text }) => text)).toEqual(['Cable unplugged 00:12'])
    for (let x = 0; x < WARD_SIZE.widthPx; x++) expect(ward.raster.column(x, 0, 100, TRACE)).toBe(false)
  })

  it('draws the trace again once the bed is live, from what came meanwhile', () => {
    const ward = createTestWard({ beds: [{ bed: 'b1', live: false, text: null }] })
    ward.painter.frame(0)
    expect(ward.raster.words.map(({ text }) => text)).toEqual(['No data'])
    ward.send([testChunk(0, new Array<number>(100).fill(5000))], 990)
    ward.painter.setScene({ beds: [{ bed: 'b1', live: true, text: null }] })
    ward.painter.frame(2500)
    let traced = 0
    for (let x = 0; x < WARD_SIZE.widthPx; x++) if (ward.raster.column(x, 0, 100, TRACE)) traced += 1
    expect(traced).toBeGreaterThan(80)
  })

  it('hatches a row by itself, and one whose wave the bed does not send', () => {
    const ward = createTestWard({ rows: [testRow({ hatch: 'ECG leads off' })] })
    ward.painter.frame(0)
    ward.painter.setScene({ rows: [testRow({ channel: null })] })
    ward.painter.frame(16)
    ward.painter.setScene({ rows: [testRow({ channel: 77 })] })
    ward.painter.frame(32)
    expect(ward.raster.words.map(({ text }) => text)).toEqual(['ECG leads off', 'No wave', 'No wave'])
  })

  it('leaves words out where they do not fit, never cuts them', () => {
    const rect = { x: 0, y: 0, width: 60 + LEAD_IN_PX, height: 60 }
    const ward = createTestWard({
      rows: [testRow({ rect, hatch: 'A cause that is much too long for this row' })],
    })
    ward.painter.frame(0)
    expect(ward.raster.words).toEqual([])
    expect(ward.raster.at(LEAD_IN_PX + 20, 20)).toBe(DARK_WAVE_THEME.hatch)
  })

  it('lays the picture with SIMULATED under the trace, and puts it back behind the erase bar', () => {
    const ward = createTestWard({ rows: [testRow({ simulated: true })], playout: false })
    ward.painter.frame(0)
    expect(ward.raster.at(middle.x, middle.y)).toBe(PICTURE)
    for (let startMs = 0; startMs < 8000; startMs += 20) {
      ward.send([testChunk(startMs, [5000, 5000])], startMs + 10)
      ward.painter.frame(startMs + 20)
    }
    expect(ward.raster.at(middle.x, middle.y)).toBe(PICTURE)
    expect(ward.raster.at(middle.x, middle.y)).not.toBe(DARK_WAVE_THEME.surface)
  })

  it('reports the scale once, and again only when it changes', () => {
    const ward = createTestWard({ rows: [testRow({ guides: true })] })
    const [report] = ward.painter.frame(0)
    expect(report).toMatchObject({ key: 'b1/pleth', gain: null, lowest: 0, highest: 100 })
    expect(report?.guides.map(({ value }) => value)).toEqual([0, 50, 100])
    for (const guide of report?.guides ?? []) {
      expect(guide.y).toBeGreaterThan(0)
      expect(guide.y).toBeLessThan(66)
    }
    expect(ward.painter.frame(16)).toEqual([])
    ward.painter.setScene({ waves: [testWave()], rows: [testRow({ guides: true })] })
    expect(ward.painter.frame(32)).toEqual([])
    for (let startMs = 0; startMs < 5000; startMs += 20) {
      ward.send([testChunk(startMs, [0, startMs % 1000 === 500 ? 14_000 : 0])], startMs + 20)
    }
    const later = [5100, 5116].flatMap((nowMs) => [...ward.painter.frame(nowMs)])
    expect(later.map(({ highest }) => highest)).toEqual([150])
  })

  it('draws ECG with its 1 mV bar and prints the gain', () => {
    const wave = testWave({ unit: 'mV', gain: 0.001, lowest: -2, highest: 2 })
    const ward = createTestWard({ waves: [wave], rows: [testRow({ kind: 'ecg' })] })
    expect(ward.painter.frame(0)).toMatchObject([{ gain: '×1' }])
    const bar = [...Array(LEAD_IN_PX)].some((_, x) => ward.raster.column(10 + x, 10, 76, DARK_WAVE_THEME.bar))
    expect(bar).toBe(true)
  })

  it('goes on with another rate in the middle, and joins no line over the change', () => {
    const ward = createTestWard({ playout: false })
    const play = (fromMs: number, toMs: number, rateHz: number, level: number) => {
      const samples = new Array<number>(rateHz / 50).fill(level)
      for (let startMs = fromMs; startMs < toMs; startMs += 20) {
        ward.send([testChunk(startMs, samples)], startMs + 10)
        ward.painter.frame(startMs + 20)
      }
    }
    play(0, 500, 100, 2000)
    ward.painter.setScene({ waves: [testWave({ rateHz: 250 })] })
    play(500, 1000, 250, 8000)
    const yOf = (value: number) => 13 + (1 - value / 100) * 60
    let high = 0
    for (let x = 0; x < WARD_SIZE.widthPx; x++) {
      if (ward.raster.near(x, yOf(80), TRACE, 2)) high += 1
      expect(ward.raster.near(x, yOf(50), TRACE, 2)).toBe(false)
    }
    expect(high).toBeGreaterThan(35)
  })

  it('holds values that are out of scale at the edge of their row', () => {
    const rect = { x: 10, y: 20, width: 300 + LEAD_IN_PX, height: 60 }
    const wave = testWave({ width: 32, gain: 1 })
    const ward = createTestWard({ waves: [wave], rows: [testRow({ rect })], playout: false })
    for (let startMs = 0; startMs < 1000; startMs += 20) {
      const samples = Int32Array.from([2_000_000_000, -2_000_000_000])
      ward.send([testChunk(startMs, [], { samples })], startMs + 10)
      ward.painter.frame(startMs + 20)
    }
    let drawn = 0
    for (let x = 0; x < WARD_SIZE.widthPx; x++) {
      expect(ward.raster.column(x, 0, 20, TRACE)).toBe(false)
      expect(ward.raster.column(x, 80, 100, TRACE)).toBe(false)
      if (ward.raster.column(x, 20, 80, TRACE)) drawn += 1
    }
    expect(drawn).toBeGreaterThan(80)
  })

  it.each([
    {
      size: { widthPx: 800, heightPx: 600, devicePixelRatio: 1 },
      rect: { x: 0, y: 0, width: 70, height: 20 },
    },
    {
      size: { widthPx: 800, heightPx: 600, devicePixelRatio: 1 },
      rect: { x: 700, y: 590, width: 300, height: 66 },
    },
    {
      size: { widthPx: 3840, heightPx: 2160, devicePixelRatio: 1 },
      rect: { x: 0, y: 0, width: 3840, height: 400 },
    },
    {
      size: { widthPx: 3840, heightPx: 2160, devicePixelRatio: 2 },
      rect: { x: 9, y: 9, width: 1900, height: 200 },
    },
  ])(
    'moves at the true speed on $size.widthPx x $size.heightPx at $size.devicePixelRatio in $rect.width x $rect.height',
    ({ size, rect }) => {
      const speedMmPerSecond = 50
      const pixelPitchMm = 0.5 / size.devicePixelRatio
      const row = testRow({ rect, speedMmPerSecond })
      const ward = createTestWard({ rows: [row], playout: false, pixelPitchMm }, size)
      const seconds = 0.2
      for (let startMs = 0; startMs < seconds * 1000; startMs += 20) {
        ward.send([testChunk(startMs, [5000, 5000])], startMs + 10)
        ward.painter.frame(startMs + 20)
      }
      let drawn = 0
      for (let x = 0; x < size.widthPx; x++) if (ward.raster.column(x, 0, size.heightPx, TRACE)) drawn += 1
      const mm = seconds * speedMmPerSecond
      const visible = Math.max(
        0,
        Math.min(rect.width, size.widthPx / size.devicePixelRatio - rect.x) - LEAD_IN_PX,
      )
      const wanted = Math.min(mm / pixelPitchMm, visible) * size.devicePixelRatio
      // The dot at the write point reaches a little further, the newest sample is not due yet.
      expect(drawn).toBeGreaterThan(
        Math.min(wanted, visible * size.devicePixelRatio) - 14 * size.devicePixelRatio - 30,
      )
      expect(drawn).toBeLessThan(wanted + 8 * size.devicePixelRatio)
    },
  )

  it('does nothing for a scene that says the same again', () => {
    const ward = createTestWard({ beds: [{ bed: 'b1', live: false, text: null }] })
    ward.painter.frame(0)
    const calls = ward.raster.calls()
    ward.painter.setScene({
      waves: [testWave()],
      rows: [testRow()],
      beds: [{ bed: 'b1', live: false, text: null }],
    })
    ward.painter.frame(16)
    expect(ward.raster.calls()).toBe(calls)
  })

  it('prints lengths of gaps without the locale of the PC', () => {
    expect([1040, 2449, 59_940, 59_960, 185_000].map((ms) => gapText(ms, ENGLISH_WAVE_WORDS))).toEqual([
      '1.0 s',
      '2.4 s',
      '59.9 s',
      '1:00',
      '3:05',
    ])
  })
})

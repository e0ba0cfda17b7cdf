import { SmoothieChart, TimeSeries } from 'smoothie'
import { createDue, sampleOf } from './samples.ts'
import { HIGHEST, LOWEST, placesOf, RATE_HZ, WAVES_A_BED } from './settings.ts'

const TICK_MS = 16
const MS_PER_SECOND = 1_000
/** 25 mm/s on a screen of 0.277 mm a pixel. */
const MS_PER_PIXEL = (MS_PER_SECOND * 0.277) / 25
/** The newest samples come up to a tick late. */
const DELAY_MS = 50

/** One chart a bed with four lines, 1 px, straight, without grid or words: smoothie's cheapest. It scrolls. */
export function drawSmoothie(beds: number): void {
  const span = HIGHEST - LOWEST
  const charts = placesOf(beds).map((place, bed) => {
    const canvas = document.createElement('canvas')
    canvas.width = place.width
    canvas.height = place.height
    canvas.style.cssText = `position:absolute;left:${place.x}px;top:${place.y}px`
    document.body.append(canvas)
    const chart = new SmoothieChart({
      millisPerPixel: MS_PER_PIXEL,
      interpolation: 'linear',
      minValue: LOWEST,
      maxValue: LOWEST + span * WAVES_A_BED,
      labels: { disabled: true },
      grid: {
        fillStyle: '#0b1014',
        strokeStyle: 'transparent',
        verticalSections: 0,
        millisPerLine: 0,
        borderVisible: false,
      },
    })
    const lines = Array.from({ length: WAVES_A_BED }, () => {
      const line = new TimeSeries()
      chart.addTimeSeries(line, { strokeStyle: '#33e07a', lineWidth: 1 })
      return line
    })
    chart.streamTo(canvas, DELAY_MS)
    return { bed, lines }
  })
  const startUtcMs = Date.now()
  const due = createDue(performance.now())
  setInterval(() => {
    const { from, to } = due(performance.now())
    for (const { bed, lines } of charts) {
      for (const [wave, line] of lines.entries()) {
        for (let index = from; index < to; index++) {
          line.append(
            startUtcMs + (index * MS_PER_SECOND) / RATE_HZ,
            sampleOf(bed, wave, index) + wave * span,
          )
        }
      }
    }
  }, TICK_MS)
}

import uPlot from 'uplot'
import { createDue, sampleOf } from './samples.ts'
import { HIGHEST, LOWEST, placesOf, RATE_HZ, WAVES_A_BED } from './settings.ts'

type Sample = number | null

/** Pixels of one sample at 25 mm/s on a screen of 0.277 mm a pixel. */
const PX_PER_SECOND = 25 / 0.277
const GAP_SAMPLES = 50

/** One plot a bed with four lines, as cheap as uPlot makes it, drawn at every frame. In: line width, and frames left out between two. */
export function drawUplot(beds: number, linePx: number, everyFrames: number): void {
  const span = HIGHEST - LOWEST
  const plots = placesOf(beds).map((place, bed) => {
    const host = document.createElement('div')
    host.style.cssText = `position:absolute;left:${place.x}px;top:${place.y}px;width:${place.width}px;height:${place.height}px`
    document.body.append(host)
    const samples = Math.round((place.width / PX_PER_SECOND) * RATE_HZ)
    const places = Array.from({ length: samples }, (_, index) => index)
    const values = Array.from({ length: WAVES_A_BED }, () => new Array<Sample>(samples).fill(null))
    const series = values.map(() => ({
      stroke: '#33e07a',
      width: linePx,
      points: { show: false },
      spanGaps: false,
    }))
    const plot = new uPlot(
      {
        width: place.width,
        height: place.height,
        padding: [0, 0, 0, 0],
        pxAlign: 0,
        legend: { show: false },
        cursor: { show: false },
        axes: [{ show: false }, { show: false }],
        scales: {
          x: { time: false, auto: false, range: [0, samples - 1] },
          y: { auto: false, range: [LOWEST, LOWEST + span * WAVES_A_BED] },
        },
        series: [{}, ...series],
      },
      [places, ...values],
      host,
    )
    return { bed, plot, places, values, samples }
  })
  const due = createDue(performance.now())
  let frame = 0
  const draw = () => {
    requestAnimationFrame(draw)
    frame += 1
    if (frame % everyFrames !== 0) return
    const { from, to } = due(performance.now())
    for (const { bed, plot, places, values, samples } of plots) {
      for (const [wave, line] of values.entries()) {
        for (let index = from; index < to; index++)
          line[index % samples] = sampleOf(bed, wave, index) + wave * span
        for (let ahead = 0; ahead < GAP_SAMPLES; ahead++) line[(to + ahead) % samples] = null
      }
      plot.setData([places, ...values], false)
      plot.redraw(true, false)
    }
  }
  draw()
}

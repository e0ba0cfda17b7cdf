import uPlot from 'uplot'
import { type PeerSettings, RATE_HZ, SECONDS_SHOWN, WAVE_CHANNEL } from './settings.ts'

type Sample = number | null

/** Electron's renderer side, as a page with Node has it. */
interface PageElectron {
  readonly ipcRenderer: {
    on(
      channel: string,
      listener: (event: unknown, bed: number, samples: Int16Array, missing: [number, number][]) => void,
    ): void
  }
}

const SAMPLES = SECONDS_SHOWN * RATE_HZ
/** Samples left empty ahead of the newest one, so that old and new do not join. */
const GAP_SAMPLES = 60

const settings = JSON.parse(new URLSearchParams(location.search).get('settings') ?? '{}') as PeerSettings
const places = Array.from({ length: SAMPLES }, (_, index) => index)

/** A plot as cheap as uPlot makes it: 1 px line, no axes, legend, cursor or points, fixed scales, fixed x. */
function createPlot(place: PeerSettings['plots'][number]) {
  const host = document.createElement('div')
  host.className = 'plot'
  host.style.cssText = `left:${place.x}px;top:${place.y}px;width:${place.width}px;height:${place.height}px`
  document.body.append(host)
  const values: Sample[] = new Array<Sample>(SAMPLES).fill(null)
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
        x: { time: false, auto: false, range: [0, SAMPLES - 1] },
        y: { auto: false, range: [settings.lowest, settings.highest] },
      },
      series: [{}, { stroke: '#33e07a', width: 1, points: { show: false }, spanGaps: false }],
    },
    [places, values],
    host,
  )
  return { plot, values, next: 0 }
}

const plots = settings.plots.map(createPlot)

function put(bed: number, samples: ArrayLike<Sample>): void {
  const target = plots[bed]
  if (target === undefined) return
  const { values } = target
  for (let index = 0; index < samples.length; index++) {
    values[target.next] = samples[index] ?? null
    target.next = (target.next + 1) % SAMPLES
  }
  for (let ahead = 0; ahead < GAP_SAMPLES; ahead++) values[(target.next + ahead) % SAMPLES] = null
  target.plot.setData([places, values])
}

if (settings.lines.length === 0) {
  const span = settings.highest - settings.lowest
  const wave = places.map((at) => settings.lowest + span * (0.5 + 0.4 * Math.sin(at / 20)))
  put(0, wave.slice(0, SAMPLES - GAP_SAMPLES))
} else {
  const { ipcRenderer } = (globalThis as unknown as { require(name: string): PageElectron }).require(
    'electron',
  )
  ipcRenderer.on(WAVE_CHANNEL, (_event, bed, samples, missing) => {
    const sent: Sample[] = Array.from(samples)
    for (const [start, length] of missing) sent.fill(null, start, start + length)
    put(bed, sent)
  })
}

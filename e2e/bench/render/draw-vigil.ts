import { encodeWavePacket } from '../../../electron/ipc/wave-packet.ts'
import { DARK_WAVE_THEME, DEFAULT_PIXEL_PITCH_MM, type WaveRow } from '../../../renderer/waves/types.ts'
import { createWaveHost } from '../../../renderer/waves/wave-host.ts'
import { createDue, sampleOf } from './samples.ts'
import { HIGHEST, LOWEST, placesOf, RATE_HZ, WAVES_A_BED } from './settings.ts'

const TICK_MS = 16
const TRACE = '#33e07a'

/** Vigil's own host and worker, fed as the engine feeds them: one packet a tick for all waves. */
export function drawVigil(beds: number): void {
  const places = placesOf(beds)
  const channels = places.flatMap((place, bed) =>
    Array.from({ length: WAVES_A_BED }, (_, wave) => ({
      place,
      bed,
      wave,
      channel: bed * WAVES_A_BED + wave,
    })),
  )
  const pulse = document.createElement('div')
  pulse.style.cssText = 'position:absolute;width:1px;height:1px;background:#04070a'
  document.body.append(pulse)
  let even = false
  const host = createWaveHost({
    makeWorker: () => new Worker('worker.js'),
    makeCanvas() {
      const canvas = document.createElement('canvas')
      canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%'
      document.body.append(canvas)
      return canvas.transferControlToOffscreen()
    },
    // A canvas of a worker may stay unseen until the page makes a frame of its own (ARCHITECTURE).
    nudge() {
      even = !even
      pulse.style.opacity = even ? '0.9' : '1'
    },
    requestPort: () => undefined,
    onScale: () => undefined,
    onStats: () => undefined,
    whenFree: () => undefined,
    monotonicMs: () => performance.now(),
    setInterval(body, everyMs) {
      const timer = setInterval(body, everyMs)
      return () => clearInterval(timer)
    },
  })
  host.setSize({ widthPx: innerWidth, heightPx: innerHeight, devicePixelRatio })
  host.setScene({
    theme: DARK_WAVE_THEME,
    panels: places,
    pixelPitchMm: DEFAULT_PIXEL_PITCH_MM,
    playout: true,
    beds: [],
    waves: channels.map(({ channel, wave }) => ({
      channel,
      key: `w${wave}`,
      id: 'MDC_ECG_LEAD_II',
      label: 'II',
      unit: 'uV',
      rateHz: RATE_HZ,
      gain: 1,
      offset: 0,
      width: 16,
      lowest: LOWEST,
      highest: HIGHEST,
    })),
    rows: channels.map(({ place, bed, wave, channel }): WaveRow => {
      const height = place.height / WAVES_A_BED
      return {
        key: `${bed}/${wave}`,
        bed: `b${bed}`,
        channel,
        rect: { x: place.x, y: place.y + wave * height, width: place.width, height },
        kind: 'other',
        colour: TRACE,
        speedMmPerSecond: 25,
        ecgGain: 'auto',
        simulated: false,
        guides: false,
        hatch: null,
      }
    }),
  })
  const { port1, port2 } = new MessageChannel()
  host.setPort(port2)
  const due = createDue(performance.now())
  let sequence = 0
  setInterval(() => {
    const { from, to } = due(performance.now())
    if (to === from) return
    sequence += 1
    const startUtcMs = Math.round(performance.timeOrigin) + (from * 1_000) / RATE_HZ
    const chunks = channels.map(({ bed, wave, channel }) => {
      const samples = Int16Array.from({ length: to - from }, (_, index) => sampleOf(bed, wave, from + index))
      return { channel, startUtcMs, samples, missing: [], marks: [] }
    })
    port1.postMessage(encodeWavePacket({ sequence, sentUtcMs: Date.now(), chunks }))
  }, TICK_MS)
}

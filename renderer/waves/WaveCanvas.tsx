import { type ReactElement, useEffect, useRef } from 'react'
import type { WaveView } from '../../electron/ipc/views.ts'
import { createFrameLink, type FrameLink, type FramePage } from './frame-link.ts'
import type { CanvasSize } from './messages.ts'
import { openWaveFrame } from './open-frame.ts'
import {
  type BedWaves,
  DARK_WAVE_THEME,
  DEFAULT_PIXEL_PITCH_MM,
  type Rect,
  type ScaleReport,
  type WaveRow,
  type WaveStats,
  type WaveTheme,
} from './types.ts'

export interface WaveCanvasProps {
  readonly rows: readonly WaveRow[]
  /**
   * Waves of all beds. Must be empty from the moment the engine is lost until
   * the new engine has named its own: it numbers its channels anew.
   */
  readonly waves: readonly WaveView[]
  readonly beds: readonly BedWaves[]
  /** The `waves` port of this window; each port is used once. */
  readonly port: MessagePort | null
  /** Called when the port is gone with its worker: ask the engine for another (`waves.reopen`). */
  readonly requestPort: () => void
  readonly onGain?: (reports: readonly ScaleReport[]) => void
  readonly onStats?: (stats: WaveStats) => void
  readonly panels?: readonly Rect[]
  readonly theme?: WaveTheme
  readonly pixelPitchMm?: number
  readonly playout?: boolean
}

const NO_PANELS: readonly Rect[] = []

function sizeOf(entry: ResizeObserverEntry): CanvasSize {
  const devicePixelRatio = window.devicePixelRatio
  const box = entry.devicePixelContentBoxSize?.[0]
  return {
    widthPx: Math.max(1, box?.inlineSize ?? Math.round(entry.contentRect.width * devicePixelRatio)),
    heightPx: Math.max(1, box?.blockSize ?? Math.round(entry.contentRect.height * devicePixelRatio)),
    devicePixelRatio,
  }
}

type Callbacks = Pick<WaveCanvasProps, 'requestPort' | 'onGain' | 'onStats'>

function browserPage(container: HTMLElement, callbacks: { current: Callbacks }): FramePage {
  return {
    openFrame: () => openWaveFrame(container),
    requestPort: () => callbacks.current.requestPort(),
    onScale: (reports) => callbacks.current.onGain?.(reports),
    onStats: (stats) => callbacks.current.onStats?.(stats),
    monotonicMs: () => performance.now(),
    setInterval(body, everyMs) {
      const timer = setInterval(body, everyMs)
      return () => clearInterval(timer)
    },
  }
}

/**
 * The one canvas behind the ward: fills its positioned parent and paints every
 * row from a worker, both in a frame with a process of its own. In: where the
 * rows are, what they show and the `waves` port. Out: the scale of each row
 * through `onGain`.
 */
export function WaveCanvas(props: WaveCanvasProps): ReactElement {
  const { rows, waves, beds, port, requestPort, onGain, onStats } = props
  const panels = props.panels ?? NO_PANELS
  const theme = props.theme ?? DARK_WAVE_THEME
  const pixelPitchMm = props.pixelPitchMm ?? DEFAULT_PIXEL_PITCH_MM
  const playout = props.playout ?? true
  const container = useRef<HTMLDivElement>(null)
  const link = useRef<FrameLink | null>(null)
  const callbacks = useRef<Callbacks>({ requestPort })

  useEffect(() => {
    callbacks.current = { requestPort, ...(onGain && { onGain }), ...(onStats && { onStats }) }
  })
  useEffect(() => {
    if (container.current === null) return
    const made = createFrameLink(browserPage(container.current, callbacks))
    link.current = made
    const observer = new ResizeObserver((entries) => {
      const entry = entries.at(-1)
      if (entry !== undefined) made.setSize(sizeOf(entry))
    })
    observer.observe(container.current)
    return () => {
      observer.disconnect()
      made.close()
      link.current = null
    }
  }, [])
  useEffect(() => {
    link.current?.setScene({ theme, panels, pixelPitchMm, playout })
  }, [theme, panels, pixelPitchMm, playout])
  // Names of the waves go before the rows that use them, and both before the port that fills them.
  useEffect(() => link.current?.setScene({ waves }), [waves])
  useEffect(() => link.current?.setScene({ rows }), [rows])
  useEffect(() => link.current?.setScene({ beds }), [beds])
  useEffect(() => link.current?.setPort(port), [port])

  return (
    <div style={{ position: 'absolute', inset: 0, overflow: 'hidden' }} aria-hidden="true">
      <div ref={container} style={{ position: 'absolute', inset: 0 }} />
    </div>
  )
}

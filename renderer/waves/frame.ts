import type { FromWaveFrame, ToWaveFrame } from './messages.ts'
import { FRAME_ALIVE_EVERY_MS } from './messages.ts'
import { createWaveHost } from './wave-host.ts'

/** The page inside the frame of the waves: canvas and worker, on a UI thread that has nothing else to do. */
const container = document.createElement('div')
container.style.cssText = 'position:absolute;inset:0'
const pulse = document.createElement('div')
pulse.style.cssText = 'position:absolute;left:0;top:0;width:1px;height:1px'
document.body.append(container, pulse)

function wearPaper(colour: string): void {
  document.documentElement.style.background = colour
  pulse.style.background = colour
}

function begin(control: MessagePort): void {
  const tell = (message: FromWaveFrame) => control.postMessage(message)
  let even = false
  const host = createWaveHost({
    makeWorker: () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'waves' }),
    makeCanvas() {
      const canvas = document.createElement('canvas')
      canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;display:block'
      container.replaceChildren(canvas)
      return canvas.transferControlToOffscreen()
    },
    nudge() {
      even = !even
      pulse.style.opacity = even ? '0.9' : '1'
    },
    requestPort: () => tell({ type: 'portWanted' }),
    onScale: (reports) => tell({ type: 'scale', reports }),
    onStats: (stats) => tell({ type: 'stats', stats }),
    whenFree: (lock, body) => void navigator.locks.request(lock, body).catch(console.warn),
    monotonicMs: () => performance.now(),
    setInterval(body, everyMs) {
      const timer = setInterval(body, everyMs)
      return () => clearInterval(timer)
    },
  })
  control.onmessage = ({ data }: MessageEvent<ToWaveFrame>) => {
    if (data.type === 'size') host.setSize(data.size)
    else if (data.type === 'port') host.setPort(data.port)
    else {
      if (data.scene.theme !== undefined) wearPaper(data.scene.theme.page)
      host.setScene(data.scene)
    }
  }
  setInterval(() => tell({ type: 'alive' }), FRAME_ALIVE_EVERY_MS)
  tell({ type: 'alive' })
}

let begun = false
addEventListener('message', ({ source, ports: [control] }) => {
  // Only the window around this frame, and it only once: each frame has one host.
  if (begun || source !== window.parent || control === undefined) return
  begun = true
  begin(control)
})

import type { WaveFrame } from './frame-link.ts'

/** Named in electron/main/page-files.ts too: another host of the app's scheme is another process. */
const FRAME_HOST = 'waves'
const FRAME_FILE = 'waves-frame.html'

/** Where the frame's page lies. In: the address of the page around it. Outside the app (a fixture) it has no host of its own. */
export function frameUrl(page: string): URL {
  const url = new URL(FRAME_FILE, page)
  return url.protocol === 'app:' ? new URL(`app://${FRAME_HOST}/${FRAME_FILE}`) : url
}

/**
 * Puts a new frame of the waves into `container`, in the place of the last one. What is sent before it has loaded
 * waits in its port.
 */
export function openWaveFrame(container: HTMLElement): WaveFrame {
  const url = frameUrl(location.href)
  const { port1, port2 } = new MessageChannel()
  const element = document.createElement('iframe')
  element.src = url.href
  element.title = 'Waves'
  element.tabIndex = -1
  element.setAttribute('sandbox', 'allow-scripts allow-same-origin')
  // Light as an empty document: while both differ the browser paints such a frame white.
  element.style.cssText =
    'position:absolute;inset:0;width:100%;height:100%;display:block;border:0;pointer-events:none;color-scheme:light'
  const begin = () =>
    element.contentWindow?.postMessage(null, url.protocol === 'app:' ? url.origin : '*', [port2])
  element.addEventListener('load', begin, { once: true })
  const frame: WaveFrame = {
    postMessage: (message, transfer) => port1.postMessage(message, transfer),
    close() {
      port1.close()
      element.remove()
    },
    onmessage: null,
    onclose: null,
  }
  port1.addEventListener('message', (event) => frame.onmessage?.(event))
  // The other end has gone with its process.
  port1.addEventListener('close', () => frame.onclose?.())
  port1.start()
  container.replaceChildren(element)
  return frame
}

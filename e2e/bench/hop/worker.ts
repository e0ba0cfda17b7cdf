/** The painter's end of B6: reads each tick and answers. */
import { readAll } from './payload.ts'
import type { HopAnswer } from './settings.ts'

const scope = globalThis as unknown as { onmessage: ((event: MessageEvent<unknown>) => void) | null }
let lastMs = performance.now()

scope.onmessage = ({ ports: [port] }) => {
  if (port === undefined) return
  port.onmessage = (event: MessageEvent<unknown>) => {
    const fromMs = performance.now()
    const { sequence, sum } = readAll(event.data)
    const answer: HopAnswer = {
      sequence,
      sum,
      readMs: performance.now() - fromMs,
      sinceLastMs: fromMs - lastMs,
    }
    lastMs = fromMs
    port.postMessage(answer)
  }
}

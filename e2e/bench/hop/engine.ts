/** The engine's end of B6, in a utility process: sends ticks for some seconds and keeps what each cost. Argument: settings. */
import { bytesOf, chunksOf, messageOf, sumIn } from './payload.ts'
import { type HopAnswer, type HopSettings, type HopTimes, TICKS_PER_SECOND } from './settings.ts'

const MS_PER_SECOND = 1_000
const WARM_UP_S = 2
/** After the last tick; a hundred times what an answer takes. */
const SETTLE_MS = 500

/** As much of Electron's ports as is used. */
interface Port {
  on(event: 'message', listener: (event: { data: unknown; ports: Port[] }) => void): unknown
  postMessage(message: unknown): void
  start(): void
}

const settings = JSON.parse(process.argv.at(-1) ?? '{}') as HopSettings
const { parentPort: parent } = process as unknown as { readonly parentPort: Port }

interface Sent {
  readonly fromMs: number
  readonly sum: number
  readonly sendMs: number
}

function run(port: Port): void {
  const first = WARM_UP_S * TICKS_PER_SECOND
  const ticks = first + settings.seconds * TICKS_PER_SECOND
  const sent: Sent[] = []
  const answers: HopAnswer[] = []
  const roundTripMs: number[] = []
  let bytesATick = 0
  port.on('message', ({ data }) => {
    const answer = data as HopAnswer
    const own = sent[answer.sequence]
    if (answer.sequence < first || own === undefined || own.sum !== answer.sum) return
    roundTripMs.push(performance.now() - own.fromMs)
    answers.push(answer)
  })
  port.start()
  const startMs = performance.now()
  const tick = () => {
    const sequence = sent.length
    const chunks = chunksOf(sequence)
    const fromMs = performance.now()
    const message = messageOf(settings.form, sequence, chunks)
    port.postMessage(message)
    // Adding up is the bench's own work, not that of sending.
    const sendMs = performance.now() - fromMs
    sent.push({ fromMs, sum: sumIn(settings.form, chunks), sendMs })
    bytesATick = bytesOf(message) ?? Number.NaN
    if (sent.length < ticks) {
      const dueMs = startMs + (sent.length * MS_PER_SECOND) / TICKS_PER_SECOND
      setTimeout(tick, Math.max(0, dueMs - performance.now()))
    } else setTimeout(end, SETTLE_MS)
  }
  const end = () => {
    const times: HopTimes = {
      sendMs: sent.slice(first).map(({ sendMs }) => sendMs),
      readMs: answers.map(({ readMs }) => readMs),
      roundTripMs,
      sinceLastMs: answers.map(({ sinceLastMs }) => sinceLastMs),
      bytesATick,
      lost: ticks - first - answers.length,
    }
    parent.postMessage(times)
  }
  tick()
}

parent.on('message', ({ ports: [port] }) => {
  if (port !== undefined) run(port)
})

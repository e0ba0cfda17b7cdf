import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { FromProbe, ToProbe } from './probe-messages.ts'

/** Time for a process to start, compute 16 patients and open its lines on a busy machine. */
const FEEDING_WITHIN_MS = 60_000

type Measured = Extract<FromProbe, { type: 'measured' }>

/** The process that feeds the lines and watches the screen. */
export interface Probe {
  feed(message: Extract<ToProbe, { type: 'feed' }>): Promise<void>
  /** In: the traces to mark and how many markers. Out: what was seen. */
  measure(message: Extract<ToProbe, { type: 'measure' }>, withinMs: number): Promise<Measured>
  close(): Promise<void>
}

function nextMessage<T extends FromProbe['type']>(
  child: ChildProcess,
  type: T,
  withinMs: number,
): Promise<Extract<FromProbe, { type: T }>> {
  return new Promise((resolve, reject) => {
    const done = (end: () => void) => {
      clearTimeout(limit)
      child.off('message', onMessage)
      child.off('exit', onExit)
      end()
    }
    const onMessage = (value: unknown) => {
      const message = value as FromProbe
      if (message.type === type) done(() => resolve(message as Extract<FromProbe, { type: T }>))
    }
    const onExit = () => done(() => reject(new Error('the probe ended')))
    const limit = setTimeout(
      () => done(() => reject(new Error(`the probe did not say "${type}" within ${withinMs} ms`))),
      withinMs,
    )
    child.on('message', onMessage)
    child.once('exit', onExit)
  })
}

/** Starts the probe. The caller closes it. */
export function startProbe(): Probe {
  const child = fork(join(import.meta.dirname, 'probe.ts'), [], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const send = (message: ToProbe) => child.send(message)
  return {
    async feed(message) {
      const answer = nextMessage(child, 'feeding', FEEDING_WITHIN_MS)
      send(message)
      await answer
    },
    measure(message, withinMs) {
      const answer = nextMessage(child, 'measured', withinMs)
      send(message)
      return answer
    },
    async close() {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}

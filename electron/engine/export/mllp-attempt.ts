import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { type AckMode, classifyAck } from '../../../drivers/hl7v2/ack.ts'
import { encodeMllp, MllpDecoder } from '../../../drivers/hl7v2/mllp.ts'
import { type TlsFiles, tlsAdvice, tlsOptions } from './tls-files.ts'

/** Where messages go and how that place acknowledges. */
export interface MllpTarget {
  readonly host: string
  readonly port: number
  readonly ack: AckMode
  /** Absent: plain TCP. */
  readonly tls?: TlsFiles | undefined
}

/** A message ready to send: the same bytes and control id at every attempt. */
export interface OutgoingMessage {
  readonly controlId: string
  readonly text: string
}

/** How one attempt ended; `detail` is the receiver's or the system's own words. */
export interface Attempt {
  readonly end: 'delivered' | 'retry' | 'reject' | 'noReply' | 'notConnected'
  readonly detail: string
  /** What to do about it, where that is known better than `detail` says. */
  readonly advice?: string
  /** It asks to be left alone so long, ms. */
  readonly notBeforeMs?: number
}

export interface AttemptTimes {
  readonly connectWithinMs: number
  readonly ackWithinMs: number
}

/** An acknowledgement may take 30 s (INTEROP 1.10). */
export const USUAL_TIMES: AttemptTimes = { connectWithinMs: 5_000, ackWithinMs: 30_000 }

/** A receiver that is gone without a word is noticed by the system after about this long. */
const KEEP_ALIVE_MS = 30_000

/** After the commit the application may take twice as long (INTEROP 1.10: 30 s, then 60 s). */
const APPLICATION_FACTOR = 2

/**
 * One connection, one message, one acknowledgement. Never rejects. After the bytes
 * have left, anything but a clear answer is `noReply`: the receiver may have the
 * message. Replies to other messages are passed over (INTEROP 1.10).
 */
export function attemptOnce(
  target: MllpTarget,
  message: OutgoingMessage,
  times: AttemptTimes,
): Promise<Attempt> {
  return new Promise((resolve) => {
    const { host, port, tls } = target
    let socket: Socket
    try {
      socket =
        tls === undefined
          ? connect({ host, port })
          : connectTls({ port, ...tlsOptions(tls, host, Date.now()) })
    } catch (error) {
      resolve(unusable(error))
      return
    }
    socket.setKeepAlive(true, KEEP_ALIVE_MS)
    const decoder = new MllpDecoder()
    let isConnected = false
    let timer = setTimeout(() => finish('notConnected', 'no connection in time'), times.connectWithinMs)
    let isOver = false
    const finish = (end: Attempt['end'], detail: string, advice?: string): void => {
      isOver = true
      clearTimeout(timer)
      socket.destroy()
      resolve(advice === undefined ? { end, detail } : { end, detail, advice })
    }
    socket.on(tls === undefined ? 'connect' : 'secureConnect', () => {
      isConnected = true
      awaitAnswer(times.ackWithinMs)
      socket.write(encodeMllp(message.text))
    })
    const awaitAnswer = (withinMs: number): void => {
      if (isOver) return
      clearTimeout(timer)
      timer = setTimeout(() => finish('noReply', 'no acknowledgement in time'), withinMs)
    }
    const judge = (replies: readonly Uint8Array[]): void => {
      for (const reply of replies) {
        const answer = classifyAck(reply, message.controlId, target.ack)
        if (answer.action === 'wait') awaitAnswer(APPLICATION_FACTOR * times.ackWithinMs)
        else if (answer.action !== 'ignore') finish(answer.action, answer.text)
      }
    }
    socket.on('data', (bytes) => {
      judge(decoder.push(bytes))
      if (decoder.isOversize) finish('noReply', 'the reply is too long')
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      const code = error.code ?? error.message
      finish(isConnected ? 'noReply' : 'notConnected', code, tlsAdvice(code) ?? undefined)
    })
    socket.on('close', () => {
      judge(decoder.end())
      finish(isConnected ? 'noReply' : 'notConnected', 'the connection was closed')
    })
  })
}

/** Files of this station that no connection can be made with. */
function unusable(error: unknown): Attempt {
  const message = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return { end: 'notConnected', detail: message, advice: tlsAdvice(code) ?? message }
}

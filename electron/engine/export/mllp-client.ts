import { setTimeout as wait } from 'node:timers/promises'
import type { SendResult } from '../../ipc/contract.ts'
import {
  type Attempt,
  type AttemptTimes,
  attemptOnce,
  type MllpTarget,
  type OutgoingMessage,
} from './mllp-attempt.ts'

/** How long to wait, and the pauses between attempts: one attempt more than there are pauses. */
export interface SendTimes extends AttemptTimes {
  readonly pausesMs: readonly number[]
}

/** An acknowledgement may take 30 s (INTEROP 1.10); someone at the screen waits for three attempts at most. */
const SEND_TIMES: SendTimes = { connectWithinMs: 5000, ackWithinMs: 30_000, pausesMs: [1000, 2000] }

/**
 * Sends messages to destinations, one in flight for each, in order. The same bytes
 * with the same control id go out at every attempt, so that a receiver that lost
 * only its answer can tell the repeat (INTEROP 1.10).
 */
export class MllpSender {
  readonly #times: SendTimes
  readonly #lastByTarget = new Map<string, Promise<unknown>>()

  constructor(times: SendTimes = SEND_TIMES) {
    this.#times = times
  }

  /** Sends one message after those before it. Never rejects: the outcome says what happened. */
  send(name: string, target: MllpTarget, message: OutgoingMessage): Promise<SendResult> {
    const place = `${target.host}:${target.port}`
    const before = this.#lastByTarget.get(place) ?? Promise.resolve()
    const sent = before.then(() => sendNow(name, target, message, this.#times))
    this.#lastByTarget.set(place, sent)
    return sent
  }
}

async function sendNow(
  name: string,
  target: MllpTarget,
  message: OutgoingMessage,
  times: SendTimes,
): Promise<SendResult> {
  let isOutcomeUnknown = false
  let last: Attempt = { end: 'notConnected', detail: '' }
  for (let number = 0; number <= times.pausesMs.length; number++) {
    if (number > 0) await wait(times.pausesMs[number - 1] ?? 0)
    last = await attemptOnce(target, message, times)
    if (last.end === 'delivered' || last.end === 'reject') break
    if (last.end === 'noReply') isOutcomeUnknown = true
    // A later clear answer is about this very message and settles it.
    else if (last.end === 'retry') isOutcomeUnknown = false
  }
  if (last.end === 'notConnected' && isOutcomeUnknown) last = { ...last, end: 'noReply' }
  return resultOf(name, `${target.host}:${target.port}`, last, message.controlId)
}

function resultOf(name: string, place: string, attempt: Attempt, controlId: string): SendResult {
  const words = attempt.detail === '' ? '' : ` (${attempt.detail})`
  switch (attempt.end) {
    case 'delivered':
      return { outcome: 'delivered', sentence: `Delivered to ${name}.`, controlId }
    case 'retry': {
      const sentence = `${name} could not take the message${words}: try again later or ask who runs it.`
      return { outcome: 'refused', sentence, controlId }
    }
    case 'reject': {
      const sentence = `${name} rejected the message${words}: ask who runs it what it expects.`
      return { outcome: 'rejected', sentence, controlId }
    }
    case 'noReply': {
      const sentence = `${name} did not acknowledge the message${words}: it may have it; ask, or send again.`
      return { outcome: 'noReply', sentence, controlId }
    }
    case 'notConnected': {
      const sentence = `${name} cannot be reached at ${place}${words}: check the network and the destination.`
      return { outcome: 'notConnected', sentence, controlId }
    }
  }
}

import { jetstreamManager } from '@nats-io/jetstream'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import type { ProbeResult } from '../../../ipc/destinations.ts'
import type { AttemptTimes } from '../mllp-attempt.ts'
import { asError, connectionOptions, type NatsTarget, NO_STREAM, notConnected } from '../nats-attempt.ts'
import { notReached, reachAdvice } from './reach.ts'

/** Connects and asks which stream takes what this station publishes. Publishes nothing. Never rejects. */
export async function probeNats(
  target: NatsTarget,
  station: string,
  times: AttemptTimes,
): Promise<ProbeResult> {
  let connection: NatsConnection
  try {
    connection = await connect(connectionOptions(target, times))
  } catch (error) {
    const { detail, advice } = notConnected(error)
    return notReached(target, advice ?? reachAdvice(codeOf(detail), target))
  }
  try {
    return await askStream(connection, target, `${target.subject}.${station}.vitals`, times)
  } finally {
    await connection.close().catch(() => undefined)
  }
}

/** The client has words of its own for a connection that was refused, or took too long. */
function codeOf(detail: string): string {
  if (/timeout/i.test(detail)) return 'no connection in time'
  return /refused/i.test(detail) ? 'ECONNREFUSED' : detail
}

async function askStream(
  connection: NatsConnection,
  target: NatsTarget,
  subject: string,
  times: AttemptTimes,
): Promise<ProbeResult> {
  const place = `${target.host}:${target.port}`
  try {
    const manager = await jetstreamManager(connection, { checkAPI: false, timeout: times.ackWithinMs })
    const stream = await manager.streams.find(subject)
    const { state } = await manager.streams.info(stream)
    const held = `it holds ${state.messages} ${state.messages === 1 ? 'message' : 'messages'}`
    return { isGood: true, sentence: `The stream ${stream} at ${place} takes ${subject}: ${held}.` }
  } catch (error) {
    const { message } = asError(error)
    if (/no stream matches|no responders|stream not found/i.test(message))
      return notReached(target, NO_STREAM)
    if (!/permissions? violation|timeout/i.test(message))
      return notReached(target, `${message}: ask who runs the hub`)
    return {
      isGood: true,
      sentence: `Connected to ${place}. Its credentials do not let this station ask for the stream: send a summary to see whether it takes those.`,
    }
  }
}

import { buildMessage } from '../../../../drivers/hl7v2/build.ts'
import type { ProbeResult } from '../../../ipc/destinations.ts'
import { type Hl7Form, hl7Time, partyFields } from '../hl7-head.ts'
import { type AttemptTimes, attemptOnce, type MllpTarget, type OutgoingMessage } from '../mllp-attempt.ts'
import { notReached, reach, reachAdvice } from './reach.ts'

const MS_PER_S = 1_000

/** Who asks, and whether what nobody gave may be sent there. */
export interface ProbeFacts extends Pick<Hl7Form, 'sender' | 'receiver'> {
  readonly station: string
  readonly eui64: string
  readonly training: boolean
  readonly nowUtcMs: number
}

/**
 * A message about the clock of this station (NMD^N02, HL7 v2.6 chapter 14): it names no patient and orders nothing. In:
 * who asks; the acknowledgement that the destination gives.
 */
export function testMessage(facts: ProbeFacts, ack: MllpTarget['ack']): OutgoingMessage {
  const { station, eui64, nowUtcMs } = facts
  const controlId = `TEST${nowUtcMs}`
  const [accept, application] = ack === 'ihe' ? ['AL', 'NE'] : ack === 'app' ? ['NE', 'AL'] : ['AL', 'AL']
  const asked = ack === 'original' ? {} : { 15: accept, 16: application }
  const fields = {
    ...partyFields(facts, station, eui64),
    ...{ 7: hl7Time(nowUtcMs), 9: ['NMD', 'N02', 'NMD_N02'], 10: controlId },
    ...{ 11: 'T', 12: '2.6', ...asked, 18: 'UNICODE UTF-8' },
  }
  const text = buildMessage([
    { name: 'MSH', fields },
    { name: 'NCK', fields: { 1: hl7Time(nowUtcMs) } },
  ])
  return { controlId, text }
}

/** Connects; a training destination also gets a test message that names nobody. Never rejects. */
export async function probeMllp(
  target: MllpTarget,
  facts: ProbeFacts,
  times: AttemptTimes,
): Promise<ProbeResult> {
  const place = `${target.host}:${target.port}`
  const how = target.tls === undefined ? '' : ' over TLS'
  if (!facts.training) {
    const advice = await reach(target, times.connectWithinMs)
    if (advice !== null) return notReached(target, advice)
    return {
      isGood: true,
      sentence: `Connected to ${place}${how}. Nothing was sent: only a destination for training gets a test message.`,
    }
  }
  const { end, detail, advice } = await attemptOnce(target, testMessage(facts, target.ack), times)
  switch (end) {
    case 'delivered':
      return { isGood: true, sentence: `${place} acknowledged a test message${how} that names nobody.` }
    case 'retry':
    case 'reject':
      return {
        isGood: true,
        sentence: `${place} speaks HL7${how} and turned the test message down (${detail || end}): send a summary to see whether it takes those.`,
      }
    case 'notConnected':
      return notReached(target, advice ?? reachAdvice(detail, target))
    case 'noReply': {
      const withinS = Math.ceil(times.ackWithinMs / MS_PER_S)
      const silence = `it took the connection and acknowledged nothing within ${withinS} s: check that an HL7 receiver listens on this port, and the kind of acknowledgement`
      return notReached(
        target,
        advice ?? (detail === 'no acknowledgement in time' ? silence : `${silence} (${detail})`),
      )
    }
  }
}

import type { SendResult } from '../../ipc/contract.ts'
import type { Attempt } from '../export/mllp-attempt.ts'
import type { OutboxRow } from '../store/tables/outbox.ts'
import type { Verdict } from './lane.ts'

/** What one attempt says to people. In: the destination's name and place, how it ended. */
export function attemptSentence(name: string, place: string, { end, detail, advice }: Attempt): string {
  const words = detail === '' ? '' : ` (${detail})`
  switch (end) {
    case 'delivered':
      return `Delivered to ${name}.`
    case 'retry':
      return `${name} could not take the message${words}: ask who runs it.`
    case 'reject':
      return `${name} rejected the message${words}: ask who runs it what it expects.`
    case 'noReply':
      if (advice !== undefined) return `${name} did not take the message at ${place}: ${advice}.`
      return `${name} did not acknowledge the message${words}: it may have it, and gets the same one again.`
    case 'notConnected':
      if (advice !== undefined) return `${name} cannot be reached at ${place}: ${advice}.`
      return `${name} cannot be reached at ${place}${words}: check the network and the destination.`
  }
}

/** What the person who sent a message reads. In: what became of it so far; null: it has not been tried yet. */
export function sendResult(
  name: string,
  controlId: string,
  verdict: (Verdict & { readonly sentence: string }) | null,
): SendResult {
  const kept = 'It is kept in the outbox and goes by itself.'
  if (verdict === null) return { outcome: 'waiting', sentence: `Waiting for ${name}. ${kept}`, controlId }
  const { state, sentence } = verdict
  if (state === 'delivered') return { outcome: 'delivered', sentence, controlId }
  if (state === 'waiting') return { outcome: 'waiting', sentence: `${sentence} ${kept}`, controlId }
  return { outcome: state === 'rejected' ? 'rejected' : 'refused', sentence, controlId }
}

/** Without an identity nothing leaves: the bed's summary stays here until somebody is connected. */
export function identityResult(bed: string): SendResult {
  const sentence = `${bed} is waiting for identity: the summary is kept, and goes when a patient of that period is connected.`
  return { outcome: 'waitingForIdentity', sentence, controlId: null }
}

/** What stands beside a row that nobody has tried. */
export function untriedReason({ state, bed }: Pick<OutboxRow, 'state' | 'bed'>): string {
  return state === 'identity' ? `No patient is connected to ${bed} for this period: it waits.` : ''
}

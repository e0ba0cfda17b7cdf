import type { ListenerView, RefusalReason, RefusedSenderView } from '../../electron/ipc/views.ts'
import { causeWords } from '../words/link-causes.ts'
import { clockTimeSeconds } from '../words/times.ts'
import { type WordKey, words } from '../words/words.ts'

const LISTEN = 'listen:'

/** What the screen says for one reason, and whether binding the sender to a bed ends it. */
const REASONS = {
  addressNotAllowed: { sentence: 'senders.addressNotAllowed', isBindable: true },
  noBed: { sentence: 'senders.noBed', isBindable: true },
  severalBeds: { sentence: 'senders.severalBeds', isBindable: true },
  severalSources: { sentence: 'senders.severalSources', isBindable: true },
  mixedMessage: { sentence: 'senders.mixedMessage', isBindable: false },
  notHl7: { sentence: 'senders.notHl7', isBindable: false },
  tooManyConnections: { sentence: 'senders.tooManyConnections', isBindable: false },
  tlsFailed: { sentence: 'senders.tlsFailed', isBindable: false },
  messageTooLong: { sentence: 'senders.messageTooLong', isBindable: false },
  notReading: { sentence: 'senders.notReading', isBindable: false },
} as const satisfies Readonly<Record<RefusalReason, { sentence: WordKey; isBindable: boolean }>>

/** Whether the panel has anything to say: a port is open, or is about to be. */
export function isAboutSenders(listeners: readonly ListenerView[], draftLink: string): boolean {
  return listeners.length > 0 || draftLink.trimStart().toLowerCase().startsWith(LISTEN)
}

/** State of a listener in one sentence. */
export function listenerSentence({ state, cause, address, connected }: ListenerView): string {
  if (state === 'failed' && cause !== null) {
    const { sentence, step } = causeWords(cause)
    const values = { target: address }
    return `${words(sentence, values)} ${words(step, values)}`
  }
  if (state !== 'listening') return words('senders.opening')
  if (connected.length === 0) return words('senders.nobody')
  return words('senders.connected', {
    count: String(connected.length),
    addresses: [...new Set(connected)].join(', '),
  })
}

/** Who may send and how the port is protected, one sentence each. */
export function listenerRules(listener: ListenerView): readonly string[] {
  const { allowed, tls, clientCertificate, everyNetwork } = listener
  const may =
    allowed.length === 0
      ? words('senders.noneAllowed')
      : words('senders.allowed', { addresses: allowed.join(', ') })
  const secured = clientCertificate ? words('senders.certificate') : words('senders.tls')
  return [
    may,
    tls ? secured : words('senders.plain'),
    ...(everyNetwork ? [words('senders.everyNetwork')] : []),
  ]
}

/** Why somebody was turned away, in one sentence. */
export function refusalSentence({ reason }: RefusedSenderView): string {
  return words(REASONS[reason].sentence)
}

/** Whether the sender can be given a bed. */
export function isBindable({ reason }: RefusedSenderView): boolean {
  return REASONS[reason].isBindable
}

/** What a message said of its sender: `GW 00A0, WARD, place LAB^^1`; empty where none was read. */
export function senderText({ application, applicationId, facility, location }: RefusedSenderView): string {
  const name = [application, applicationId].filter((text) => text !== '').join(' ')
  const place = location === '' ? '' : words('senders.place', { place: location })
  return [name, facility, place].filter((text) => text !== '').join(', ')
}

/** How often and when last. */
export function timesText({ count, lastUtcMs }: RefusedSenderView): string {
  const time = clockTimeSeconds(lastUtcMs)
  return count === 1
    ? words('senders.once', { time })
    : words('senders.times', { count: String(count), time })
}

import type { LinkCause, LinkView } from '../../electron/ipc/views.ts'
import { type WordKey, words } from './words.ts'

/** What the screen says for one cause: what happened, and what to do. `{{target}}` is the port, host or file. */
export interface CauseWords {
  /** Fits on a tile: at most about 24 characters. */
  readonly short: WordKey
  readonly sentence: WordKey
  readonly step: WordKey
}

/** One row a cause; `satisfies` makes a new cause without words a type error. */
const CAUSES = {
  portMissing: {
    short: 'cause.portMissing.short',
    sentence: 'cause.portMissing',
    step: 'cause.portMissing.step',
  },
  portBusy: { short: 'cause.portBusy.short', sentence: 'cause.portBusy', step: 'cause.portBusy.step' },
  portForbidden: {
    short: 'cause.portForbidden.short',
    sentence: 'cause.portForbidden',
    step: 'cause.portForbidden.step',
  },
  libraryMissing: {
    short: 'cause.libraryMissing.short',
    sentence: 'cause.libraryMissing',
    step: 'cause.libraryMissing.step',
  },
  unplugged: { short: 'cause.unplugged.short', sentence: 'cause.unplugged', step: 'cause.unplugged.step' },
  refused: { short: 'cause.refused.short', sentence: 'cause.refused', step: 'cause.refused.step' },
  unreachable: {
    short: 'cause.unreachable.short',
    sentence: 'cause.unreachable',
    step: 'cause.unreachable.step',
  },
  closedByPeer: {
    short: 'cause.closedByPeer.short',
    sentence: 'cause.closedByPeer',
    step: 'cause.closedByPeer.step',
  },
  silent: { short: 'cause.silent.short', sentence: 'cause.silent', step: 'cause.silent.step' },
  noFrames: { short: 'cause.noFrames.short', sentence: 'cause.noFrames', step: 'cause.noFrames.step' },
  fileMissing: {
    short: 'cause.fileMissing.short',
    sentence: 'cause.fileMissing',
    step: 'cause.fileMissing.step',
  },
  fileUnreadable: {
    short: 'cause.fileUnreadable.short',
    sentence: 'cause.fileUnreadable',
    step: 'cause.fileUnreadable.step',
  },
  replayEnded: {
    short: 'cause.replayEnded.short',
    sentence: 'cause.replayEnded',
    step: 'cause.replayEnded.step',
  },
  noSender: {
    short: 'cause.noSender.short',
    sentence: 'cause.noSender',
    step: 'cause.noSender.step',
  },
  severalSenders: {
    short: 'cause.severalSenders.short',
    sentence: 'cause.severalSenders',
    step: 'cause.severalSenders.step',
  },
  addressMissing: {
    short: 'cause.addressMissing.short',
    sentence: 'cause.addressMissing',
    step: 'cause.addressMissing.step',
  },
  portReserved: {
    short: 'cause.portReserved.short',
    sentence: 'cause.portReserved',
    step: 'cause.portReserved.step',
  },
  badCertificate: {
    short: 'cause.badCertificate.short',
    sentence: 'cause.badCertificate',
    step: 'cause.badCertificate.step',
  },
  error: { short: 'cause.error.short', sentence: 'cause.error', step: 'cause.error.step' },
} as const satisfies Readonly<Record<LinkCause, CauseWords>>

function isCause(text: string): text is LinkCause {
  return Object.hasOwn(CAUSES, text)
}

/** The words of a cause; an unknown one (from a newer store) gets the words of `error`. */
export function causeWords(cause: string): CauseWords {
  return isCause(cause) ? CAUSES[cause] : CAUSES.error
}

/** Short words for a tile, e.g. `Cable unplugged`. A line that is only opening says so. */
export function shortCause(link: LinkView): string {
  if (link.cause === null) return words(link.phase === 'live' ? 'link.live' : 'link.opening')
  return words(causeWords(link.cause).short)
}

/** The whole sentence for set-up and the bed view: what happened and the next step. */
export function causeSentence(link: LinkView): string {
  if (link.cause === null) return words(link.phase === 'live' ? 'link.live.long' : 'link.opening.long')
  const row = causeWords(link.cause)
  const values = { target: link.target }
  return `${words(row.sentence, values)} ${words(row.step, values)}`
}

/** Gap causes of the record that are not a link's: in the words of the hand-over page. */
const GAP_WORDS: Readonly<Record<string, WordKey>> = {
  deviceGap: 'gap.deviceGap',
  moduleOff: 'gap.moduleOff',
  hung: 'gap.hung',
  checksumStorm: 'gap.checksumStorm',
  appClosed: 'gap.appClosed',
  crash: 'gap.crash',
  asleep: 'gap.asleep',
  clockJump: 'gap.clockJump',
  diskFull: 'gap.diskFull',
  notRecorded: 'gap.notRecorded',
  removed: 'gap.removed',
  erased: 'gap.erased',
  storeBehind: 'gap.storeBehind',
}

/** A gap's cause in words. In: the cause id of the gap ledger. Unknown ids are printed as they are, never hidden. */
export function gapCause(cause: string): string {
  if (isCause(cause)) return words(CAUSES[cause].short)
  const key = GAP_WORDS[cause]
  return key === undefined ? cause : words(key)
}

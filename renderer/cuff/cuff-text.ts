import type { CuffOutcome, CuffPhase } from '../../drivers/model/act.ts'
import type { CuffRefusal, CuffView } from '../../electron/ipc/cuff.ts'
import { MONITOR_NAME } from '../../electron/ipc/devices.ts'
import type { BedView } from '../../electron/ipc/views.ts'
import { deviceName } from '../words/devices.ts'
import { type WordKey, words } from '../words/words.ts'

const PHASE: Readonly<Record<CuffPhase, WordKey | null>> = {
  unknown: 'cuff.unknown',
  idle: null,
  starting: 'cuff.starting',
  measuring: 'cuff.measuring',
  stopping: 'cuff.stopping',
  stopFailed: 'cuff.stopFailed',
  lost: 'cuff.lost',
}

const OUTCOME: Readonly<Record<CuffOutcome, WordKey>> = {
  done: 'cuff.done',
  aborted: 'cuff.aborted',
  busy: 'cuff.busy',
  error: 'cuff.error',
  noAnswer: 'cuff.noAnswer',
}

const REFUSAL: Readonly<Record<CuffRefusal, WordKey>> = {
  notAllowed: 'cuff.refusedNotAllowed',
  notLive: 'cuff.refusedNotLive',
  cuffInUse: 'cuff.refusedInUse',
  notSignedIn: 'cuff.refusedNotSignedIn',
  noPatient: 'cuff.refusedNoPatient',
  otherPatient: 'cuff.refusedChanged',
  askedWho: 'cuff.refusedAskedWho',
  noAgeClass: 'cuff.refusedNoAgeClass',
  otherAgeClass: 'cuff.refusedChanged',
  stoppedMeanwhile: 'cuff.refusedStopped',
  late: 'cuff.refusedLate',
}

/** Why no start was sent, and what to do. */
export function refusalText(refused: CuffRefusal): string {
  return words(REFUSAL[refused])
}

/** The device of a cuff; empty where the bed has no other. */
export function cuffName(view: BedView, { device }: CuffView): string {
  return view.devices === undefined ? '' : deviceName(device ?? MONITOR_NAME)
}

/** What the cuff does; else how the last start came out; empty: nothing to say. A silent line knows nothing. */
export function cuffText(view: BedView, cuff: CuffView, isInUse: boolean): string {
  const name = cuff.device ?? MONITOR_NAME
  const { phase } = view.devices?.find((one) => one.name === name)?.link ?? view.link
  const key = isInUse && phase !== 'live' ? 'cuff.lost' : PHASE[cuff.phase]
  if (key !== null) return words(key)
  return cuff.outcome === null ? '' : words(OUTCOME[cuff.outcome])
}

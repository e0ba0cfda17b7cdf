import type { LimitProfile } from './limits.ts'

/** What a person may have a device do, each by a click of their own: never by a timer, never twice by itself. */
export type DeviceAct =
  | { readonly kind: 'startCuff'; readonly patient: LimitProfile }
  | { readonly kind: 'stopCuff' }

/** `sent`, once; or why nothing was: the options do not allow it, nobody listens, the cuff is in use already. */
export type ActAnswer = 'sent' | 'notAllowed' | 'notLive' | 'cuffInUse'

/**
 * What a cuff does, as far as the device says. `unknown`: it has said nothing yet; `stopping`: a stop was sent;
 * `stopFailed`: it was, and the cuff is in use still; `lost`: the line went while it was in use.
 */
export type CuffPhase = 'unknown' | 'idle' | 'starting' | 'measuring' | 'stopping' | 'stopFailed' | 'lost'

/** How the last start or stop of a person came out. `noAnswer`: the cuff stayed empty. */
export type CuffOutcome = 'done' | 'aborted' | 'busy' | 'error' | 'noAnswer'

/** The cuff of a device whose options allow a start. */
export interface CuffState {
  readonly phase: CuffPhase
  /** Null: none was started, or it is under way. */
  readonly outcome: CuffOutcome | null
}

const EMPTY: ReadonlySet<CuffPhase> = new Set<CuffPhase>(['unknown', 'idle'])

/** Whether the cuff is inflated, or may be: a stop is offered then, whatever else holds. */
export function isCuffInUse({ phase }: Pick<CuffState, 'phase'>): boolean {
  return !EMPTY.has(phase)
}

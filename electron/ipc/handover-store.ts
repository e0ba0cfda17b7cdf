import type { SendResult } from './contract.ts'
import type { Language } from './look.ts'
import type { ShiftSummary } from './shift.ts'
import type { PatientView } from './views.ts'

/** Paper that a page can be laid out for. */
export const PAPERS = ['a4', 'letter'] as const
export type Paper = (typeof PAPERS)[number]

/** Longest text about why a patient is here, and for the next shift, in characters. */
export const LONGEST_REASON = 300
export const LONGEST_FREE_TEXT = 1_000
/** Beds of one hand-over: more than a station shows. */
export const MOST_HANDOVER_BEDS = 64
/** Base64 of the pages of one bed: some hundred kilobytes; far above that something is wrong. */
export const LONGEST_PDF_BASE64 = 12 * 1024 * 1024
/** Finished hand-overs that a list shows. */
export const LISTED_HANDOVERS = 64

/** All that the pages of a finished hand-over are made from: printed again they are the same. */
export interface HandoverContent {
  readonly summary: ShiftSummary
  readonly paper: Paper
  /** Language whose words were on the page. */
  readonly language: Language
  /** IANA name of the time zone of its clock times. */
  readonly timeZone: string
}

/** A finished hand-over of one bed. */
export interface HandoverHead {
  readonly id: string
  /** The same for all that were finished at once. */
  readonly set: string
  readonly bed: string
  readonly fromUtcMs: number
  readonly toUtcMs: number
  readonly finishedUtcMs: number
  /** Initials of who was signed in. */
  readonly author: string
}

/** A period of one bed. */
export interface HandoverPart {
  readonly bed: string
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

export interface HandoverCommands {
  /**
   * Why the patient of a bed is here, or a word for the next shift about a period. What stood there before stays in the
   * record; an empty text takes it off the page. Somebody must be signed in; `patient` says whom the window means.
   */
  'handover.write': {
    request: {
      bed: string
      patient: PatientView | null
      kind: 'reason' | 'handover'
      atUtcMs: number
      text: string
    }
    reply: Record<string, never>
  }
  /** Finishes the hand-over of one bed or of many at once: it is kept as it is. Somebody must be signed in. */
  'handover.finish': {
    request: {
      parts: readonly HandoverPart[]
      paper: Paper
      language: Language
      timeZone: string
    }
    reply: { readonly finished: readonly HandoverHead[]; readonly empty: readonly string[] }
  }
  /** The latest, latest first. */
  'handover.list': {
    request: Record<string, never>
    reply: { readonly handovers: readonly HandoverHead[] }
  }
  /** One, as it was finished. Refused with one sentence where its record check does not hold any more. */
  'handover.read': { request: { id: string }; reply: HandoverHead & HandoverContent }
  /** Sends the pages of one, as a PDF in base64, to a destination that keeps documents. */
  'handover.send': { request: { id: string; destination: string; pdf: string }; reply: SendResult }
}

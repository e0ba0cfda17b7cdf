import type { VisitFacts } from '../../../ipc/patient.ts'
import type { PatientView } from '../../../ipc/views.ts'
import type { Interval } from '../intervals.ts'

/** What kind of document it is, as LOINC has it. */
export interface DocumentType {
  readonly code: string
  readonly name: string
}

/** What the pages of a hand-over are, unless the site says otherwise (INTEROP 1.11). */
export const NURSE_NOTE: DocumentType = { code: '34746-8', name: 'Nurse Note' }

/** A finished hand-over of one patient as a document for other systems, whatever its form. */
export interface HandoverDocument extends Interval {
  /** Id of the finished hand-over: the same on every system that has it. */
  readonly id: string
  /** Id of the one that it stands in the place of there; null: none is there. */
  readonly replaces: string | null
  readonly type: DocumentType
  readonly station: string
  readonly eui64: string
  readonly bed: string
  readonly bedLabel: string
  readonly patient: PatientView
  /** As the hospital names the place of the bed, and numbers the visit. */
  readonly place?: string | undefined
  readonly visit?: VisitFacts | null | undefined
  readonly finishedUtcMs: number
  /** Initials, as they were typed at the station. */
  readonly author: string
  readonly madeUtcMs: number
  readonly training: boolean
  readonly simulated: boolean
  /** Its pages as base64 without line breaks (RFC 4648, section 4). */
  readonly pdf: string
}

/** What is left to say of one that was sent about the wrong patient. */
export type WithdrawnDocument = Omit<HandoverDocument, 'pdf' | 'replaces' | 'simulated'>

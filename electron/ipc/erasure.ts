import type { PatientView } from './views.ts'

/** Rows removed by an erasure. */
export interface ErasedCounts {
  readonly keys: number
  readonly blocks: number
  readonly journalRows: number
  readonly notes: number
  readonly numerics: number
  readonly trendRows: number
  readonly alerts: number
  /** Messages sent about them: what receivers answered in words goes. */
  readonly deliveries: number
  /** Comparisons with a monitor, whose values go. */
  readonly comparisons: number
  readonly stays: number
}

/** What the search after an erasure found. */
export interface ErasureProof {
  readonly atUtcMs: number
  /** Every decrypted page, or, of a record too large for that, every row outside the sealed waves. */
  readonly searched: 'pages' | 'rows'
  readonly bytes: number
  /** Occurrences of the destroyed keys, of the identifier, and of rows of numbers and trends of the erased time. */
  readonly keys: number
  readonly identifiers: number
  readonly numerics: number
  /** Audit rows of earlier releases that named the patient or held compared values: their texts were emptied. */
  readonly emptiedAuditRows: number
  /** The write-ahead log was emptied, and the file has no free room left: it was rebuilt, or gave it up in steps. */
  readonly logEmptied: boolean
  readonly rebuilt: boolean
  /**
   * Nothing was found and the log is empty. Where a key stays, as it seals other data too, the file must have been rebuilt as well: its free room may hold ciphertext.
   */
  readonly ok: boolean
}

/** The receipt of an erasure: all that is known of it but whom it was about. */
export interface ErasureReceipt {
  readonly id: string
  readonly atUtcMs: number
  readonly initials: string | null
  readonly reason: string
  /** Not a patient was erased but what this period of a bed held of nobody; null for a patient. */
  readonly period: { readonly bed: string; readonly fromUtcMs: number; readonly toUtcMs: number } | null
  /** False while rows are still being removed. */
  readonly done: boolean
  readonly erased: ErasedCounts
  readonly proof: ErasureProof | null
  /** Backups made before, which may still hold the patient; `noted`: whoever restores one is told. */
  readonly backups: readonly {
    readonly folder: string
    readonly madeUtcMs: number
    readonly noted: boolean
  }[]
  /** Damaged records that lie beside this one, which may still hold the patient too. */
  readonly setAside: readonly string[]
}

/** A legal hold: nothing of this patient is erased or removed while it stands. */
export interface HoldView {
  readonly patient: PatientView
  readonly reason: string
  readonly initials: string | null
  readonly sinceUtcMs: number
}

/** What a retention setting is about; alerts are the alarms of the monitors. */
export type DataClass = 'waves' | 'numerics' | 'alerts'

/** Whole days after which data of a class is removed; null: never by a setting. */
export type KeptDays = Readonly<Record<DataClass, number | null>>

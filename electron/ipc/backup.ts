import type { VigilFailure } from './contract.ts'

/** A backup that was made, as the record lists it. */
export interface MadeBackup {
  readonly madeUtcMs: number
  /** The folder it was written to, as this PC called it then. */
  readonly folder: string
  readonly bytes: number
  /** Audit rows it holds. */
  readonly auditRows: number
  /** Whether the check of the copy found nothing. */
  readonly ok: boolean
}

/** How the backup of this run of the engine is or ended. `to` is the folder that was chosen. */
export type BackupView =
  | { readonly state: 'none' }
  /** `share` that is copied, from 0 to 1; at 1 the copy is checked. */
  | { readonly state: 'running'; readonly to: string; readonly share: number }
  | { readonly state: 'cancelled'; readonly to: string }
  | { readonly state: 'failed'; readonly to: string; readonly failure: VigilFailure }
  | ({
      readonly state: 'done'
      readonly to: string
      /** It lies on the disk of the record and is lost with it. */
      readonly isSameDisk: boolean
      /** What the check of the copy found first, or null. */
      readonly finding: string | null
    } & MadeBackup)

import type { VigilFailure } from './contract.ts'
import type { OutboxCommands } from './outbox.ts'

/** Formats that are written as files of their own for each stay. */
export const FILE_FORMATS = ['edf', 'wfdb', 'vital', 'csv', 'jsonl'] as const
export type FileFormat = (typeof FILE_FORMATS)[number]

/** What is written of a bed, and where. */
export interface FileExportRequest {
  readonly bed: string
  readonly fromUtcMs: number
  readonly toUtcMs: number
  readonly format: FileFormat
  /** Without who the data are from. */
  readonly deidentify: boolean
  /** A folder that is there. */
  readonly to: string
}

/** How the export of this run of the engine is or ended. */
export type FileExportView =
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly to: string; readonly bytes: number }
  | { readonly state: 'cancelled'; readonly to: string }
  | { readonly state: 'failed'; readonly to: string; readonly failure: VigilFailure }
  | {
      readonly state: 'done'
      readonly to: string
      readonly bytes: number
      /** Names of the files, in order. */
      readonly names: readonly string[]
      /** What could not be written, a sentence each. */
      readonly notes: readonly string[]
    }

/** Commands about what leaves the station: files, and messages in the outbox. */
export interface FileExportCommands extends OutboxCommands {
  /** Begins an export. Somebody must be signed in. */
  'export.start': { request: FileExportRequest; reply: FileExportView }
  'export.state': { request: Record<string, never>; reply: FileExportView }
  /** Ends a running export; files that are whole by then stay. */
  'export.cancel': { request: Record<string, never>; reply: FileExportView }
}

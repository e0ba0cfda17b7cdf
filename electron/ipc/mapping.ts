import type { LinkedSystem } from './mapping-systems.ts'

/** Which place a site's code takes in OBX-3: the first three components, or those of the alternate. */
export type CodePlace = 'first' | 'second'

/** A code that a hospital's system knows a number under. */
export interface SiteCode {
  readonly code: string
  readonly name: string
  readonly system: LinkedSystem
  /** URI of a local coding system, for FHIR; empty: FHIR goes without this code. */
  readonly uri: string
  readonly place: CodePlace
}

/** How one number goes out: under which code, in which unit, or not at all. */
export interface MapRow {
  /** REFID, or the vendor's own `X_` id. */
  readonly id: string
  /** Id of the destination, or null for all that have no row of their own. */
  readonly destination: string | null
  readonly isSent: boolean
  /** Null: the standard codes alone. */
  readonly code: SiteCode | null
  /** UCUM; null: as it was measured. */
  readonly unit: string | null
}

/** Rows that one map may have. */
export const MOST_MAP_ROWS = 1_000
/** Text of a file that is imported. */
export const LONGEST_MAP_FILE = 1_048_576

/** Columns of a map as a table (CSV), in the order in which they are written; they are read in any. */
export const MAP_COLUMNS = [
  'id',
  'destination',
  'sent',
  'code',
  'name',
  'system',
  'uri',
  'place',
  'unit',
] as const
export type MapColumn = (typeof MAP_COLUMNS)[number]

/** What is wrong with a table; rows are counted as a spreadsheet does, from 1. */
export type MapTableProblem =
  /** One lacks, is none of a map or stands there twice. */
  | { readonly kind: 'column'; readonly column: string }
  | { readonly kind: 'value'; readonly row: number; readonly column: MapColumn; readonly value: string }
  /** A quotation mark without another, or more or fewer cells than the first row. */
  | { readonly kind: 'torn'; readonly row: number }
  | { readonly kind: 'many' }
  /** It is not in UTF-8. */
  | { readonly kind: 'letters' }

/** What a table says. */
export type MapTable =
  | { readonly rows: readonly MapRow[]; readonly problem: null }
  | { readonly rows: null; readonly problem: MapTableProblem }

/** A number that this station has recorded or that people enter, as it goes out without a map. */
export interface MappedNumber {
  readonly id: string
  readonly label: string
  /** As it was measured last. */
  readonly unit: string
  /** Null: the vendor's own field. */
  readonly code: number | null
  readonly loinc: string | null
}

/** The map as it holds, and what it can be about. */
export interface SiteMapView {
  readonly rows: readonly MapRow[]
  readonly numbers: readonly MappedNumber[]
  /** Initials of who changed it last, and when; null: nobody ever did. */
  readonly changed: { readonly by: string; readonly atUtcMs: number } | null
}

export interface MappingCommands {
  'mapping.get': { request: Record<string, never>; reply: SiteMapView }
  /** Puts a map in the place of the one that holds, for everything that is made from then on. Somebody must be signed in. */
  'mapping.save': { request: { rows: readonly MapRow[] }; reply: SiteMapView }
  /** A message or bundle of one number as a destination would get it, made by the code that sends; its value is an example. */
  'mapping.preview': {
    request: { rows: readonly MapRow[]; id: string; destination: string }
    reply: { text: string }
  }
  /** The map that holds, as the text of a table. */
  'mapping.table': { request: Record<string, never>; reply: { text: string } }
  /** The rows of such a table. Nothing is kept of it. */
  'mapping.readTable': { request: { text: string }; reply: MapTable }
}

/** Bytes of the minimal lower layer protocol (INTEROP 1.9): start, end and the carriage return after the end. */
export const START_BLOCK = 0x0b
export const END_BLOCK = 0x1c
export const CARRIAGE_RETURN = 0x0d

/** Longest frame taken by default, for vital signs; a message with a PDF in it may need the larger cap (INTEROP 1.9). */
export const VITALS_FRAME_BYTES = 1024 * 1024
export const DOCUMENT_FRAME_BYTES = 16 * 1024 * 1024

/** First size of a frame buffer; it doubles up to the cap. */
export const FIRST_BUFFER_BYTES = 8192

/** The five separators of MSH-1 and MSH-2; `truncation` came with version 2.7. */
export interface Delimiters {
  readonly field: string
  readonly component: string
  readonly repetition: string
  readonly escape: string
  readonly subcomponent: string
  readonly truncation: string | null
}

/** What this project writes: `|^~\&`. */
export const STANDARD: Delimiters = {
  field: '|',
  component: '^',
  repetition: '~',
  escape: '\\',
  subcomponent: '&',
  truncation: null,
}

/** Two quotes: the sender says that a value is to be deleted. */
export const EXPLICIT_NULL = '""'

/** Clock figures, and the widest offset from UTC in use. */
export const MINUTES_PER_HOUR = 60
export const HOURS_PER_DAY = 24
export const MS_PER_MINUTE = 60_000
export const OFFSET_LIMIT_MINUTES = 14 * MINUTES_PER_HOUR

import type { WrittenText } from '../../electron/ipc/shift.ts'
import { ownDirection, words } from '../words/words.ts'

/** What the box for the next shift holds on the first sheet. */
const MOST_LETTERS = 130
const MOST_LINES = 3
/** Letters of a sentence that fit on one row of the first sheet. */
const LETTERS_A_ROW = 95

/** Whether a word for the next shift fits into its box on the first sheet; a longer one stands on the next sheet whole. */
export function fitsOnFirst(text: string): boolean {
  return text.length <= MOST_LETTERS && text.split('\n').length <= MOST_LINES
}

/** Rows that a reason takes on the first sheet. */
export function reasonRows(text: string): number {
  return Math.ceil(text.length / LETTERS_A_ROW)
}

/** What somebody wrote, and who: it is not from the record of a monitor. */
export function writtenText({ text, author }: WrittenText): string {
  return words('shift.noted', { what: ownDirection(text), by: author })
}

import { closeSync, openSync, readSync } from 'node:fs'

const PLAIN_SQLITE_MAGIC = 'SQLite format 3\0'
/** Enough that chance cannot make an encrypted page look like text, and no more than a short letter has. */
const LEAST_TEXT_BYTES = 24
const HEAD_BYTES = 512
/** Printable ASCII, tab and line ends. */
const TEXT = /^[\t\n\r\x20-\x7e]+$/

/**
 * Whether a file is surely no encrypted record, whole or damaged: a plain SQLite database or a text. Opening a
 * file by itself drops SQLite's locks on it: only for files to which this process has no connection.
 */
export function isForeignFile(path: string): boolean {
  const head = new Uint8Array(HEAD_BYTES)
  const file = openSync(path, 'r')
  let length = 0
  try {
    length = readSync(file, head, 0, head.length, 0)
  } finally {
    closeSync(file)
  }
  const text = new TextDecoder('latin1').decode(head.subarray(0, length))
  return text.startsWith(PLAIN_SQLITE_MAGIC) || (length >= LEAST_TEXT_BYTES && TEXT.test(text))
}

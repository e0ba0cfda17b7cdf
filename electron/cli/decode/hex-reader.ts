import type { Driver } from '../../../drivers/driver.ts'
import { readHexLine } from './hex-line.ts'
import { lineReader } from './line-reader.ts'
import { type InputSink, type OpenSink, type PieceReader, plainFacts } from './piece-reader.ts'

/** A listing has at least one line of so many hexadecimal digits: a short line may be a monitor's own text. */
const CLEAR_DIGITS = 16
/** No message of a monitor is longer than a datagram can be, in hexadecimal digits. */
const LONGEST_LINE = 140_000
const HEX = 16

/** Whether a file that begins with these bytes lists messages in hexadecimal, one a line. */
export function looksLikeHex(bytes: Uint8Array): boolean {
  const lines = new TextDecoder('latin1').decode(bytes).split('\n')
  // The last line may be cut.
  if (lines.length > 1) lines.pop()
  let isClear = false
  for (const line of lines) {
    const read = readHexLine(line.trim())
    if (read === null) return false
    if (read !== 'blank' && read.digits.length >= CLEAR_DIGITS) isClear = true
  }
  return isClear
}

/**
 * A listing of messages in hexadecimal, one a line, with `#` before remarks; blanks may stand between bytes.
 * Only what the monitor sent is taken. The first message says whether these are datagrams; bytes of a line
 * without times come as fast as the line is.
 */
export function hexReader(driver: Pick<Driver, 'datagrams' | 'link'>, open: OpenSink): PieceReader {
  const decoder = new TextDecoder('latin1')
  let sink: InputSink | null = null
  let untimed: PieceReader | null = null
  let rest = ''
  let firstMs: number | null = null
  let atMs = 0
  let bytes = 0
  let strange = 0

  function take(text: string): void {
    const line = readHexLine(text)
    if (line === null) strange++
    if (line === null || line === 'blank' || line.isFromHost) return
    const message = bytesOf(line.digits)
    if (line.atMs !== null) {
      firstMs ??= line.atMs
      atMs = Math.max(atMs, line.atMs - firstMs)
    }
    bytes += message.length
    if (sink === null && untimed === null) begin(message, line.atMs === null)
    untimed?.take(message)
    sink?.push(message, atMs)
  }

  function begin(message: Uint8Array, isUntimed: boolean): void {
    const isDatagram = driver.datagrams?.lengthOf(message) != null
    if (isUntimed && !isDatagram) untimed = lineReader(driver.link.serial, open)
    else sink = open(isDatagram ? 'datagram' : 'stream')
  }

  return {
    take(part) {
      const lines = (rest + decoder.decode(part, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      // A line without an end is no message; what follows it may be.
      if (rest.length > LONGEST_LINE) {
        strange++
        rest = ''
      }
      for (const line of lines) take(line.trim())
    },
    end() {
      take(rest.trim())
      if (untimed === null) sink ??= open('stream')
      untimed?.end()
      sink?.end(atMs)
      const notes =
        strange === 0 ? [] : [`${strange} lines of the listing are not hexadecimal and were passed over.`]
      return plainFacts(bytes, notes)
    },
  }
}

/** Two digits a byte. */
export function bytesOf(digits: string): Uint8Array {
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(2 * index, 2 * index + 2), HEX),
  )
}

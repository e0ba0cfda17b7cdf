import type { Driver } from '../../../drivers/driver.ts'
import { lineReader } from './line-reader.ts'
import { type InputSink, type OpenSink, type PieceReader, plainFacts } from './piece-reader.ts'

/** Bytes in hexadecimal; before them, maybe, the time in ns, who sent it (client, monitor, to all) and a port. */
const LINE = /^(?:(\d{1,20}) ([CMB]) (\d{1,5}) )?((?:[0-9a-f]{2} ?)+)$/i
/** In a transcript what the monitor answered stands behind an arrow. */
const ARROW = '->'
/** A listing has at least one line of so many hexadecimal digits: a short line may be a monitor's own text. */
const CLEAR_DIGITS = 16
const COMMENT = '#'
/** No message of a monitor is longer than a datagram can be, in hexadecimal digits. */
const LONGEST_LINE = 140_000
const NS_PER_MS = 1e6
const HEX = 16

/** The line without what the host sent in a transcript, without remarks and blanks at its ends. */
function answerOf(line: string): string {
  if (line.startsWith(COMMENT)) return ''
  const arrow = line.indexOf(ARROW)
  return arrow < 0 ? line : line.slice(arrow + ARROW.length).trim()
}

function isClear(line: string): boolean {
  return (LINE.exec(line)?.[4]?.replaceAll(' ', '').length ?? 0) >= CLEAR_DIGITS
}

/** Whether a file that begins with these bytes lists messages in hexadecimal, one a line. */
export function looksLikeHex(bytes: Uint8Array): boolean {
  const text = new TextDecoder('latin1').decode(bytes)
  const lines = text.split('\n').map((line) => answerOf(line.trim()))
  // The last line may be cut.
  if (lines.length > 1) lines.pop()
  return lines.every((line) => line === '' || LINE.test(line)) && lines.some(isClear)
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
  let firstNs: number | null = null
  let atMs = 0
  let bytes = 0
  let strange = 0

  function take(text: string): void {
    const line = answerOf(text)
    if (line === '') return
    const match = LINE.exec(line)
    if (match === null) {
      strange++
      return
    }
    const [, time, sender, , digits = ''] = match
    if (sender === 'C') return
    const message = bytesOf(digits.replaceAll(' ', ''))
    if (time !== undefined) {
      firstNs ??= Number(time)
      atMs = Math.max(atMs, (Number(time) - firstNs) / NS_PER_MS)
    }
    bytes += message.length
    if (sink === null && untimed === null) begin(message, time === undefined)
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

function bytesOf(digits: string): Uint8Array {
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(2 * index, 2 * index + 2), HEX),
  )
}

import type { Driver } from '../../../drivers/driver.ts'
import { type InputSink, type OpenSink, type PieceReader, plainFacts } from './piece-reader.ts'

/** Bytes in hexadecimal; before them, maybe, the time in ns, who sent it (client, monitor, to all) and a port. */
const LINE = /^(?:(\d{1,20}) ([CMB]) (\d{1,5}) )?((?:[0-9a-f]{2}){8,})$/i
const COMMENT = '#'
/** No message of a monitor is longer than a datagram can be, in hexadecimal digits. */
const LONGEST_LINE = 140_000
const NS_PER_MS = 1e6
const HEX = 16

function isListed(line: string): boolean {
  return line === '' || line.startsWith(COMMENT) || LINE.test(line)
}

/** Whether a file that begins with these bytes lists messages in hexadecimal, one a line. */
export function looksLikeHex(bytes: Uint8Array): boolean {
  const text = new TextDecoder('latin1').decode(bytes)
  const lines = text.split('\n').map((line) => line.trim())
  // The last line may be cut.
  if (lines.length > 1) lines.pop()
  return lines.every(isListed) && lines.some((line) => LINE.test(line))
}

/**
 * A listing of messages in hexadecimal, one a line, with `#` before remarks. Only what the
 * monitor sent is taken. The first message says whether these are datagrams.
 */
export function hexReader(driver: Pick<Driver, 'datagrams'>, open: OpenSink): PieceReader {
  const decoder = new TextDecoder('latin1')
  let sink: InputSink | null = null
  let rest = ''
  let firstNs: number | null = null
  let atMs = 0
  let bytes = 0
  let strange = 0

  function take(line: string): void {
    if (line === '' || line.startsWith(COMMENT)) return
    const match = LINE.exec(line)
    if (match === null) {
      strange++
      return
    }
    const [, time, sender, , digits = ''] = match
    if (sender === 'C') return
    const message = bytesOf(digits)
    if (time !== undefined) {
      firstNs ??= Number(time)
      atMs = Math.max(atMs, (Number(time) - firstNs) / NS_PER_MS)
    }
    bytes += message.length
    sink ??= open(driver.datagrams?.lengthOf(message) == null ? 'stream' : 'datagram')
    sink.push(message, atMs)
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
      sink ??= open('stream')
      sink.end(atMs)
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

/** A line of a listing: bytes somebody sent, and when, in the listing's own time. */
export interface HexLine {
  readonly atMs: number | null
  readonly isFromHost: boolean
  /** Two for each byte. */
  readonly digits: string
}

/** Time in ns, who sent it (client, monitor, to all) and a port. */
const NANOSECONDS = /^(\d{1,20}) ([CMB]) \d{1,5} /
const DATE_TIME = /^\[?(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)((?:[.,]\d{1,9})?)Z?\]?[ ,:]+/
const CLOCK = /^\[?(\d\d):(\d\d):(\d\d)([.,]\d{1,9})\]?[ ,:]+/
const SECONDS = /^\[?(\d{1,10}\.\d{1,9})\]?[ ,:]+/
const SENDER =
  /^(?:(host|client|pc|station|tx|sent|out)|(?:module|device|monitor|rx|received|in)|to all)\b[ :]+/i
/** Bytes one behind the other, with a blank or a colon between, or as a program writes them: a monitor's own columns of two digits are none. */
const BYTES = /^(?:(?:[0-9a-f]{2} ?)+|[0-9a-f]{2}(?::[0-9a-f]{2})+|(?:0x[0-9a-f]{2}[ ,]*)+)$/i
/** Behind the bytes a remark may stand. */
const REMARK = /[;#].*$/
/** In a transcript what the monitor answered stands behind an arrow. */
const ARROW = '->'
const COMMENT = '#'
const NS_PER_MS = 1e6
const MS_PER_SECOND = 1e3
const SECONDS_PER_MINUTE = 60
const MINUTES_PER_HOUR = 60

interface Head {
  readonly atMs: number | null
  readonly isFromHost: boolean
  readonly rest: string
}

function fraction(text: string): number {
  return text === '' ? 0 : Number(`0.${text.slice(1)}`) * MS_PER_SECOND
}

/** The time at the beginning of a line. */
function timeOf(text: string): Head {
  const [ns, time = '', sender] = NANOSECONDS.exec(text) ?? []
  if (ns !== undefined)
    return { atMs: Number(time) / NS_PER_MS, isFromHost: sender === 'C', rest: text.slice(ns.length) }
  const date = DATE_TIME.exec(text)
  if (date !== null) {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = date.slice(1, -1).map(Number)
    const atMs = Date.UTC(year, month - 1, day, hour, minute, second) + fraction(date.at(-1) ?? '')
    return { atMs, isFromHost: false, rest: text.slice(date[0].length) }
  }
  const clock = CLOCK.exec(text)
  if (clock !== null) {
    const [hour = 0, minute = 0, second = 0] = clock.slice(1, -1).map(Number)
    const seconds = (hour * MINUTES_PER_HOUR + minute) * SECONDS_PER_MINUTE + second
    const atMs = seconds * MS_PER_SECOND + fraction(clock.at(-1) ?? '')
    return { atMs, isFromHost: false, rest: text.slice(clock[0].length) }
  }
  const [seconds, count = ''] = SECONDS.exec(text) ?? []
  if (seconds === undefined) return { atMs: null, isFromHost: false, rest: text }
  return { atMs: Number(count) * MS_PER_SECOND, isFromHost: false, rest: text.slice(seconds.length) }
}

/**
 * Reads a line of a listing of bytes in hexadecimal: before them, maybe, a time and who sent them, behind them a remark; or
 * a transcript, in which the monitor's answer stands behind an arrow. Out: null for any other line; `blank` where it says nothing.
 */
export function readHexLine(line: string): HexLine | 'blank' | null {
  if (line.startsWith(COMMENT)) return 'blank'
  const arrow = line.indexOf(ARROW)
  const answer = arrow < 0 ? line : line.slice(arrow + ARROW.length).trim()
  if (answer === '') return 'blank'
  const { atMs, isFromHost, rest } = timeOf(answer)
  const sender = SENDER.exec(rest)
  const content = rest
    .slice(sender?.[0].length ?? 0)
    .replace(REMARK, '')
    .trim()
  if (!BYTES.test(content)) return null
  const digits = content.replaceAll(/0x|[ ,:]/gi, '')
  return { atMs, isFromHost: isFromHost || sender?.[1] !== undefined, digits }
}

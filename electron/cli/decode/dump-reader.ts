import { bytesOf } from './hex-reader.ts'
import type { PieceReader } from './piece-reader.ts'

/** A place in the file and bytes there, as xxd, hexdump and od print them; text behind two blanks or a bar is the same bytes again. */
const COLON = /^([0-9a-f]{6,8}): ((?:[0-9a-f]{2,16} ?)+)(?: .*)?$/i
const BARE = /^([0-9a-f]{6,8}) +((?:[0-9a-f]{2} *)+)(?:\|.*)?$/i
const PLACE_ALONE = /^[0-9a-f]{6,8}$/i
/** Lines like the one before are left out. */
const SAME_AGAIN = '*'
const BLANKS = /\s/g
/** Hexadecimal or octal, told by the second place. */
const RADICES = [16, 8] as const
/** A file that is longer than this without lines is no dump. */
const LONGEST_LINE = 4096
/** What the same lines may stand for at most: more is no recording. */
const MOST_REPEATED_BYTES = 0x100_0000

interface Row {
  readonly place: string
  readonly digits: string
}

function readRow(line: string): Row | null {
  const [, place, shown] = COLON.exec(line) ?? BARE.exec(line) ?? []
  if (place !== undefined && shown !== undefined) {
    const digits = shown.replaceAll(BLANKS, '')
    return digits.length % 2 === 0 ? { place, digits } : null
  }
  return PLACE_ALONE.test(line) ? { place: line, digits: '' } : null
}

/** In what the places are written: such that the second line goes on where the first ends; null if none does. */
function radixOf(first: Row, second: Row): number | null {
  if (Number.parseInt(first.place, RADICES[0]) !== 0) return null
  const length = first.digits.length / 2
  return RADICES.find((radix) => length > 0 && Number.parseInt(second.place, radix) === length) ?? null
}

/** Whether a file that begins with these bytes is a dump with places, as xxd, hexdump -C or od -tx1 write one. Out: the radix of its places. */
export function dumpRadix(bytes: Uint8Array): number | null {
  const lines = new TextDecoder('latin1').decode(bytes).split('\n')
  const [first, second] = lines.slice(0, 2).map((line) => readRow(line.trimEnd()))
  if (first === undefined || first === null) return null
  // A file of one line, or whose second line says that it is like the first.
  if (lines.length < 2 || lines[1]?.trim() === '' || lines[1]?.startsWith(SAME_AGAIN) === true)
    return COLON.test(lines[0]?.trimEnd() ?? '') || lines[1]?.startsWith(SAME_AGAIN) === true
      ? RADICES[0]
      : null
  return second === undefined || second === null ? null : radixOf(first, second)
}

/** The bytes of a dump, handed to `bytes`. */
export function dumpReader(radix: number, bytes: (first: Uint8Array) => PieceReader): PieceReader {
  const decoder = new TextDecoder('latin1')
  let inner: PieceReader | null = null
  let rest = ''
  let at = 0
  let last: Uint8Array = new Uint8Array(0)
  let isSame = false
  let wrong = 0

  function give(part: Uint8Array): void {
    if (part.length === 0) return
    inner ??= bytes(part)
    inner.take(part)
    at += part.length
  }

  function take(line: string): void {
    if (line === '') return
    if (line === SAME_AGAIN) {
      isSame = true
      return
    }
    const row = readRow(line)
    const place = row === null ? Number.NaN : Number.parseInt(row.place, radix)
    if (row === null || Number.isNaN(place)) {
      wrong++
      return
    }
    if (isSame && last.length > 0 && place > at && place - at <= MOST_REPEATED_BYTES) {
      while (at < place) give(last.subarray(0, Math.min(last.length, place - at)))
    }
    isSame = false
    // What is missing is missing: the decoder meets it as a gap.
    if (place !== at) wrong++
    at = place
    last = bytesOf(row.digits)
    give(last)
  }

  return {
    take(part) {
      const lines = (rest + decoder.decode(part, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > LONGEST_LINE) {
        wrong++
        rest = ''
      }
      for (const line of lines) take(line.trimEnd())
    },
    end() {
      take(rest.trimEnd())
      const facts = (inner ?? bytes(new Uint8Array(0))).end()
      const note = `${wrong} lines of the dump are none or do not follow the one before: bytes are missing there.`
      return wrong === 0 ? facts : { ...facts, notes: [...facts.notes, note] }
    },
  }
}

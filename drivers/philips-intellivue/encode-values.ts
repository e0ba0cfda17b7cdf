import { ABSOLUTE_TIME, FLOAT, TWIN } from './codes.ts'
import type { Writer } from './writer.ts'

const DECIMAL = 10

/** A FLOAT with so many digits after the point; null is the mantissa that says "not a number". */
export function addFloat(into: Writer, value: number | null, digits: number): void {
  if (value === null) {
    into.u32(TWIN.invalidFloat)
    return
  }
  const mantissa = Math.round(value * DECIMAL ** digits) & FLOAT.mantissaMask
  into.u32(((-digits << FLOAT.exponentShift) | mantissa) >>> 0)
}

/** Text in UTF-16 with its length before it and a zero at its end. */
export function addText(into: Writer, text: string): void {
  into.sized((body) => {
    for (let at = 0; at < text.length; at++) body.u16(text.charCodeAt(at))
    body.u16(0)
  })
}

/** Plain text of one byte a character, padded to an even length. */
export function addLabel(into: Writer, text: string): void {
  into.sized((body) => {
    for (let at = 0; at < text.length; at++) body.u8(text.charCodeAt(at))
    if (text.length % 2 !== 0) body.u8(0)
  })
}

/** A moment as decimal digits, century first; null is "not set". */
export function addAbsoluteTime(into: Writer, utcMs: number | null): void {
  if (utcMs === null) {
    for (let at = 0; at < ABSOLUTE_TIME.bytes; at++) into.u8(ABSOLUTE_TIME.unset)
    return
  }
  const date = new Date(utcMs)
  const year = date.getUTCFullYear()
  const parts = [
    Math.floor(year / ABSOLUTE_TIME.century),
    year % ABSOLUTE_TIME.century,
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
    0,
  ]
  for (const part of parts)
    into.u8((Math.floor(part / DECIMAL) << ABSOLUTE_TIME.digitShift) | (part % DECIMAL))
}

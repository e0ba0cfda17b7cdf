import { checksums } from '../framing/checksum.ts'
import { BYTE, HEX, SHORTEST, SUM_DIGITS } from './codes.ts'

/** One slow message without its sum: an answer, or a command of the device. */
export interface Message {
  readonly type: 'response' | 'command'
  readonly code: number
  /** What follows the code, as letters. */
  readonly text: string
}

/** Two upper-case hexadecimal digits. */
export function hexByte(value: number): string {
  return value.toString(HEX).toUpperCase().padStart(SUM_DIGITS, '0')
}

/** Bytes of a text whose letters are bytes. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}

/** A slow message with its sum and end, for the wire. */
export function messageBytes(start: number, code: number, text = ''): Uint8Array {
  const body = `${String.fromCharCode(start, code)}${text}`
  const bytes = bytesOf(body)
  return bytesOf(`${body}${hexByte(checksums.sum8(bytes, 0, bytes.length))}${String.fromCharCode(BYTE.end)}`)
}

export const commandBytes = (code: number, text = ''): Uint8Array =>
  messageBytes(BYTE.commandStart, code, text)
export const responseBytes = (code: number, text = ''): Uint8Array =>
  messageBytes(BYTE.responseStart, code, text)

/** Whether a byte may stand in a message behind its code. */
function isText(byte: number): boolean {
  return (byte >= BYTE.lowestText && byte <= BYTE.highestText) || byte === BYTE.textEnd
}

/** Why a message (from its start to its sum) is refused, or null if it holds. */
export function problemOf(bytes: Uint8Array): 'short' | 'checksum' | null {
  if (bytes.length < SHORTEST) return 'short'
  if (!bytes.subarray(2).every(isText)) return 'checksum'
  const body = bytes.length - SUM_DIGITS
  const sum = String.fromCharCode(...bytes.subarray(body))
  return hexByte(checksums.sum8(bytes, 0, body)) === sum ? null : 'checksum'
}

/** Reads a message that holds. */
export function readMessage(bytes: Uint8Array): Message {
  const [start = 0, code = 0] = bytes
  let text = ''
  for (const byte of bytes.subarray(2, bytes.length - SUM_DIGITS)) text += String.fromCharCode(byte)
  return { type: start === BYTE.commandStart ? 'command' : 'response', code, text }
}

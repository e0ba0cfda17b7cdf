import { checksums } from '../framing/checksum.ts'
import { BYTE, BYTES, HEX } from './codes.ts'

function hexOf(byte: number): string {
  return byte.toString(HEX).toUpperCase().padStart(BYTES.check, '0')
}

/** A text with its check and its end, as both sides send it (manual: XOR of all its bytes, two digits). */
export function textBytes(text: string): Uint8Array {
  // The connection is checked by the end alone.
  if (text === '') return Uint8Array.of(BYTE.end)
  const letters = Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  const check = hexOf(checksums.xor8(letters, 0, letters.length))
  return Uint8Array.of(...letters, ...Array.from(check, (digit) => digit.charCodeAt(0)), BYTE.end)
}

/** The text of a whole message whose check holds; null: it does not, or there is no text. */
export function textOf(message: Uint8Array): string | null {
  const at = message.length - 1 - BYTES.check
  if (at < 1 || message[message.length - 1] !== BYTE.end) return null
  const check = String.fromCharCode(...message.subarray(at, at + BYTES.check))
  if (hexOf(checksums.xor8(message, 0, at)) !== check) return null
  let text = ''
  for (const byte of message.subarray(0, at)) text += String.fromCharCode(byte)
  return text
}

/** Whether a byte may stand in a text. */
export function isText(byte: number): boolean {
  return byte >= BYTE.lowestText && byte <= BYTE.highestText
}

/** What the check of a block covers: the flag too, as one driver does and the manual's words allow, or not. */
export type Cover = 'flag' | 'noFlag'

/** The check of a block whose end is its last but one byte. */
export function blockCheck(block: Uint8Array, cover: Cover): number {
  return checksums.xor8(block, cover === 'flag' ? 0 : 1, block.length - 1)
}

/** What the check of a whole block covers; null: it does not hold either way. */
export function coverOf(block: Uint8Array): Cover | null {
  const check = block[block.length - 1]
  if (blockCheck(block, 'flag') === check) return 'flag'
  return blockCheck(block, 'noFlag') === check ? 'noFlag' : null
}

import { z } from 'zod'
import { checksums } from '../framing/checksum.ts'
import { HEX, LINE } from './codes.ts'

/** One notification as the bridge passes it on; more keys are allowed and ignored. */
const notification = z.object({
  mac: z
    .string()
    .regex(/^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}$/)
    .transform((text) => text.toUpperCase()),
  chr: z
    .string()
    .regex(/^[0-9A-Fa-f]{4}$/)
    .transform((text) => text.toUpperCase()),
  hex: z.string().regex(new RegExp(`^([0-9A-Fa-f]{2}){1,${LINE.mostPayloadBytes}}$`)),
})

export interface Notification {
  /** Address of the wearable, upper case. */
  readonly mac: string
  /** Assigned number of the characteristic, four digits in upper case. */
  readonly chr: string
  readonly payload: Uint8Array
}

function checkOf(json: string): string {
  const bytes = Uint8Array.from(json, (letter) => letter.charCodeAt(0))
  return checksums
    .crc16X25(bytes, 0, bytes.length)
    .toString(HEX)
    .toUpperCase()
    .padStart(LINE.checkDigits, '0')
}

/** A JSON text with its check, as the bridge writes it, without a line end. */
export function lineOf(json: string): string {
  return `${json}${LINE.star}${checkOf(json)}`
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

/** Reads one line. Out: the notification, `other` for a good line that is none, or why it is refused. */
export function readLine(text: string): Notification | 'other' | 'checksum' {
  const [, json = '', check = ''] = LINE.form.exec(text) ?? []
  if (json === '' || checkOf(json) !== check) return 'checksum'
  const read = notification.safeParse(parsed(json))
  if (!read.success) return 'other'
  const { mac, chr, hex } = read.data
  const pairs = hex.match(/../g) ?? []
  return { mac, chr, payload: Uint8Array.from(pairs, (pair) => Number.parseInt(pair, HEX)) }
}

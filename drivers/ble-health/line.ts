import { checksums } from '../framing/checksum.ts'
import { HEX, LINE } from './codes.ts'

export interface Notification {
  /** Address of the wearable, upper case. */
  readonly mac: string
  /** Assigned number of the characteristic, four digits in upper case. */
  readonly chr: string
  readonly payload: Uint8Array
}

const ADDRESS = /^[0-9A-F]{2}(:[0-9A-F]{2}){5}$/
const NUMBER = /^[0-9A-F]{4}$/
const PAYLOAD = new RegExp(`^([0-9A-F]{2}){1,${LINE.mostPayloadBytes}}$`)
/** One key of a flat object with its text; numbers and other words are passed over. */
const PAIR = /"([a-z]+)" *: *(?:"([^"\\]*)"|-?[\d.]+|true|false|null) *(?=[,}])/g

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

/** Reads one line. Out: the notification, `other` for a good line that is none, or why it is refused. */
export function readLine(text: string): Notification | 'other' | 'checksum' {
  const [, json = '', check = ''] = LINE.form.exec(text) ?? []
  if (json === '' || checkOf(json) !== check) return 'checksum'
  const fields = new Map(
    [...json.matchAll(PAIR)].map(([, key = '', value = '']) => [key, value.toUpperCase()] as const),
  )
  const [mac = '', chr = '', hex = ''] = ['mac', 'chr', 'hex'].map((key) => fields.get(key))
  if (!ADDRESS.test(mac) || !NUMBER.test(chr) || !PAYLOAD.test(hex)) return 'other'
  const pairs = hex.match(/../g) ?? []
  return { mac, chr, payload: Uint8Array.from(pairs, (pair) => Number.parseInt(pair, HEX)) }
}

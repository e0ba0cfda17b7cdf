/** The WHATWG coders that Node and every browser have; declared here because drivers see neither's types. */
declare const TextDecoder: new (
  label: string,
  options?: { readonly fatal?: boolean },
) => { decode(bytes: Uint8Array): string }
declare const TextEncoder: new () => { encode(text: string): Uint8Array }

/** HL7 table 0211 as far as the coders know it: MSH-18 value, WHATWG label. */
const LABELS: ReadonlyMap<string, string> = new Map([
  ['UNICODE UTF-8', 'utf-8'],
  ['UNICODE', 'utf-8'],
  ['UTF-8', 'utf-8'],
  ['UNICODE UTF-16', 'utf-16le'],
  ['8859/1', 'iso-8859-1'],
  ['8859/2', 'iso-8859-2'],
  ['8859/3', 'iso-8859-3'],
  ['8859/4', 'iso-8859-4'],
  ['8859/5', 'iso-8859-5'],
  ['8859/6', 'iso-8859-6'],
  ['8859/7', 'iso-8859-7'],
  ['8859/8', 'iso-8859-8'],
  ['8859/9', 'iso-8859-9'],
  ['8859/15', 'iso-8859-15'],
])

/** Text as UTF-8 bytes. */
export function utf8Bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/**
 * Bytes as text by an MSH-18 value. Without one (or ASCII, or a value nobody
 * knows) UTF-8 is tried first and Latin-1 taken if the bytes are no UTF-8, as
 * older senders say ASCII and send umlauts. Never throws; a byte that fits
 * nowhere becomes U+FFFD.
 */
export function decodeBytes(bytes: Uint8Array, charset = ''): string {
  const label = LABELS.get(charset.trim().toUpperCase())
  if (label !== undefined) return new TextDecoder(label).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('iso-8859-1').decode(bytes)
  }
}

/** How many characters of the header are enough to hold MSH-18. */
const HEADER_BYTES = 1024
const CHARSET_FIELD = 18

/** A whole received message as text, in the character set that its own MSH-18 names. */
export function decodeMessage(bytes: Uint8Array): string {
  const header = new TextDecoder('iso-8859-1').decode(bytes.subarray(0, HEADER_BYTES))
  const start = header.indexOf('MSH')
  const separator = header[start + 3]
  if (start === -1 || separator === undefined) return decodeBytes(bytes)
  const line = header.slice(start).split(/[\r\n]/, 1)[0] ?? ''
  // Field 1 is the separator itself, so MSH-18 is the 18th part of the split line.
  const charset = line.split(separator)[CHARSET_FIELD - 1] ?? ''
  return decodeBytes(bytes, charset.split(/[~^]/, 1)[0])
}

import { createHash } from 'node:crypto'

const SHOWN_DIGITS = 16

/**
 * Short check figure of a page: the first 16 hex digits of SHA-256 over its canonical
 * JSON, upper case, in groups of four. Two prints of the same facts carry the same figure.
 */
export function recordCheckOf(content: object): string {
  const digest = createHash('sha256').update(canonicalJson(content)).digest('hex')
  return (digest.slice(0, SHOWN_DIGITS).toUpperCase().match(/.{4}/g) ?? []).join(' ')
}

/** JSON with keys in code-unit order and no spaces, so that the same facts give the same text. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, member]) => member !== undefined)
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}

import { BlockList, isIP } from 'node:net'

/** Longest prefix of a range, by version of the protocol. */
const LONGEST_PREFIX = { ipv4: 32, ipv6: 128 } as const
/** What IPv6 sockets put before the IPv4 address of a peer (RFC 4291, 2.5.5.2). */
const MAPPED = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i

interface Range {
  readonly address: string
  readonly family: 'ipv4' | 'ipv6'
  readonly prefix: number
}

/** Reads an address or `ADDRESS/BITS`; null if it is neither. */
function readRange(text: string): Range | null {
  const [address = '', bits, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || address.includes('%') || rest.length > 0) return null
  const family = version === 4 ? 'ipv4' : 'ipv6'
  if (bits === undefined) return { address, family, prefix: LONGEST_PREFIX[family] }
  const prefix = Number(bits)
  return /^\d{1,3}$/.test(bits) && prefix <= LONGEST_PREFIX[family] ? { address, family, prefix } : null
}

function listOf(ranges: readonly Range[]): BlockList {
  const list = new BlockList()
  for (const { address, family, prefix } of ranges) list.addSubnet(address, prefix, family)
  return list
}

function rangesOf(senders: readonly string[]): Range[] {
  return senders.flatMap((text) => readRange(text) ?? [])
}

/** Whether a text names one sender or a range of them: an IP address, or `ADDRESS/BITS`. */
export function isSender(text: string): boolean {
  return readRange(text) !== null
}

/** The address of a peer as people write it: an IPv4 address that came over IPv6 loses its prefix. */
export function plainAddress(address: string): string {
  return address.replace(MAPPED, '')
}

/** Whether an address is one of the senders or lies in one of their ranges. In: a plain address. */
export function isAllowed(address: string, senders: readonly string[]): boolean {
  const range = readRange(address)
  return range !== null && listOf(rangesOf(senders)).check(address, range.family)
}

/** Whether some address belongs to both lists. */
export function sendersMeet(one: readonly string[], other: readonly string[]): boolean {
  const [left, right] = [rangesOf(one), rangesOf(other)]
  const [leftList, rightList] = [listOf(left), listOf(right)]
  // Two ranges meet only if one holds the first address of the other.
  return (
    left.some(({ address, family }) => rightList.check(address, family)) ||
    right.some(({ address, family }) => leftList.check(address, family))
  )
}

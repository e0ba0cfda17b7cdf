import { createHash } from 'node:crypto'
import { networkInterfaces } from 'node:os'
import { crc32 } from 'node:zlib'
import type { Channel } from '../../../drivers/model/channel.ts'
import { termById } from '../../../drivers/model/terms.ts'
import { BRANCHES, type Branch, LOCAL_BRANCH } from './oru-codes.ts'

const NO_MAC = '00:00:00:00:00:00'
const EUI_DIGITS = 16
const LOCALLY_MADE = '02'
const HIGHEST_NUMBERED_SOURCE = 99
const NAMED_SOURCES = 900
const LOWEST_LOCAL_METRIC = 1_000_000
const LOCAL_METRICS = 9_000_000

/** Where a metric stands in the containment tree (OBX-4): the same on every message of every station. */
export interface Place {
  readonly branch: Branch
  readonly channel: number
  readonly metric: number
}

/**
 * The place of a channel, from its term and source alone: kinds of parameter have a
 * fixed branch, sources keep their number (`t2` is 2) or get one from their name, a
 * metric is its MDC code (INTEROP 1.2).
 */
export function placeOf(channel: Pick<Channel, 'id' | 'source' | 'code'>): Place {
  const group = termById(channel.id)?.group
  const numbered = Number(/(\d+)$/.exec(channel.source)?.[1] ?? 0)
  const hasNumber = numbered >= 1 && numbered <= HIGHEST_NUMBERED_SOURCE
  return {
    branch: group === undefined ? LOCAL_BRANCH : BRANCHES[group],
    channel: hasNumber ? numbered : HIGHEST_NUMBERED_SOURCE + 1 + (crc32(channel.source) % NAMED_SOURCES),
    metric: channel.code ?? LOWEST_LOCAL_METRIC + (crc32(channel.id) % LOCAL_METRICS),
  }
}

/**
 * The station's EUI-64 (MSH-3): the first network card's address with FFFE in its
 * middle, or, on a PC without one, a locally made one from the station's name.
 */
export function stationEui64(
  station: string,
  cards: ReturnType<typeof networkInterfaces> = networkInterfaces(),
): string {
  for (const card of Object.values(cards).flat()) {
    if (card === undefined || card.internal || card.mac === NO_MAC) continue
    const digits = card.mac.replaceAll(':', '').toUpperCase()
    return `${digits.slice(0, 6)}FFFE${digits.slice(6)}`
  }
  const digest = createHash('sha256').update(station).digest('hex').toUpperCase()
  return `${LOCALLY_MADE}${digest}`.slice(0, EUI_DIGITS)
}

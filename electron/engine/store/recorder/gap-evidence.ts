import type { LinkCause } from '../../../ipc/views.ts'
import type { LinkChange } from '../../bus.ts'
import type { GapCause } from '../types.ts'

/** Fewer damaged frames than this on a line without a good one may be chance among noise. */
const STORM_FRAMES = 3

/** Why a line brings nothing, for the ledger: bytes that come as damaged frames are another thing than bytes of no kind. */
export function lineCause(cause: LinkCause, { seen }: Pick<LinkChange, 'seen'>): GapCause {
  return cause === 'noFrames' && seen.badSinceGood >= STORM_FRAMES ? 'checksumStorm' : cause
}

/** What was seen of a line that brings nothing, in one sentence for the gap ledger. Times in UTC. */
export function lineEvidence({ link, seen }: Pick<LinkChange, 'link' | 'seen'>): string {
  const { lastGoodUtcMs, bytesSinceGood, badSinceGood } = seen
  const last = lastGoodUtcMs === null ? 'never' : new Date(lastGoodUtcMs).toISOString()
  const came = `last good frame: ${last}; since then ${bytesSinceGood} bytes, ${badSinceGood} damaged frames`
  const notes = link.notes.length === 0 ? '' : `; ${link.notes.join(' ')}`
  return `${link.phase}: ${link.target}; ${came}${notes}`
}

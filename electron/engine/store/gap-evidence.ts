import type { LinkChange } from '../bus.ts'

/** What was seen of a line that brings nothing, in one sentence for the gap ledger. Times in UTC. */
export function lineEvidence({ link, seen }: Pick<LinkChange, 'link' | 'seen'>): string {
  const { lastGoodUtcMs, bytesSinceGood, badSinceGood } = seen
  const last = lastGoodUtcMs === null ? 'never' : new Date(lastGoodUtcMs).toISOString()
  const came = `last good frame: ${last}; since then ${bytesSinceGood} bytes, ${badSinceGood} damaged frames`
  const notes = link.notes.length === 0 ? '' : `; ${link.notes.join(' ')}`
  return `${link.phase}: ${link.target}; ${came}${notes}`
}

import { takesFrom } from '../read/gap-scope.ts'
import type { StoredGap, StoreReader } from '../types.ts'

const MS_PER_S = 1_000
/** Gaps are kept in whole milliseconds, samples lie between them. */
const ROUNDING_MS = 2
/** Two stretches of a wave that are further apart than this share of a sample's time lack a sample between them. */
const LACKING_SHARE = 0.5
/** A gap of the bed begins where the last of its waves ends: those whose packet ended before it are short of it by one. */
const PACKET_MS = 300

interface Stretch {
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

/**
 * Stretches of a bed, from its first wave to its last, for which a wave channel has no samples and the ledger no
 * row; a sentence each. `from` leaves out what lies before.
 */
export function untoldHoles(reader: StoreReader, bed: string, fromUtcMs: number): string[] {
  const gaps = reader.gaps(bed, fromUtcMs, Number.MAX_SAFE_INTEGER)
  return reader.channels(bed).flatMap(({ number, channel }) => {
    if (channel.kind !== 'wave') return []
    const data = reader.waves(number, fromUtcMs, Number.MAX_SAFE_INTEGER).map((piece) => ({
      fromUtcMs: piece.startUtcMs,
      toUtcMs: piece.startUtcMs + (piece.samples.length * MS_PER_S) / channel.rateHz,
    }))
    const told = gaps.filter((gap) => takesFrom(gap, { number, channel }))
    const slackMs = ROUNDING_MS + (LACKING_SHARE * MS_PER_S) / channel.rateHz
    return holesOf(data, told, slackMs).map(
      (hole) =>
        `${bed} ${channel.key}: nothing from ${hole.fromUtcMs} to ${hole.toUtcMs}, and no gap says why`,
    )
  })
}

function holesOf(data: readonly Stretch[], told: readonly StoredGap[], dataSlackMs: number): Stretch[] {
  const last = data.at(-1)?.toUtcMs ?? Number.NEGATIVE_INFINITY
  const holes: Stretch[] = []
  let knownUtcMs = data[0]?.toUtcMs ?? Number.POSITIVE_INFINITY
  const gaps = told.map(({ fromUtcMs, toUtcMs }) => ({ fromUtcMs, toUtcMs, slackMs: PACKET_MS }))
  const all = [...data.map((piece) => ({ ...piece, slackMs: dataSlackMs })), ...gaps]
  for (const stretch of all.sort((a, b) => a.fromUtcMs - b.fromUtcMs)) {
    if (stretch.fromUtcMs > knownUtcMs + stretch.slackMs && stretch.fromUtcMs <= last) {
      holes.push({ fromUtcMs: knownUtcMs, toUtcMs: stretch.fromUtcMs })
    }
    knownUtcMs = Math.max(knownUtcMs, stretch.toUtcMs)
  }
  return holes
}

import { clamp } from '../signal/ranks.ts'
import type { Peak } from './ecg-front.ts'
import { EVIDENCE, JUDGE } from './qrs-table.ts'
import type { Usual } from './usual.ts'

/** A candidate and how much it is like the last beats (correlation, -1 to 1). */
export interface Candidate extends Peak {
  readonly likeness: number
  isWeak: boolean
  isTaken: boolean
}

/**
 * Whether a bump so soon after a beat is its T wave: flatter than the beat, unless T
 * waves of this lead have been far lower (then it is an early beat).
 */
export function isTWave(candidate: Candidate, from: Peak, usual: Usual): boolean {
  const since = candidate.at - from.at
  const isTall = from.height > EVIDENCE.plainBeat * usual.height
  if (isTall && since < EVIDENCE.lateTWaveEnds) {
    if (candidate.height < EVIDENCE.lateTWaveShare * from.height) return true
  }
  if (since >= JUDGE.tWaveEnds) return false
  const beat = Math.min(from.height, EVIDENCE.tallBeat * usual.height)
  if (candidate.height >= JUDGE.tWaveShare * beat) return false
  const isPlain =
    from.height < EVIDENCE.plainBeat * usual.height && from.span < EVIDENCE.plainBeat * usual.span
  const limit = Math.max(EVIDENCE.aboveTWaves * usual.tWave, EVIDENCE.lowestEarly * usual.height)
  return !(isPlain && candidate.height > limit)
}

/**
 * Between two beats no further apart than usual: something unlike a beat and smaller than
 * both is an intruder. An interpolated beat of the ventricle is larger; it stays.
 */
export function isIntruder(candidate: Candidate, before: Candidate, next: Candidate, usual: Usual): boolean {
  const gap = next.at - before.at
  if (gap > EVIDENCE.oneDistance * usual.rr) return false
  const { likeness } = candidate
  const isNotLarger =
    candidate.height < EVIDENCE.larger * Math.max(before.height, next.height) &&
    candidate.span < EVIDENCE.larger * usual.span
  const isOnTime = usual.isRegular && Math.abs(gap - usual.rr) < EVIDENCE.onTime * usual.rr
  if (isOnTime && isNotLarger && likeness < EVIDENCE.alike) return true
  const heightRatio = (2 * candidate.height) / (before.height + next.height)
  const spanRatio = (2 * candidate.span) / (before.span + next.span)
  if (likeness < EVIDENCE.unlike && heightRatio * spanRatio < EVIDENCE.smaller) return true
  const others = Math.min(before.likeness, next.likeness)
  return isNotLarger && likeness < EVIDENCE.doubtful && others > likeness + EVIDENCE.clearlyMoreAlike
}

/** How strong a candidate is, as a share of the usual beat: slope and size together. */
export function strengthOf(candidate: Candidate, usual: Usual): number {
  const height = candidate.height / usual.height
  const span = usual.span > 0 ? Math.min(EVIDENCE.largestSpan, candidate.span / usual.span) : height
  return Math.sqrt(height * span)
}

/**
 * The strength a weak candidate needs by its place: much where a beat is not due, little
 * where one is missing, and more the higher the noise. In: samples since the beat before
 * and until the one after, and whether samples are missing since then: a silence that a gap
 * explains is no reason to expect a beat.
 */
export function neededStrength(
  candidate: Candidate,
  since: number,
  until: number,
  usual: Usual,
  isAfterGap: boolean,
): number {
  const { rr, pause } = usual
  const noise = usual.noise / usual.height
  const gap = since + until
  const isFarFromBoth = Math.min(since, until) > EVIDENCE.farFromBeats
  const isNotDue =
    !isFarFromBoth &&
    (gap < EVIDENCE.twoDistances * rr || gap < EVIDENCE.longPause * pause || until < EVIDENCE.tooNear * rr)
  const isMissing = until > EVIDENCE.fullDistance * rr || since > EVIDENCE.mostOfDistance * rr
  const row = isNotDue || isAfterGap ? EVIDENCE.notDue : isMissing ? EVIDENCE.missing : EVIDENCE.between
  let needed = clamp(row.base + row.perNoise * noise, row.least, row.most)
  if (candidate.likeness > EVIDENCE.alike) needed *= EVIDENCE.alikeFactor
  else if (candidate.likeness < EVIDENCE.leastAlike) needed *= EVIDENCE.unlikeFactor
  return since < JUDGE.tWaveEnds ? Math.max(needed, EVIDENCE.leastInTWave) : needed
}

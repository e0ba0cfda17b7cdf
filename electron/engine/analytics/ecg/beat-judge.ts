import type { History } from '../signal/moving.ts'
import { middle } from '../signal/ranks.ts'
import type { Peak } from './ecg-front.ts'
import { type Candidate, isIntruder, isTWave, neededStrength, strengthOf } from './evidence.ts'
import { EVIDENCE, FRONT, JUDGE } from './qrs-table.ts'
import { cutSnippet, likeness, typicalShape } from './shape.ts'
import { Usual } from './usual.ts'

/**
 * Decides which candidates are beats, with a look ahead of at most one beat distance:
 * strong ones unless their place speaks against it, then weak ones between two beats,
 * the strongest first, then what a long silence may have missed (search-back). In time
 * order, each beat once.
 */
export class BeatJudge {
  readonly usual = new Usual()
  private readonly trace: History
  private readonly onBeat: (beat: Candidate, typicality: number) => void
  private readonly pending: Candidate[] = []
  private last: Candidate | null = null
  private isLearning = true
  private gapAt = -1

  constructor(trace: History, onBeat: (beat: Candidate, typicality: number) => void) {
    this.trace = trace
    this.onBeat = onBeat
  }

  candidate(peak: Peak): void {
    const { shapes } = this.usual
    const like = shapes.length === 0 ? 0 : likeness(this.trace, peak.at, shapes)
    this.pending.push({ ...peak, likeness: like, isWeak: false, isTaken: false })
  }

  /** Decides what can be decided at sample `now`. In: also the last missing sample, -1 if there was none. */
  tick(now: number, gapAt: number): void {
    this.gapAt = gapAt
    if (this.pending.length === 0) return
    if (this.isLearning) {
      const start = gapAt + 1
      while ((this.pending[0]?.at ?? now) < start) this.pending.shift()
      if (now - start < JUDGE.learn || this.pending.length === 0) return
      this.usual.start(this.highestOfEachSecond(start))
      if (this.usual.height === 0) return
      this.isLearning = false
    }
    while (this.step(now)) {}
  }

  private highestOfEachSecond(start: number): number[] {
    const tops: number[] = []
    for (let from = start; from < start + JUDGE.learn; from += JUDGE.learnSpan) {
      const here = this.pending.filter(({ at }) => at >= from && at < from + JUDGE.learnSpan)
      tops.push(Math.max(0, ...here.map(({ height }) => height)))
    }
    return middle(tops) === 0 ? this.pending.map(({ height }) => height) : tops
  }

  private isHigh({ height, isWeak }: Candidate): boolean {
    const { noise, height: usual } = this.usual
    return !isWeak && height >= noise + JUDGE.strong * (usual - noise)
  }

  private isStrong(candidate: Candidate): boolean {
    const { last } = this
    if (!this.isHigh(candidate)) return false
    if (last === null) return true
    return candidate.at - last.at >= JUDGE.refractory && !isTWave(candidate, last, this.usual)
  }

  private step(now: number): boolean {
    const { pending, last } = this
    const index = pending.findIndex((candidate) => this.isStrong(candidate))
    const strong = pending[index]
    if (strong === undefined) return this.searchBack(now)
    const next = pending.find(
      (candidate, place) =>
        place > index && this.isHigh(candidate) && candidate.at - strong.at >= JUDGE.refractory,
    )
    const lookAhead = Math.min(JUDGE.longestWait, this.usual.rr) + FRONT.pickDelay
    if (next === undefined && now - strong.at < lookAhead) return false
    if (next !== undefined && last !== null && isIntruder(strong, last, next, this.usual)) {
      strong.isWeak = true
      return true
    }
    this.accept(strong)
    return true
  }

  private searchBack(now: number): boolean {
    const { last, usual } = this
    if (last === null || now - last.at < JUDGE.searchBack * usual.rr + FRONT.pickDelay) return false
    const best = this.strongest(last, now, JUDGE.tWaveEnds, EVIDENCE.halfDistance * usual.rr)
    if (best === null) this.forget(now)
    else this.accept(best)
    return best !== null
  }

  /** The highest weak candidate that is strong enough for its place. */
  private strongest(from: Candidate, to: number, since: number, until: number): Candidate | null {
    let best: Candidate | null = null
    for (const candidate of this.pending) {
      const { at, height, isTaken } = candidate
      if (isTaken || at - from.at < since || to - at < until || height <= (best?.height ?? 0)) continue
      if (isTWave(candidate, from, this.usual)) continue
      const needed = neededStrength(candidate, at - from.at, to - at, this.usual, this.gapAt > from.at)
      if (strengthOf(candidate, this.usual) >= needed) best = candidate
    }
    return best
  }

  /** What is older than the trace can no longer be judged. */
  private forget(now: number): void {
    while ((this.pending[0]?.at ?? now) < now - FRONT.historySamples / 2) {
      const old = this.pending.shift()
      if (old !== undefined) this.usual.noBeat(old.height)
    }
  }

  private accept(beat: Candidate): void {
    const before = this.last
    this.between(before, beat)
    this.take(beat)
    let tWave = 0
    while ((this.pending[0]?.at ?? Number.POSITIVE_INFINITY) <= beat.at) {
      const passed = this.pending.shift()
      if (passed === undefined || passed.isTaken) continue
      this.usual.noBeat(passed.height)
      if (before !== null && passed.at - before.at < JUDGE.tWaveEnds) tWave = Math.max(tWave, passed.height)
    }
    this.usual.afterBeat(tWave)
  }

  private between(from: Candidate | null, to: Candidate): void {
    if (from === null) return
    const best = this.strongest(from, to.at, JUDGE.refractory, JUDGE.refractory)
    if (best === null) return
    best.isTaken = true
    this.between(from, best)
    this.take(best)
    this.between(best, to)
  }

  private take(beat: Candidate): void {
    const distance = this.last === null ? null : beat.at - this.last.at
    beat.isTaken = true
    const typical = typicalShape(this.usual.shapes)
    const typicality = typical === null ? 1 : likeness(this.trace, beat.at, [typical])
    this.usual.beat(beat.height, beat.span, distance, cutSnippet(this.trace, beat.at))
    this.last = beat
    this.onBeat(beat, typicality)
  }
}

import type { WaveChannel } from '../../../drivers/model/channel.ts'
import type { Numeric } from '../../../drivers/model/measurement.ts'
import type { AlarmEvidence, BedAnalysis, CountedRate, WaveAnalysis } from '../../ipc/analysis.ts'
import { SAYS_VERSION } from '../analytics/corroborate/says.ts'
import { type Finder, type PulseWitness, RhythmFindings } from '../analytics/rhythm/findings.ts'
import type { TimedWave } from '../bus.ts'
import { BreathLane } from './breath-lane.ts'
import { EcgLane } from './ecg-lane.ts'
import { IntervalFeed } from './interval-feed.ts'
import type { Lane } from './lane.ts'
import { PulseLane } from './pulse-lane.ts'
import type { FoundRhythm } from './rhythm-alarms.ts'
import { WaveFeed } from './wave-feed.ts'
import { isFavourite, MOST_OF_ROLE, roleOf, type WaveRole } from './wave-roles.ts'

/** A wave that has brought nothing for so long says nothing about now. */
const STALE_MS = 3_000
const MS_PER_S = 1_000
const RATES = ['ecg', 'pulse', 'breath'] as const satisfies readonly WaveRole[]

interface Read {
  readonly role: WaveRole
  readonly feed: WaveFeed
}

function laneOf(role: WaveRole, { rateHz, unit }: WaveChannel): Lane {
  if (role === 'pulse') return new PulseLane(rateHz)
  if (role === 'breath') return new BreathLane(rateHz)
  return new EcgLane(rateHz, unit === 'mV' || unit === 'uV')
}

function isSame(one: WaveChannel, other: WaveChannel): boolean {
  return (
    one === other ||
    (one.rateHz === other.rateHz &&
      one.gain === other.gain &&
      one.offset === other.offset &&
      one.unit === other.unit)
  )
}

/** Vigil's own analysis of the waves of one bed. Times UTC ms of the station. */
export class BedAnalyser {
  readonly #reads = new Map<string, Read>()
  readonly #findings = new RhythmFindings()
  #intervals = new IntervalFeed()

  /** Whether nothing is read. */
  get isEmpty(): boolean {
    return this.#reads.size === 0 && this.#intervals.isEmpty
  }

  /** Whether the monitor marks pacemaker pulses on any wave. */
  get isPaced(): boolean {
    return [...this.#reads.values()].some(({ feed }) => feed.lane.isPaced())
  }

  take(timed: TimedWave): void {
    const { wave } = timed
    const { channel } = wave
    if (wave.isPast === true || !(channel.rateHz > 0)) return
    const known = this.#reads.get(channel.key)
    if (known !== undefined && isSame(known.feed.channel, channel)) known.feed.take(timed)
    else this.#begin(channel)?.take(timed)
  }

  /** The line was away, somebody else lies in the bed or samples were left out: all starts anew. */
  reset(): void {
    this.#reads.clear()
    this.#findings.reset()
    this.#intervals = new IntervalFeed()
  }

  /** A distance of beats came as a number. */
  takeInterval(numeric: Numeric, atUtcMs: number): void {
    this.#intervals.take(numeric, atUtcMs)
  }

  /** The rhythms of now, the most urgent first: of the leads, and of distances where no lead is read. */
  rhythms(nowUtcMs: number): FoundRhythm[] {
    const feeds = [...this.#reads.values()].map(({ feed }) => feed).filter((feed) => !isStale(feed, nowUtcMs))
    const leads = feeds.map((feed) => finderOf(feed)).filter((finder) => finder !== null)
    const strap = this.#intervals.finder(nowUtcMs)
    const finders = leads.length > 0 || strap === null ? leads : [strap]
    const witnesses = () => feeds.flatMap(({ lane }) => pulseOf(lane) ?? [])
    return this.#findings
      .judge(nowUtcMs / MS_PER_S, finders, witnesses)
      .map(({ kind, sinceSeconds }) => ({ kind, sinceUtcMs: Math.round(sinceSeconds * MS_PER_S) }))
  }

  view(nowUtcMs: number): BedAnalysis {
    const reads = [...this.#reads.values()]
    return {
      waves: reads.map(({ feed }) => waveOf(feed, nowUtcMs)),
      rates: RATES.flatMap((role) => rateOf(reads, role, nowUtcMs)),
    }
  }

  /** What the waves showed up to a moment some seconds ago; null where they can say nothing at all. */
  evidence(atUtcMs: number): AlarmEvidence | null {
    const witnesses = [...this.#reads.values()].flatMap(({ feed }) => {
      const found = feed.lane.witness(feed.secondsAt(atUtcMs))
      if (found === null) return []
      const perMinute = found.perMinute === null ? null : Math.round(found.perMinute)
      return [{ ...found, perMinute, label: feed.channel.label }]
    })
    return witnesses.length === 0 ? null : { version: SAYS_VERSION, witnesses }
  }

  #begin(channel: WaveChannel): WaveFeed | null {
    this.#reads.delete(channel.key)
    const role = roleOf(channel)
    if (role === null) return null
    // The same input of the device under another name takes its place.
    for (const [key, { feed }] of this.#reads) {
      if (feed.channel.source === channel.source && feed.channel.vendor === channel.vendor)
        this.#reads.delete(key)
    }
    const others = [...this.#reads.values()].filter((read) => read.role === role)
    if (others.length >= MOST_OF_ROLE[role]) return null
    const feed = new WaveFeed(channel, () => laneOf(role, channel))
    this.#reads.set(channel.key, { role, feed })
    return feed
  }
}

/** What a lead has found, on the time line of the bed; null for other waves and while it cannot be read. */
function finderOf(feed: WaveFeed): Finder | null {
  const finder = feed.lane instanceof EcgLane ? feed.lane.finder() : null
  if (finder === null) return null
  const found = finder.found.map(({ kind, sinceSeconds }) => ({
    kind,
    sinceSeconds: feed.utcMsAt(sinceSeconds) / MS_PER_S,
  }))
  return { found }
}

function pulseOf(lane: Lane): PulseWitness | null {
  return lane instanceof PulseLane ? lane.pulse() : null
}

function isStale({ nextUtcMs }: WaveFeed, nowUtcMs: number): boolean {
  return nextUtcMs === null || Math.abs(nowUtcMs - nextUtcMs) > STALE_MS
}

function waveOf(feed: WaveFeed, nowUtcMs: number): WaveAnalysis {
  const { key } = feed.channel
  if (isStale(feed, nowUtcMs)) return { key, grade: 'bad', reasons: ['missing'], isPaced: false }
  return { key, ...feed.lane.grade(), isPaced: feed.lane.isPaced() }
}

/** The rate of the first wave of a role that has one; else why its first wave has none. */
function rateOf(reads: readonly Read[], of: WaveRole, nowUtcMs: number): CountedRate[] {
  const feeds = reads
    .filter(({ role }) => role === of)
    .map(({ feed }) => feed)
    .sort((a, b) => Number(isFavourite(b.channel)) - Number(isFavourite(a.channel)))
  const rates = feeds.map((feed): CountedRate => {
    const { label } = feed.channel
    const rate = { ...feed.lane.rate(), label }
    if (isStale(feed, nowUtcMs)) return { ...rate, perMinute: null, why: 'missing' }
    return rate.perMinute === null ? rate : { ...rate, perMinute: Math.round(rate.perMinute) }
  })
  const first = rates.find(({ perMinute }) => perMinute !== null) ?? rates[0]
  return first === undefined ? [] : [first]
}

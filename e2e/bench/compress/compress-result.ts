import { type Circumstances, circumstances } from '../circumstances.ts'
import type { Machine } from '../machine.ts'
import { type Figures, figuresOf, oneDecimal } from '../statistics.ts'
import type { CompressRun } from './compress.ts'
import type { Taken } from './own-messages.ts'
import { type RatioSummary, ratioSummary, threeDecimals } from './ratios.ts'
import { FLAC_SIDE, OWN_SIDE } from './sides.ts'
import type { ChannelSizes } from './sizes.ts'
import type { SpeedRound } from './speed.ts'
import { SYNTHETIC_SET } from './synthetic.ts'

/** One side on one set. */
export interface SetSide {
  /** Channels that the side could take; bytes a sample are of these. */
  readonly channels: number
  readonly bytesPerSample: number
}

/** One set of records. */
export interface SetResult {
  readonly channels: number
  readonly samples: number
  readonly sides: Readonly<Record<string, SetSide>>
  readonly toFlac: RatioSummary | null
}

/** Million samples a second of one side, by the clock and by the time of processors. */
export interface SpeedResult {
  readonly compress: { readonly wall: Figures; readonly cpu: Figures }
  readonly decompress: { readonly wall: Figures; readonly cpu: Figures }
}

/** B2 as it is checked in. */
export interface CompressResult extends Circumstances {
  /** Versions of the peers that ran, by side. */
  readonly peers: Readonly<Record<string, string>>
  /** A sentence for each peer that did not. */
  readonly missing: readonly string[]
  readonly sets: Readonly<Record<string, SetResult>>
  /** Recorded channels against each peer, by side; empty without recorded channels. */
  readonly recorded: Readonly<Record<string, RatioSummary>>
  /** Recorded channels of a minute or longer against flac. */
  readonly recordedMinutes: RatioSummary | null
  readonly speed: Readonly<Record<string, SpeedResult>>
  readonly speedSamples: number
}

const BLOCK_S = 60

function where({ set, record, number }: ChannelSizes): string {
  return `${set} ${record} channel ${number}`
}

function against(channels: readonly ChannelSizes[], side: string): RatioSummary | null {
  return ratioSummary(
    channels.flatMap((channel) => {
      const ours = channel.bytes[OWN_SIDE]
      const theirs = channel.bytes[side]
      return ours === undefined || theirs === undefined ? [] : [{ where: where(channel), ours, theirs }]
    }),
  )
}

function sidesOf(channels: readonly ChannelSizes[]): string[] {
  return [...new Set(channels.flatMap(({ bytes }) => Object.keys(bytes)))]
}

function setSide(channels: readonly ChannelSizes[], side: string): SetSide {
  const taken = channels.filter(({ bytes }) => bytes[side] !== undefined)
  const samples = taken.reduce((sum, channel) => sum + channel.samples, 0)
  const bytes = taken.reduce((sum, channel) => sum + (channel.bytes[side] ?? 0), 0)
  return { channels: taken.length, bytesPerSample: threeDecimals(bytes / samples) }
}

function setResult(channels: readonly ChannelSizes[]): SetResult {
  return {
    channels: channels.length,
    samples: channels.reduce((sum, channel) => sum + channel.samples, 0),
    sides: Object.fromEntries(sidesOf(channels).map((side) => [side, setSide(channels, side)])),
    toFlac: against(channels, FLAC_SIDE),
  }
}

/** Samples a millisecond are thousands a second. */
const THOUSANDS_PER_MILLION = 1000
/** /proc counts the time of ended processes in such steps: less cannot be told from none. */
const CPU_STEP_MS = 10

function speedResult(rounds: readonly SpeedRound[]): SpeedResult {
  const millions = (pick: (round: SpeedRound) => number) =>
    figuresOf(
      rounds.map((round) =>
        oneDecimal(round.samples / Math.max(CPU_STEP_MS, pick(round)) / THOUSANDS_PER_MILLION),
      ),
    )
  const both = (taken: (round: SpeedRound) => Taken) => ({
    wall: millions((round) => taken(round).wallMs),
    cpu: millions((round) => taken(round).cpuMs),
  })
  return { compress: both((round) => round.compress), decompress: both((round) => round.decompress) }
}

/** Folds a run of B2. */
export function compressResult(machine: Machine, run: CompressRun): CompressResult {
  const { channels, speed, peers } = run
  const recorded = channels.filter(({ set }) => set !== SYNTHETIC_SET)
  const sets = [...new Set(channels.map(({ set }) => set))]
  const sides = [...new Set(speed.map(({ side }) => side))]
  const summaries = sidesOf(recorded)
    .filter((side) => side !== OWN_SIDE)
    .flatMap((side) => {
      const summary = against(recorded, side)
      return summary === null ? [] : [[side, summary] as const]
    })
  return {
    ...circumstances(machine, speed),
    peers: Object.fromEntries(peers.there.map(({ peer, version }) => [peer.name, version])),
    missing: peers.missing,
    sets: Object.fromEntries(sets.map((set) => [set, setResult(channels.filter((own) => own.set === set))])),
    recorded: Object.fromEntries(summaries),
    recordedMinutes: against(
      recorded.filter(({ seconds }) => seconds >= BLOCK_S),
      FLAC_SIDE,
    ),
    speed: Object.fromEntries(
      sides.map((side) => [side, speedResult(speed.filter((own) => own.side === side))]),
    ),
    speedSamples: speed[0]?.samples ?? 0,
  }
}

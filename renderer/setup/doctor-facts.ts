import type { LineTestView } from '../../electron/ipc/line-test.ts'
import { printedBytes, printedValue } from '../words/values.ts'
import { words } from '../words/words.ts'

const MS_PER_SECOND = 1_000
/** Monitors that are asked answer within 2 s, those that print do so every few seconds. */
const SILENT_AFTER_MS = 6_000
/** With so much of a stream unread, the settings or the driver are wrong. */
const UNREAD_AFTER_MS = 4_000
/** Up to here a line is good: a frame now and then is lost on any line. */
export const MOST_DAMAGED = 0.01
/** Damage is in bursts if nearly all of it lies in few of the seconds. */
const BURST_DAMAGE = 0.9
const BURST_SECONDS = 0.25
const RATE_OVER_SECONDS = 5

/** How a line under test does; each kind has its own words. */
export type Finding =
  | 'opening'
  | 'notOpened'
  | 'gone'
  | 'waiting'
  | 'silent'
  | 'silentListening'
  | 'silentHeldBack'
  | 'unread'
  | 'reading'
  | 'damagedBursts'
  | 'damaged'
  | 'noValues'
  | 'good'

/** Frames that arrived damaged, as a share of all; 0 before there are any. */
export function damagedShare({ goodFrames, badFrames }: LineTestView): number {
  const bad = badFrames.checksum + badFrames.other
  return bad === 0 ? 0 : bad / (bad + goodFrames)
}

function isInBursts({ seconds }: LineTestView): boolean {
  const counts = seconds.map(({ bad }) => bad).sort((a, b) => b - a)
  const sum = (list: readonly number[]) => list.reduce((total, bad) => total + bad, 0)
  const few = counts.slice(0, Math.ceil(counts.length * BURST_SECONDS))
  return sum(counts) > 0 && sum(few) >= BURST_DAMAGE * sum(counts)
}

/** Bytes a second over the last full seconds; null before there is one. */
export function byteRate({ seconds }: LineTestView): number | null {
  const last = seconds.slice(-RATE_OVER_SECONDS)
  if (last.length === 0) return null
  return last.reduce((total, { bytes }) => total + bytes, 0) / last.length
}

/** What a test has found so far. */
export function findingOf(view: LineTestView): Finding {
  const { openedMs, firstByteMs, ranMs, goodFrames, problem, asks, listenOnly, values, waves } = view
  if (problem !== null && problem.cause !== 'replayEnded') return openedMs === null ? 'notOpened' : 'gone'
  if (openedMs === null) return 'opening'
  if (firstByteMs === null) {
    if (ranMs - openedMs < SILENT_AFTER_MS) return 'waiting'
    if (listenOnly) return 'silentHeldBack'
    return asks ? 'silent' : 'silentListening'
  }
  if (goodFrames === 0) return ranMs - firstByteMs < UNREAD_AFTER_MS ? 'reading' : 'unread'
  if (damagedShare(view) > MOST_DAMAGED) return isInBursts(view) ? 'damagedBursts' : 'damaged'
  if (values.length + waves.length === 0) {
    return ranMs - firstByteMs < SILENT_AFTER_MS ? 'reading' : 'noValues'
  }
  return 'good'
}

/** A time of a test in seconds for people, without its unit: `0.4`. */
export function seconds(ms: number): string {
  return printedValue(ms / MS_PER_SECOND, 1)
}

/** A time of a test with its unit: `0.4 s`. */
export function secondsText(ms: number): string {
  return words('time.seconds', { seconds: seconds(ms) })
}

/** Bytes a second as printed, `3.9 kB/s`; empty before there is a rate. */
export function rateText(view: LineTestView): string {
  const rate = byteRate(view)
  return rate === null ? '' : words('doctor.perSecond', { amount: printedBytes(rate) })
}

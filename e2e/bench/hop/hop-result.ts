import { type Circumstances, circumstances } from '../circumstances.ts'
import type { Machine } from '../machine.ts'
import { percentile } from '../statistics.ts'
import type { HopRound } from './hop.ts'
import { FORMS, type Form, SAMPLES_A_TICK, WAVES } from './settings.ts'

/** One form with the UI thread free or blocked. */
export interface HopFigures {
  readonly form: Form
  readonly blocked: boolean
  readonly ticks: number
  readonly lost: number
  /** Mean work of the sending and of the reading thread for one tick, us. */
  readonly sendUs: number
  readonly readUs: number
  /** From before the packing until the answer was back, ms. */
  readonly roundTripMs: { readonly p50: number; readonly p99: number }
  readonly longestGapMs: number
  /** None for objects, which only the browser could count. */
  readonly bytesASample: number | null
}

/** B6 as it is checked in. */
export interface HopResult extends Circumstances {
  readonly figures: readonly HopFigures[]
}

const US_PER_MS = 1_000
const HUNDREDTHS = 100

function meanUs(valuesMs: readonly number[]): number {
  return Math.round((valuesMs.reduce((sum, value) => sum + value, 0) / valuesMs.length) * US_PER_MS)
}

/** To thousandths: round trips are shorter than the tenths of other benchmarks. */
function quantile(valuesMs: readonly number[], part: number): number {
  const valuesUs = valuesMs.map((value) => value * US_PER_MS)
  return Math.round(percentile(valuesUs, part)) / US_PER_MS
}

function figuresOf(form: Form, blocked: boolean, own: readonly HopRound[]): HopFigures {
  const all = (pick: (times: HopRound['times']) => readonly number[]) =>
    own.flatMap(({ times }) => pick(times))
  const bytes = own[0]?.times.bytesATick
  const roundTripMs = all((times) => times.roundTripMs)
  return {
    form,
    blocked,
    ticks: all((times) => times.sendMs).length,
    lost: own.reduce((sum, { times }) => sum + times.lost, 0),
    sendUs: meanUs(all((times) => times.sendMs)),
    readUs: meanUs(all((times) => times.readMs)),
    roundTripMs: { p50: quantile(roundTripMs, 0.5), p99: quantile(roundTripMs, 0.99) },
    longestGapMs: percentile(
      all((times) => times.sinceLastMs),
      1,
    ),
    bytesASample:
      bytes === undefined || !Number.isFinite(bytes)
        ? null
        : Math.round((bytes / (WAVES * SAMPLES_A_TICK)) * HUNDREDTHS) / HUNDREDTHS,
  }
}

/** Folds the rounds of B6. */
export function hopResult(machine: Machine, rounds: readonly HopRound[]): HopResult {
  const figures = FORMS.flatMap((form) =>
    [false, true].flatMap((blocked) => {
      const own = rounds.filter((round) => round.form === form && round.blocked === blocked)
      return own.length === 0 ? [] : [figuresOf(form, blocked, own)]
    }),
  )
  return { ...circumstances(machine, rounds), figures }
}

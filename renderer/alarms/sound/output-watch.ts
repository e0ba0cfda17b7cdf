import type { SoundState } from '../../../electron/ipc/alarms.ts'

/** An audio output as the system lists it. */
export interface AudioOutput {
  readonly id: string
  readonly label: string
}

/** What is seen at one moment. */
export interface OutputFacts {
  /** Null: the list could not be had, which counts as no output. */
  readonly outputs: readonly AudioOutput[] | null
  /** Id of the output that a person has chosen; null: the system's own choice. */
  readonly chosen: string | null
  /** State of the audio context. */
  readonly context: string
  /** Its clock, ms. */
  readonly clockMs: number
  readonly monotonicMs: number
}

/** What is kept between two looks. `ok` does not say that anybody hears it. */
export interface OutputWatch {
  readonly state: SoundState
  readonly clockMs: number
  /** When the clock was last seen to have moved. */
  readonly movedMs: number
  /** When the context was last seen running. */
  readonly runningMs: number
}

/** A context may need this long to start, and its clock moves in steps: with the looks well within 3 s (CLINICAL 1.6). */
const PATIENCE_MS = 1_500

/** Before the first look. In: monotonic ms. */
export function watchFrom(monotonicMs: number): OutputWatch {
  return { state: 'ok', clockMs: -1, movedMs: monotonicMs, runningMs: monotonicMs }
}

function judge(facts: OutputFacts, movedMs: number, runningMs: number): SoundState {
  const { outputs, chosen, monotonicMs } = facts
  if (outputs === null || outputs.length === 0) return 'noOutput'
  if (chosen !== null && !outputs.some(({ id }) => id === chosen)) return 'outputGone'
  if (monotonicMs - runningMs > PATIENCE_MS) return 'notRunning'
  return monotonicMs - movedMs > PATIENCE_MS ? 'stalled' : 'ok'
}

/** One look. Pure. In: what was known and what is seen. */
export function lookAt(before: OutputWatch, facts: OutputFacts): OutputWatch {
  const { clockMs, monotonicMs } = facts
  const movedMs = clockMs === before.clockMs ? before.movedMs : monotonicMs
  const runningMs = facts.context === 'running' ? monotonicMs : before.runningMs
  return { state: judge(facts, movedMs, runningMs), clockMs, movedMs, runningMs }
}

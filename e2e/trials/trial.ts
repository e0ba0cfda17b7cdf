/** What a trial hands back: whether its claim held in every round, and the figures behind it. */
export interface TrialOutcome {
  readonly ok: boolean
  readonly rounds: number
  /** What went wrong, one sentence a case; empty when `ok`. */
  readonly failures: readonly string[]
  readonly figures: Readonly<Record<string, unknown>>
}

/** A long run of something that `npm test` proves in small. */
export interface Trial {
  /** One sentence: what is done, how often, and what must hold. */
  readonly claim: string
  /** About how long it takes on two cores. */
  readonly minutes: number
  /** In: how many rounds instead of the usual number, or null. `say` prints progress. */
  run(rounds: number | null, say: (text: string) => void): Promise<TrialOutcome>
}

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
  /** One sentence: what is done and what must hold each time. */
  readonly claim: string
  readonly usualRounds: number
  /** About how long the usual rounds take on two cores. */
  readonly minutes: number
  /** Runs that many rounds; `say` prints progress. */
  run(rounds: number, say: (text: string) => void): Promise<TrialOutcome>
}

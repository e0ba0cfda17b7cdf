/** What a short listen on a line found: for the set-up screen before a bed is bound. */
export interface LinkCheck {
  readonly bytes: number
  readonly goodFrames: number
  readonly badFrames: number
  readonly values: readonly {
    readonly label: string
    readonly value: string
    readonly unit: string
    readonly id: string
  }[]
  /** One sentence that says what was found and what to do. */
  readonly sentence: string
}

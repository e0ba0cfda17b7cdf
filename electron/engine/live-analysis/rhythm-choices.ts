import { VigilError } from '../../ipc/contract.ts'
import type { RhythmChoice, RhythmCommands } from '../../ipc/rhythm.ts'
import { RHYTHM_FIGURES_VERSION } from '../../ipc/rhythm-figures.ts'
import { keepRhythmChoices } from '../config/rhythm-file.ts'
import { reasonOf } from '../config/settings-file.ts'
import { UNCHANGED } from '../unchanged.ts'

export interface RhythmChoicesOptions {
  readonly dataDir: string
  nowUtcMs(): number
  audit(action: string, object: string, before: unknown, after: unknown): Promise<void>
  /** Every window is told. */
  changed(): void
}

/**
 * Which rhythm findings this site has switched on: none at first. Each is confirmed with the figures in view; who did is
 * in the audit before it holds, and figures that have changed since switch it off.
 */
export class RhythmChoices {
  readonly #options: RhythmChoicesOptions
  #choices: readonly RhythmChoice[] = []

  constructor(options: RhythmChoicesOptions) {
    this.#options = options
  }

  /** Takes up those of the last run. Out: a sentence where figures have changed since. */
  begin(choices: readonly RhythmChoice[]): string | null {
    this.#choices = choices.filter(({ figures }) => figures === RHYTHM_FIGURES_VERSION)
    return this.#choices.length === choices.length
      ? null
      : 'The figures of rhythm findings have changed with this version: those that were on are off. Look at them in Set-up.'
  }

  get all(): readonly RhythmChoice[] {
    return this.#choices
  }

  /** Throws VigilError changedMeanwhile for figures that are not those of now, badRequest where the disk refuses. */
  async set({ kind, priority, figures }: RhythmCommands['rhythm.set']['request'], by: string): Promise<void> {
    const { audit, changed, dataDir, nowUtcMs } = this.#options
    if (priority !== null && figures !== RHYTHM_FIGURES_VERSION) {
      const sentence = `The figures of this finding are not those that you saw: look at them again. ${UNCHANGED}`
      throw new VigilError('changedMeanwhile', sentence)
    }
    const before = this.#choices.find((one) => one.kind === kind) ?? null
    if ((before?.priority ?? null) === priority) return
    const after = priority === null ? null : { kind, priority, by, atUtcMs: nowUtcMs(), figures }
    const next = [...this.#choices.filter((one) => one !== before), ...(after === null ? [] : [after])]
    await audit('rhythm.set', kind, before, after)
    try {
      await keepRhythmChoices(dataDir, next)
    } catch (error) {
      const sentence = `The choice cannot be kept (${reasonOf(error)}): look at the data folder. ${UNCHANGED}`
      throw new VigilError('badRequest', sentence)
    }
    this.#choices = next
    changed()
  }
}

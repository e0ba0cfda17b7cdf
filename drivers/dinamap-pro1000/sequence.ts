import { LATE_BLOCKS, SEQUENCES } from './codes.ts'

/** What the number of a block says of the one before: it follows, `lost` blocks lie between, or it came twice or late. */
export type Step =
  | { readonly kind: 'next' }
  | { readonly kind: 'lost'; readonly lost: number }
  | { readonly kind: 'repeated' }

const NEXT: Step = { kind: 'next' }
const REPEATED: Step = { kind: 'repeated' }

/** Follows the numbers of blocks. */
export class SequenceWatch {
  #last: number | null = null

  see(sequence: number): Step {
    const last = this.#last
    const ahead = last === null ? 1 : (sequence - last + SEQUENCES) % SEQUENCES
    if (ahead === 0 || ahead > SEQUENCES - LATE_BLOCKS) return REPEATED
    this.#last = sequence
    return ahead === 1 ? NEXT : { kind: 'lost', lost: ahead - 1 }
  }

  /** What comes next may have any number. */
  forget(): void {
    this.#last = null
  }
}

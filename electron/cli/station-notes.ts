import type { BedView, StoreView } from '../ipc/views.ts'

/** What a running station has to say: one line for each change of a bed's line or of the record. */
export class StationNotes {
  readonly #told = new Map<string, string>()
  #hasLostRecord = false

  /** Whether the record was not written for a while: the command must not end as if all were well. */
  get hasLostRecord(): boolean {
    return this.#hasLostRecord
  }

  /** Lines that are new since the last call. */
  changes(beds: readonly BedView[], store: StoreView): string[] {
    if (store.state === 'stopped' || store.state === 'numbersOnly') this.#hasLostRecord = true
    const lines = beds.flatMap((bed) => this.#ifNew(`bed ${bed.id}`, lineState(bed)))
    const told = [
      ...this.#ifNew('store', store.sentence ?? ''),
      // The figures in it change all the time: once a level is told, and again when that is a worse one.
      ...(this.#ifNew('disk', store.disk?.level ?? 'ok').length > 0 ? [store.disk?.sentence ?? ''] : []),
    ]
    return [...lines, ...told.filter((line) => line !== '')]
  }

  #ifNew(subject: string, line: string): string[] {
    if (this.#told.get(subject) === line) return []
    this.#told.set(subject, line)
    return [line]
  }
}

function lineState({ label, simulated, link }: BedView): string {
  const why = link.cause === null ? '' : ` (${link.cause})`
  return `${label}${simulated ? ' SIMULATED' : ''}: ${link.phase}${why}, ${link.target}.`
}

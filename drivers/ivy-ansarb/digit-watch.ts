import { CLOSE_VALUES, TEXT_AT } from './codes.ts'
import { readLines } from './lines.ts'

/**
 * Tells frames in which a number may have lost or gained a digit. Numbers have as many digits as they need, so a
 * lost one leaves another number behind; that it lies far from the last one gives it away.
 */
export class DigitWatch {
  #last = new Map<string, number>()

  /** In: a well-formed frame. Out: whether a number in it is far from the last one and has other digits. */
  see(frame: Uint8Array): boolean {
    const seen = new Map<string, number>()
    let isDoubtful = false
    const said = readLines(frame.subarray(TEXT_AT))
    const note = (name: string, value: number | null | undefined): void => {
      if (value == null) return
      const before = this.#last.get(name)
      seen.set(name, value)
      if (before === undefined || Math.abs(value - before) < CLOSE_VALUES) return
      if (digitsOf(value) !== digitsOf(before)) isDoubtful = true
    }
    note('PR', said?.pulseRate)
    for (const { row, values } of said?.lines ?? []) {
      for (const [index, value] of values.entries()) note(`${row.name} ${index}`, value)
    }
    this.#last = seen
    return isDoubtful
  }
}

function digitsOf(value: number): number {
  return String(value).length
}

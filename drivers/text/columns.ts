/** Where the texts of a line's fields end, in characters from its beginning. */
export type Columns = readonly number[]

/**
 * Columns as the check of a line. Models print the same fields with other spaces between them, but each of them always
 * with the same: a line whose columns moved has lost or gained a character, and a number in it may have lost a digit.
 */
export class SteadyColumns {
  #known: Columns | null = null
  #moved: Columns | null = null

  /** In: the columns of a line. Out: whether they are those of the lines before; two lines that agree set them anew. */
  accepts(columns: Columns): boolean {
    const isSteady = this.#known === null || isSame(this.#known, columns)
    if (isSteady || isSame(this.#moved, columns)) {
      this.#known = columns
      this.#moved = null
      return true
    }
    this.#moved = columns
    return false
  }
}

/** Whether two lines have the same columns. */
export function isSame(one: Columns | null, other: Columns): boolean {
  return one !== null && one.length === other.length && one.every((end, at) => end === other[at])
}

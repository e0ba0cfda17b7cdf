/** A stretch of a bed and whose it is; half open, UTC ms. */
export interface Part {
  readonly subject: number
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

interface Stay {
  readonly fromUtcMs: number
  toUtcMs: number
  readonly subject: number
}

/**
 * Whose data is whose, by the time it was measured: the stays of every bed in
 * memory. As in the shift summary (export/stay.ts) the earlier of two stays that
 * overlap wins, and nothing is given to a patient afterwards.
 */
export class StayBook {
  readonly #beds = new Map<string, Stay[]>()
  readonly #ofStretch: (bed: string, fromUtcMs: number) => number

  /** In: who gives the subject of a stretch of a bed without a patient, by where it begins. */
  constructor(ofStretch: (bed: string, fromUtcMs: number) => number) {
    this.#ofStretch = ofStretch
  }

  /** Forgets all that is known, to be told anew. */
  clear(): void {
    this.#beds.clear()
  }

  /** Adds a stay; `toUtcMs` null while it lasts. */
  add(bed: string, subject: number, fromUtcMs: number, toUtcMs: number | null): void {
    const stays = this.#beds.get(bed) ?? []
    stays.push({ subject, fromUtcMs, toUtcMs: toUtcMs ?? Number.POSITIVE_INFINITY })
    stays.sort((a, b) => a.fromUtcMs - b.fromUtcMs)
    this.#beds.set(bed, stays)
  }

  /** Ends the running stay of a bed, as the binding table does. */
  end(bed: string, atUtcMs: number): void {
    for (const stay of this.#beds.get(bed) ?? []) {
      if (stay.toUtcMs === Number.POSITIVE_INFINITY) stay.toUtcMs = Math.max(stay.fromUtcMs, atUtcMs)
    }
  }

  /** Forgets the stays of a subject: their time belongs to nobody. */
  forget(subject: number): void {
    for (const [bed, stays] of this.#beds) {
      this.#beds.set(
        bed,
        stays.filter((stay) => stay.subject !== subject),
      )
    }
  }

  /** The parts of a stretch of a bed, in order; they cover it wholly. */
  parts(bed: string, fromUtcMs: number, toUtcMs: number): Part[] {
    const parts: Part[] = []
    let at = fromUtcMs
    let nobodySince = Number.MIN_SAFE_INTEGER
    const add = (subject: () => number, end: number): void => {
      const partEnd = Math.min(end, toUtcMs)
      if (partEnd <= at) return
      parts.push({ subject: subject(), fromUtcMs: at, toUtcMs: partEnd })
      at = partEnd
    }
    for (const stay of this.#beds.get(bed) ?? []) {
      const since = nobodySince
      add(() => this.#ofStretch(bed, since), stay.fromUtcMs)
      add(() => stay.subject, stay.toUtcMs)
      nobodySince = Math.max(nobodySince, stay.toUtcMs)
    }
    add(() => this.#ofStretch(bed, nobodySince), Number.POSITIVE_INFINITY)
    return parts
  }

  /** Whose an instant of a bed is. */
  subjectAt(bed: string, atUtcMs: number): number {
    return this.parts(bed, atUtcMs, atUtcMs + 1)[0]?.subject ?? this.#ofStretch(bed, Number.MIN_SAFE_INTEGER)
  }
}

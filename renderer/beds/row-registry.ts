import type { Rect, WaveRow } from '../waves/types.ts'

/** Everything about a row but where it is. */
export type RowSpec = Omit<WaveRow, 'rect'>

/** Anything that has a place on the screen. */
export interface Placed {
  getBoundingClientRect(): { x: number; y: number; width: number; height: number }
}

/** Rows and open panels as measured, in CSS px from the corner of the stage. */
export interface Measured {
  readonly rows: readonly WaveRow[]
  readonly panels: readonly Rect[]
}

function relativeRect(element: Placed, origin: { x: number; y: number }): Rect {
  const { x, y, width, height } = element.getBoundingClientRect()
  return { x: x - origin.x, y: y - origin.y, width, height }
}

/** Keeps the wave rows that are on the screen and measures them together. */
export class RowRegistry {
  readonly #rows = new Map<string, { element: Placed; spec: RowSpec }>()
  readonly #panels = new Set<Placed>()
  readonly #onChange: () => void

  /** In: called after any change; the caller measures once per frame. */
  constructor(onChange: () => void) {
    this.#onChange = onChange
  }

  /** Adds or replaces a row. */
  setRow(spec: RowSpec, element: Placed): void {
    this.#rows.set(spec.key, { element, spec })
    this.#onChange()
  }

  removeRow(key: string, element: Placed): void {
    if (this.#rows.get(key)?.element !== element) return
    this.#rows.delete(key)
    this.#onChange()
  }

  addPanel(element: Placed): void {
    this.#panels.add(element)
    this.#onChange()
  }

  removePanel(element: Placed): void {
    this.#panels.delete(element)
    this.#onChange()
  }

  /** Where everything is now. In: the stage. Rows without any area are left out. */
  measure(stage: Placed): Measured {
    const origin = stage.getBoundingClientRect()
    const rows: WaveRow[] = []
    for (const { element, spec } of this.#rows.values()) {
      const rect = relativeRect(element, origin)
      if (rect.width > 0 && rect.height > 0) rows.push({ ...spec, rect })
    }
    const panels = [...this.#panels].map((element) => relativeRect(element, origin))
    return { rows, panels: panels.filter(({ width, height }) => width > 0 && height > 0) }
  }
}

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

/** Who is told about rows: `changed` after any change, the others for each element that comes or goes. */
export interface RowWatcher<E> {
  changed(): void
  added(element: E): void
  removed(element: E): void
}

/** Keeps the wave rows that are on the screen and measures them together. */
export class RowRegistry<E extends Placed> {
  readonly #rows = new Map<string, { element: E; spec: RowSpec }>()
  readonly #panels = new Set<E>()
  readonly #watcher: RowWatcher<E>

  /** In: who is told; it measures once per frame and whenever an element changes its size. */
  constructor(watcher: RowWatcher<E>) {
    this.#watcher = watcher
  }

  /** Adds or replaces a row. */
  setRow(spec: RowSpec, element: E): void {
    this.#rows.set(spec.key, { element, spec })
    this.#watcher.added(element)
    this.#watcher.changed()
  }

  /** Takes a row away, unless another element has taken its place meanwhile. */
  removeRow(key: string, element: E): void {
    this.#watcher.removed(element)
    if (this.#rows.get(key)?.element !== element) return
    this.#rows.delete(key)
    this.#watcher.changed()
  }

  /** An area that the tile leaves open to the canvas. */
  addPanel(element: E): void {
    this.#panels.add(element)
    this.#watcher.added(element)
    this.#watcher.changed()
  }

  removePanel(element: E): void {
    this.#panels.delete(element)
    this.#watcher.removed(element)
    this.#watcher.changed()
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

import { keyAction, moveInGrid } from '../shell/keys.ts'

/** Where the keys of the ward lead. */
export interface WardKeyTargets {
  readonly columns: number
  /** The bed that was open last; focus goes to it first. */
  readonly lastBed: string | null
  /** Shift with an arrow moves the bed in a place to another place. */
  readonly moveBed: (bed: string, from: number, to: number) => void
}

function placeOf(element: HTMLElement): number {
  return Number(element.dataset.place)
}

/**
 * Moves the focus between the places of a page by the arrow keys, with Shift the bed itself. While nothing has the focus
 * the first key takes it to the bed that was open last, else to the first; a focus outside of the ward is left alone.
 */
export function handleWardKey(event: KeyboardEvent, ward: HTMLElement, targets: WardKeyTargets): void {
  const action = keyAction(event.key, '', false)
  if (action?.type !== 'move' || event.ctrlKey || event.altKey || event.metaKey) return
  const focused = document.activeElement
  if (focused !== null && focused !== document.body && !ward.contains(focused)) return
  const places = [...ward.querySelectorAll<HTMLElement>('[data-place]')]
  const from = focused instanceof HTMLElement ? places.indexOf(focused) : -1
  const start = places.find(({ dataset }) => dataset.bed === targets.lastBed) ?? places[0]
  const target = from === -1 ? start : places[moveInGrid(from, action, targets.columns, places.length)]
  if (target === undefined) return
  event.preventDefault()
  const moved = places[from]
  const bed = moved?.dataset.bed
  if (!event.shiftKey || moved === undefined || bed === undefined) target.focus()
  else if (target !== moved) targets.moveBed(bed, placeOf(moved), placeOf(target))
}

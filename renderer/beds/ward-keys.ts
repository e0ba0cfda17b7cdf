import { keyAction, moveInGrid } from '../shell/keys.ts'

/** Where the keys of the ward lead. */
export interface WardKeyTargets {
  readonly columns: number
  readonly placesPerPage: number
  readonly pages: number
  /** The bed that was open last; focus goes to it first. */
  readonly lastBed: string | null
  /** Shift with an arrow moves the bed in a place to another place. */
  readonly moveBed: (bed: string, from: number, to: number) => void
  readonly turnPage: (by: number) => void
}

function placeOf(element: HTMLElement): number {
  return Number(element.dataset.place)
}

/** With Shift the focused bed goes to the same place of the page before or after, and the window with it. */
function moveToPage(
  event: KeyboardEvent,
  focused: HTMLElement | undefined,
  by: number,
  { placesPerPage, pages, moveBed, turnPage }: WardKeyTargets,
): void {
  const bed = focused?.dataset.bed
  if (!event.shiftKey || focused === undefined || bed === undefined) return
  const from = placeOf(focused)
  const to = from + by * placesPerPage
  if (to < 0 || to >= placesPerPage * pages) return
  moveBed(bed, from, to)
  turnPage(by)
}

/**
 * Moves the focus between the places of a page by the arrow keys, with Shift the bed itself, over pages too. While nothing has the focus
 * the first key takes it to the bed that was open last, else to the first; a focus outside of the ward is left alone.
 */
export function handleWardKey(event: KeyboardEvent, ward: HTMLElement, targets: WardKeyTargets): void {
  const action = keyAction(event.key, '', false)
  if ((action?.type !== 'move' && action?.type !== 'page') || event.ctrlKey || event.altKey || event.metaKey)
    return
  const focused = document.activeElement
  if (focused !== null && focused !== document.body && !ward.contains(focused)) return
  const places = [...ward.querySelectorAll<HTMLElement>('[data-place]')]
  const from = focused instanceof HTMLElement ? places.indexOf(focused) : -1
  if (action.type === 'page') {
    moveToPage(event, places[from], action.by, targets)
    return
  }
  const start = places.find(({ dataset }) => dataset.bed === targets.lastBed) ?? places[0]
  const target = from === -1 ? start : places[moveInGrid(from, action, targets.columns, places.length)]
  if (target === undefined) return
  event.preventDefault()
  const moved = places[from]
  const bed = moved?.dataset.bed
  if (!event.shiftKey || moved === undefined || bed === undefined) target.focus()
  else if (target !== moved) targets.moveBed(bed, placeOf(moved), placeOf(target))
}

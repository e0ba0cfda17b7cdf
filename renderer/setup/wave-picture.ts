import type { TestWave } from '../../electron/ipc/line-test.ts'

/** A wave of a test as a path, one unit a column, and the stretches where nothing came. */
export interface WavePicture {
  readonly path: string
  readonly holes: readonly { readonly from: number; readonly to: number }[]
}

/** Kept free above and below, so that the line is not cut. */
const PAD = 4

/** Draws the extremes of every column between the lowest and the highest; no line crosses a hole. */
export function wavePicture(columns: TestWave['columns'], height: number): WavePicture {
  let lowest = Number.POSITIVE_INFINITY
  let highest = Number.NEGATIVE_INFINITY
  for (const column of columns) {
    if (column === null) continue
    lowest = Math.min(lowest, column[0])
    highest = Math.max(highest, column[1])
  }
  const span = highest - lowest
  const yOf = (value: number) =>
    span > 0 ? height - PAD - ((value - lowest) / span) * (height - 2 * PAD) : height / 2
  const holes: { from: number; to: number }[] = []
  let path = ''
  let open = false
  let lastY = 0
  for (const [x, column] of columns.entries()) {
    if (column === null) {
      const last = holes.at(-1)
      if (last !== undefined && last.to === x) last.to = x + 1
      else holes.push({ from: x, to: x + 1 })
      open = false
      continue
    }
    const [low, high] = column
    const [top, bottom] = [yOf(high), yOf(low)]
    // Each column begins at the end that is nearer to where the line is, as a pen would.
    const isFromTop = Math.abs(top - lastY) <= Math.abs(bottom - lastY)
    const [from, to] = isFromTop ? [top, bottom] : [bottom, top]
    path += `${open ? 'L' : 'M'}${x} ${from.toFixed(1)}`
    if (to.toFixed(1) !== from.toFixed(1)) path += `V${to.toFixed(1)}`
    // A column of one value alone in a hole would be a line without length.
    else if (!open) path += 'h0.5'
    open = true
    lastY = to
  }
  return { path, holes }
}

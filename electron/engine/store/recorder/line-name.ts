import { MONITOR } from '../../bus.ts'
import type { StoredGap } from '../types.ts'

/** No id holds it. */
const BETWEEN = '\n'

/** Names the line of one device of a bed; the line of a bed's only device has the name of the bed. */
export function lineName(bed: string, device: string | undefined): string {
  return device === undefined ? bed : `${bed}${BETWEEN}${device}`
}

/** The bed of a line, and which of its devices is on it. */
export function lineOf(name: string): { readonly bed: string; readonly device?: string } {
  const at = name.indexOf(BETWEEN)
  return at === -1 ? { bed: name } : { bed: name.slice(0, at), device: name.slice(at + BETWEEN.length) }
}

/** Whether a line brings what the bed's monitor, or its only device, sends. */
export function isMonitorLine(name: string): boolean {
  return (lineOf(name).device ?? MONITOR) === MONITOR
}

/** A row of the gap ledger whose bed is the name of a line, as it is stored. */
export function gapOfLine(row: StoredGap): StoredGap {
  return { ...row, ...lineOf(row.bed) }
}

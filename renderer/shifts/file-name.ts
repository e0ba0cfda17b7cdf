import type { ShiftSummary } from '../../electron/ipc/shift.ts'

/** Suggested name of a saved page: bed and period by the station's clock, no patient. `vigil-b5-20260616-0700-1500.pdf`. */
export function fileName(
  { bed, fromUtcMs, toUtcMs, simulated }: Pick<ShiftSummary, 'bed' | 'fromUtcMs' | 'toUtcMs' | 'simulated'>,
  extension: 'pdf' | 'csv',
): string {
  const two = (value: number) => value.toString().padStart(2, '0')
  const from = new Date(fromUtcMs)
  const to = new Date(toUtcMs)
  const day = `${from.getFullYear()}${two(from.getMonth() + 1)}${two(from.getDate())}`
  const hours = [from, to].map((date) => `${two(date.getHours())}${two(date.getMinutes())}`)
  const mark = simulated ? '-simulated' : ''
  return `vigil-${bed}-${day}-${hours.join('-')}${mark}.${extension}`
}

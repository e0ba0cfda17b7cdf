import type { DecodeTotals } from '../../../drivers/summary.ts'
import { printNumber } from '../../engine/export/print.ts'
import { alignColumns } from '../table.ts'

/** Totals of a recording as tables for people. */
export function summaryText(totals: DecodeTotals): string {
  const { frames } = totals
  const bad = Object.entries(frames.bad).map(([kind, count]) => `${count} ${kind}`)
  const blocks = [
    alignColumns([
      ['driver', totals.driver],
      ['bytes', `${totals.bytes}, ${totals.skippedBytes} outside any frame`],
      ['frames', `${frames.good} good, ${frames.partial} cut`],
      ['bad frames', bad.join(', ')],
      ...Object.entries(totals.faults).map(([kind, count]) => [kind, String(count)]),
      ...Object.entries(totals.identity).map(([name, value]) => [name, value]),
      ...totals.alerts.map((text) => ['alarm', text]),
    ]),
  ]
  const numerics = Object.entries(totals.numerics).map(([key, row]) => [
    row.label,
    ...[row.n, row.invalid, row.first, row.min, row.max, row.last].map(shown),
    row.unit,
    key,
  ])
  if (numerics.length > 0) {
    const headings = ['NUMERIC', 'N', 'INVALID', 'FIRST', 'MIN', 'MAX', 'LAST', 'UNIT', 'ID']
    blocks.push(alignColumns([headings, ...numerics], [1, 2, 3, 4, 5, 6]))
  }
  const waves = Object.entries(totals.waves).map(([key, row]) => [
    ...[row.rateHz, row.samples, row.missing, row.gaps, row.min, row.max].map(shown),
    row.unit,
    key,
  ])
  if (waves.length > 0) {
    const headings = ['HZ', 'SAMPLES', 'MISSING', 'GAPS', 'MIN', 'MAX', 'UNIT', 'WAVE']
    blocks.push(alignColumns([headings, ...waves], [0, 1, 2, 3, 4, 5]))
  }
  return printable(blocks.join('\n'))
}

function shown(value: number | null): string {
  return value === null ? '--' : printNumber(value)
}

/** A monitor's own words may hold control codes, which would steer the terminal. */
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, ' ')
}

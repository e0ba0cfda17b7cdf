import type { Fault, Measurement } from '../../../drivers/model/measurement.ts'
import { printNumber, printUtc } from '../../engine/export/print.ts'
import { padCell } from '../table.ts'
import { timeOf } from './lines.ts'

/** Widths of the columns; longer cells push the rest of their row to the right. */
const COLUMNS = [
  { heading: 'TIME', width: 24 },
  { heading: 'WHAT', width: 16 },
  { heading: 'VALUE', width: 10 },
  { heading: 'UNIT', width: 8 },
  { heading: 'VALIDITY', width: 12 },
  { heading: 'ID', width: 0 },
] as const
const SECOND_MS = 1000
const SECOND_DECIMALS = 3

/** Heading line of the table for people. */
export function tableHeading(): string {
  return rowText(COLUMNS.map((column) => column.heading))
}

/** One measurement as a line for people: a wave is told by its length, not by its samples. */
export function tableRow(measurement: Measurement, sites: ReadonlyMap<string, string>): string {
  const { t, clock } = timeOf(measurement)
  const time = clock === 'device' ? printUtc(t) : `+${printNumber(t / SECOND_MS, SECOND_DECIMALS)} s`
  switch (measurement.type) {
    case 'numeric': {
      const { channel, value, validity } = measurement
      const shown = value === null ? '--' : printNumber(value)
      return rowText([
        time,
        channel.label,
        shown,
        channel.unit,
        validity,
        named(channel.id, sites.get(channel.key)),
      ])
    }
    case 'wave': {
      const { channel, samples } = measurement
      const rate = `at ${printNumber(channel.rateHz)} Hz`
      const name = named(channel.id, sites.get(channel.key))
      return rowText([time, channel.label, String(samples.length), 'samples', rate, name])
    }
    case 'alert':
      return rowText([time, 'alarm', measurement.phase, '', measurement.priority, measurement.text])
    case 'identity': {
      const facts = Object.entries(measurement.fields).map(([name, value]) => `${name} ${value}`)
      return rowText([time, 'identity', '', '', '', facts.join(', ')])
    }
    case 'fault':
      return rowText([time, 'fault', String(measurement.bytes), 'bytes', '', faultText(measurement)])
  }
}

function faultText({ kind, about }: Fault): string {
  return about === undefined ? kind : `${kind}: ${about}`
}

function named(id: string, site: string | undefined): string {
  return site === undefined ? id : `${id}@${site}`
}

function rowText(cells: readonly string[]): string {
  const padded = cells.map((cell, index) => padCell(cell, COLUMNS[index]?.width ?? 0, index === 2))
  // A monitor's own words may hold control codes, which would steer the terminal.
  return `${padded
    .join('  ')
    .replace(/\p{Cc}/gu, ' ')
    .trimEnd()}\n`
}

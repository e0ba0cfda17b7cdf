import { VigilError } from '../../ipc/contract.ts'
import {
  ENTRY_ANSWERS,
  type EntryKind,
  type EntryUnit,
  type EntryValue,
  entryUnit,
  problemOf,
} from '../../ipc/entry.ts'

const NAMES: Readonly<Record<EntryKind, string>> = {
  consciousness: 'Consciousness',
  oxygen: 'Oxygen',
  pain: 'Pain',
  glucose: 'Glucose',
  fluidIn: 'Fluid in',
  fluidOut: 'Fluid out',
  temperature: 'Temperature',
  effort: 'Work of breathing',
  capillaryRefill: 'Capillary refill',
}

function printed(value: number, unit: string): string {
  const names: Readonly<Record<string, string>> = { '{score}': '', Cel: ' °C', '[degF]': ' °F' }
  return `${value}${names[unit] ?? ` ${unit}`}`
}

function sentenceOf(kind: EntryKind, value: number, row: EntryUnit): string | null {
  const problem = problemOf(value, row)
  if (problem === null) return null
  const what = `${NAMES[kind]} ${printed(value, row.unit)}`
  if (problem === 'notSoFine') {
    return row.decimals === 0 ? `${what} must be a whole number.` : `${what} has more digits than are read.`
  }
  const bound = problem === 'above' ? row.highest : row.lowest
  const check = kind === 'pain' ? 'pain goes from 0 to 10' : 'check the unit'
  return `${what} is ${problem} ${bound}: ${check}.`
}

/** Throws badRequest with one sentence where a value cannot be, or is none of its kind and unit. */
export function refuseImpossibleEntry({ kind, value, unit }: EntryValue): void {
  const row = entryUnit(kind, unit)
  if (row === undefined) {
    throw new VigilError('badRequest', `${NAMES[kind]} is not entered in "${unit}": choose another unit.`)
  }
  const answers = ENTRY_ANSWERS[kind]
  const fits = answers === undefined ? typeof value === 'number' : answers.some((one) => one === value)
  if (!fits) {
    const takes = answers === undefined ? 'a number' : `one of ${answers.join(' ')}`
    throw new VigilError('badRequest', `${NAMES[kind]} takes ${takes}.`)
  }
  const sentence = typeof value === 'number' ? sentenceOf(kind, value, row) : null
  if (sentence !== null) throw new VigilError('badRequest', `${sentence} Nothing is changed.`)
}

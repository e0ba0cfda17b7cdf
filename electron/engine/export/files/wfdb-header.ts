import { printNumber } from '../print.ts'
import { ascii } from './edf-fields.ts'
import type { FileSubject, NamedWave, WavePlan } from './wave-source.ts'
import { bitsOf, type SignalFile, type WfdbFormat } from './wfdb-formats.ts'

/** What a header says of a record. */
export interface WfdbHeader {
  readonly name: string
  readonly plan: WavePlan
  readonly subject: FileSubject
  readonly format: WfdbFormat
  readonly framesHz: number
  /** Samples of each signal in a frame. */
  readonly perFrame: readonly number[]
  readonly file: SignalFile
}

/** Digits of a gain: more than any monitor's has. */
const GAIN_DIGITS = 12

/** The header of a WFDB record (header(5)): the record, a line for each signal, comments. Its times are UTC. */
export function wfdbHeader({ name, plan, subject, format, framesHz, perFrame, file }: WfdbHeader): string {
  const iso = new Date(plan.firstUtcMs).toISOString()
  const [year, month, day] = iso.slice(0, 10).split('-')
  const when = `${iso.slice(11, -1)} ${day}/${month}/${year}`
  const count = plan.waves.length
  const lines = [`${name} ${count} ${printNumber(framesHz)} ${file.frames} ${when}`]
  for (const [index, wave] of plan.waves.entries()) {
    const { first, checksum } = file.checkOf(index)
    const spread = perFrame[index] === 1 ? '' : `x${perFrame[index]}`
    const [gain, bits] = [gainOf(wave), bitsOf(format)]
    lines.push(`${name}.dat ${format}${spread} ${gain} ${bits} 0 ${first} ${checksum} 0 ${ascii(wave.label)}`)
  }
  return `${[...lines, ...commentsOf(plan, subject)].join('\n')}\n`
}

/** Steps of the sample for one unit, the sample that is 0, and the unit. */
function gainOf({ spec: { gain, offset, unit } }: NamedWave): string {
  const steps = printNumber(Number((1 / gain).toPrecision(GAIN_DIGITS)))
  const plain = ascii(unit).replace(/\s+/g, '_')
  return `${steps}(${Math.round(-offset / gain)})/${plain}`
}

function commentsOf(plan: WavePlan, { patient, person, age }: FileSubject): string[] {
  const facts: [string, string | null | undefined][] = [
    ['patient', patient === null ? null : `${patient.id} (${patient.authority})`],
    ['name', person?.name],
    ['born', person?.birthDate],
    ['age', age],
    ['times', 'UTC'],
    ['note', plan.simulated ? 'SIMULATED' : null],
  ]
  return facts.flatMap(([title, text]) =>
    text === null || text === undefined ? [] : [`# ${title}: ${text.replace(/\p{Cc}+/gu, ' ')}`],
  )
}

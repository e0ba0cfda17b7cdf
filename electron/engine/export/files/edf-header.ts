import { ascii, type EdfScale } from './edf-fields.ts'
import { bytesOf } from './pieces.ts'
import type { FileSubject } from './wave-source.ts'

/** A signal's part of the header. */
export interface EdfSignal extends EdfScale {
  readonly label: string
  readonly transducer: string
  readonly dimension: string
  readonly samples: number
}

/** What the header of an EDF+ file says. */
export interface EdfHeader {
  /** A whole second. */
  readonly startUtcMs: number
  readonly subject: FileSubject
  readonly simulated: boolean
  /** Records follow each other without a hole. */
  readonly continuous: boolean
  /** -1 while the file is being written. */
  readonly records: number
  readonly seconds: number
  readonly signals: readonly EdfSignal[]
}

const HEADER_BYTES = 256
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] as const
const UNKNOWN = 'X'

/** Bytes of the header: 256, and 256 for each signal. */
export function edfHeaderBytes(signals: number): number {
  return HEADER_BYTES * (signals + 1)
}

/** The header of an EDF+ file (EDF+ 2003, 2.1): fixed fields, then each field of all signals. Its times are UTC. */
export function edfHeader(header: EdfHeader): Uint8Array {
  const { startUtcMs, signals } = header
  const iso = new Date(startUtcMs).toISOString()
  const [year, month, day] = iso.slice(0, 10).split('-')
  const fields: [string, number][] = [
    ['0', 8],
    [patientField(header.subject), 80],
    [recordingField(header), 80],
    [`${day}.${month}.${year?.slice(2)}`, 8],
    [iso.slice(11, 19).replaceAll(':', '.'), 8],
    [String(edfHeaderBytes(signals.length)), 8],
    [header.continuous ? 'EDF+C' : 'EDF+D', 44],
    [String(header.records), 8],
    [String(header.seconds), 8],
    [String(signals.length), 4],
  ]
  const each = (width: number, of: (signal: EdfSignal) => string): void => {
    for (const signal of signals) fields.push([of(signal), width])
  }
  each(16, ({ label }) => label)
  each(80, ({ transducer }) => transducer)
  each(8, ({ dimension }) => dimension)
  each(8, ({ physicalLow }) => physicalLow)
  each(8, ({ physicalHigh }) => physicalHigh)
  each(8, ({ digitalLow }) => String(digitalLow))
  each(8, ({ digitalHigh }) => String(digitalHigh))
  each(80, () => '')
  each(8, ({ samples }) => String(samples))
  each(32, () => '')
  return bytesOf(fields.map(([text, width]) => ascii(text).slice(0, width).padEnd(width)).join(''))
}

/** Code, sex, birth date and name, X where not known (EDF+ 2.1.3.3); an age stands behind them. */
function patientField({ patient, person, age }: FileSubject): string {
  const parts = [word(patient?.id), UNKNOWN, dateWord(person?.birthDate), word(person?.name)]
  return [...parts, ...(age === null ? [] : [`Age_${age}`])].join(' ')
}

/** Start date, code of the examination, technician, equipment (EDF+ 2.1.3.4). */
function recordingField({ startUtcMs, simulated }: EdfHeader): string {
  const date = dateWord(new Date(startUtcMs).toISOString().slice(0, 10))
  return `Startdate ${date} ${simulated ? 'SIMULATED' : UNKNOWN} ${UNKNOWN} Vigil Times_are_UTC`
}

/** `02-AUG-1951` of a date in ISO form. */
function dateWord(iso: string | null | undefined): string {
  const [year, month, day] = (iso ?? '').split('-')
  const name = MONTHS[Number(month) - 1]
  return name === undefined ? UNKNOWN : `${day}-${name}-${year}`
}

/** Text as one subfield: no space in it. */
function word(text: string | null | undefined): string {
  const plain = ascii(text ?? '')
    .trim()
    .replace(/\s+/g, '_')
  return /[^_]/.test(plain) ? plain : UNKNOWN
}

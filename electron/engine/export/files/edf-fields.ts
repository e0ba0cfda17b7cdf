import type { WaveChannel } from '../../../../drivers/model/channel.ts'
import { printNumber } from '../print.ts'

/** Width of a number in an EDF header (EDF 1992, table 1). */
const NUMBER_WIDTH = 8
/** How far inside of 16 bits the ends of the scale are looked for, in steps of the digital value: a twentieth of the range. */
const SEARCHED_STEPS = 1638
/** Digits that a gain and an offset have at most; what lies behind them comes of binary arithmetic. */
const TRUE_DIGITS = 12
export const DIGITAL_LOWEST = -0x8000
export const DIGITAL_HIGHEST = 0x7fff

/** How digital values of a signal are physical ones: the header's four numbers, as texts of at most eight characters. */
export interface EdfScale {
  readonly digitalLow: number
  readonly digitalHigh: number
  readonly physicalLow: string
  readonly physicalHigh: string
}

/** A number in at most eight characters, as close as they allow. Throws TypeError where none fit. */
export function edfNumber(value: number): string {
  const whole = Number(value.toPrecision(TRUE_DIGITS))
  const text = printNumber(whole)
  if (text.length <= NUMBER_WIDTH) return text
  const spent = printNumber(Math.trunc(whole)).length + (whole < 0 && whole > -1 ? 1 : 0)
  const decimals = NUMBER_WIDTH - 1 - spent
  if (spent > NUMBER_WIDTH) throw new TypeError('"value" needs more than eight characters')
  return printNumber(whole, Math.max(0, decimals))
}

/**
 * The scale of a signal whose digital values are raw samples less `shift`. The ends are those of 16 bits where eight
 * characters tell their physical values exactly, else the nearest ones further in that do; where none do, those of 16 bits
 * as close as eight characters allow.
 */
export function edfScale({ gain, offset }: Pick<WaveChannel, 'gain' | 'offset'>, shift: number): EdfScale {
  const physical = (digital: number): number =>
    Number(((digital + shift) * gain + offset).toPrecision(TRUE_DIGITS))
  const exact = (first: number, step: number): number => {
    for (let index = 0; index <= SEARCHED_STEPS; index++) {
      const digital = first + index * step
      if (printNumber(physical(digital)).length <= NUMBER_WIDTH) return digital
    }
    return first
  }
  const digitalLow = exact(DIGITAL_LOWEST, 1)
  const digitalHigh = exact(DIGITAL_HIGHEST, -1)
  return {
    digitalLow,
    digitalHigh,
    physicalLow: edfNumber(physical(digitalLow)),
    physicalHigh: edfNumber(physical(digitalHigh)),
  }
}

/** UCUM units whose EDF spelling (EDF+ 2003, standard texts) is another. */
const DIMENSIONS: Readonly<Record<string, string>> = {
  'mm[Hg]': 'mmHg',
  'cm[H2O]': 'cmH2O',
  Cel: 'degC',
  '[degF]': 'degF',
  '1': '',
}

/** Physical dimension of a UCUM unit. */
export function edfDimension(unit: string): string {
  return DIMENSIONS[unit] ?? ascii(unit).slice(0, NUMBER_WIDTH)
}

/** Type of signal that EDF+ puts before the name of a sensor, by REFID. */
const SIGNAL_TYPES: readonly (readonly [RegExp, string])[] = [
  [/^MDC_ECG_/, 'ECG'],
  [/RESP|IMPED_TTHOR/, 'Resp'],
  [/^MDC_EEG/, 'EEG'],
]
const LABEL_WIDTH = 16

/** Labels of signals, each with the EDF+ signal type where there is one, at most 16 characters, no two the same. */
export function edfLabels(
  waves: readonly { readonly spec: WaveChannel; readonly label: string }[],
): string[] {
  const used = new Set<string>()
  return waves.map(({ spec, label }) => {
    const type = SIGNAL_TYPES.find(([pattern]) => pattern.test(spec.id))?.[1]
    const plain = ascii(label)
    const text = type === undefined || plain.startsWith(type) ? plain : `${type} ${plain}`
    let name = text.slice(0, LABEL_WIDTH).trim()
    for (let number = 2; used.has(name); number++) {
      name = `${text.slice(0, LABEL_WIDTH - 3).trim()} ${number}`
    }
    used.add(name)
    return name
  })
}

/** Text in printable ASCII: marks over letters go, what is left over is `_`. */
export function ascii(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/g, '_')
}

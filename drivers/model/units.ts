/**
 * One unit of measure in its four spellings. `mdcCode` is 4 * 65536 + term
 * (partition 4 of the nomenclature); null where no public code was found.
 */
export interface Unit {
  /** UCUM, case sensitive: the spelling stored, compared and written to FHIR. */
  readonly ucum: string
  /** UCUM as written in HL7 v2, where annotations such as {beat} are allowed. */
  readonly ucumV2: string
  readonly mdcCode: number | null
  readonly mdcRefid: string | null
  /** What a person reads beside the number; empty for a pure number. */
  readonly printed: string
}

/** Sources: P = list of unit symbols in the Philips data export guide (computed), M = Mindray HL7 gateway list, - = none. */
const ROWS: readonly (readonly [ucum: string, printed: string, code: number | null, refid: string | null])[] =
  [
    ['1', '', 262656, 'MDC_DIM_DIMLESS'], // P M
    ['%', '%', 262688, 'MDC_DIM_PERCENT'], // P M
    ['[ppm]', 'ppm', 262752, 'MDC_DIM_PARTS_PER_MILLION'], // P
    ['{score}', '', null, null], // -
    ['cm', 'cm', 263441, 'MDC_DIM_CENTI_M'], // P M
    ['mm', 'mm', 263442, 'MDC_DIM_MILLI_M'], // P
    ['[in_i]', 'in', 263520, 'MDC_DIM_X_INCH'], // P
    ['m2', 'm²', 263616, 'MDC_DIM_SQ_X_M'], // P
    ['L', 'L', 263744, 'MDC_DIM_X_L'], // P
    ['mL', 'mL', 263762, 'MDC_DIM_MILLI_L'], // P M
    ['mL/m2', 'mL/m²', 263570, 'MDC_DIM_MILLI_L_PER_M_SQ'], // P M
    ['mL/kg', 'mL/kg', 265330, 'MDC_DIM_MILLI_L_PER_KG'], // P M
    ['g', 'g', 263872, 'MDC_DIM_X_G'], // P
    ['kg', 'kg', 263875, 'MDC_DIM_KILO_G'], // P M
    ['[lb_av]', 'lb', 263904, 'MDC_DIM_X_LB'], // P
    ['g/dL', 'g/dL', 264256, 'MDC_DIM_X_G_PER_DL'], // P
    ['mL/dL', 'mL/dL', 268562, 'MDC_DIM_MILLI_L_PER_DL'], // P
    ['mg/dL', 'mg/dL', 264274, 'MDC_DIM_MILLI_G_PER_DL'], // P
    ['mmol/L', 'mmol/L', 266866, 'MDC_DIM_MILLI_MOLE_PER_L'], // P
    ['s', 's', 264320, 'MDC_DIM_SEC'], // P
    ['ms', 'ms', 264338, 'MDC_DIM_MILLI_SEC'], // P
    ['min', 'min', 264352, 'MDC_DIM_MIN'], // P M
    ['h', 'h', 264384, 'MDC_DIM_HR'], // P
    ['d', 'd', 264416, 'MDC_DIM_DAY'], // P
    ['Hz', 'Hz', 264640, 'MDC_DIM_HZ'], // P M
    ['/min', '/min', 264672, 'MDC_DIM_PER_MIN'], // P M
    ['{beat}/min', '/min', 264864, 'MDC_DIM_BEAT_PER_MIN'], // P M
    ['{breath}/min', '/min', 264928, 'MDC_DIM_RESP_PER_MIN'], // P M
    ['L/s', 'L/s', 265184, 'MDC_DIM_X_L_PER_SEC'], // P
    ['L/min', 'L/min', 265216, 'MDC_DIM_X_L_PER_MIN'], // P M
    ['mL/min', 'mL/min', 265234, 'MDC_DIM_MILLI_L_PER_MIN'], // P
    ['L/min/m2', 'L/min/m²', 264992, 'MDC_DIM_X_L_PER_MIN_PER_M_SQ'], // P M
    ['mL/min/m2', 'mL/min/m²', 265010, 'MDC_DIM_MILLI_L_PER_MIN_PER_M_SQ'], // P
    ['mL/h', 'mL/h', 265266, 'MDC_DIM_MILLI_L_PER_HR'], // P M
    ['Pa', 'Pa', 265984, 'MDC_DIM_X_PASCAL'], // P
    ['hPa', 'hPa', 265986, 'MDC_DIM_HECTO_PASCAL'], // P
    ['kPa', 'kPa', 265987, 'MDC_DIM_KILO_PASCAL'], // P
    ['mm[Hg]', 'mmHg', 266016, 'MDC_DIM_MMHG'], // P M
    ['cm[H2O]', 'cmH2O', 266048, 'MDC_DIM_CM_H2O'], // P M
    ['mbar', 'mbar', 266098, 'MDC_DIM_MILLI_BAR'], // P
    ['mm[Hg]/s', 'mmHg/s', null, null], // vendor-private code only
    ['mL/cm[H2O]', 'mL/cmH2O', 268050, 'MDC_DIM_MILLI_L_PER_CM_H2O'], // P M
    ['cm[H2O].s/L', 'cmH2O/(L/s)', 268064, 'MDC_DIM_CM_H2O_PER_L_PER_SEC'], // P M
    ['dyn.s/cm5', 'dyn·s/cm⁵', 270656, 'MDC_DIM_DYNE_SEC_PER_CM_5'], // M
    ['dyn.s.m2/cm5', 'dyn·s·m²/cm⁵', 270464, 'MDC_DIM_DYNE_SEC_M_SQ_PER_CM_5'], // M
    ['W', 'W', 266176, 'MDC_DIM_X_WATT'], // P
    ['mW', 'mW', 266194, 'MDC_DIM_MILLI_WATT'], // P
    ['W/m2', 'W/m²', null, null], // -
    ['mW/m2', 'mW/m²', null, null], // -
    ['nW', 'nW', 266196, 'MDC_DIM_NANO_WATT'], // P
    ['kcal/d', 'kcal/d', null, null], // vendor-private code only
    ['mA', 'mA', 266322, 'MDC_DIM_MILLI_AMPS'], // P
    ['V', 'V', 266400, 'MDC_DIM_X_VOLT'], // P
    ['mV', 'mV', 266418, 'MDC_DIM_MILLI_VOLT'], // P M
    ['uV', 'µV', 266419, 'MDC_DIM_MICRO_VOLT'], // P M
    ['Ohm', 'Ω', 266432, 'MDC_DIM_X_OHM'], // P
    ['kOhm', 'kΩ', 266435, 'MDC_DIM_OHM_K'], // P
    ['Cel', '°C', 268192, 'MDC_DIM_DEGC'], // P
    ['[degF]', '°F', 266560, 'MDC_DIM_FAHR'], // P M
    ['dB', 'dB', 268576, 'MDC_DIM_DECIBEL'], // P M
  ]

/** Every unit the project knows. */
export const units: readonly Unit[] = ROWS.map(([ucum, printed, mdcCode, mdcRefid]) => ({
  ucum,
  ucumV2: ucum,
  mdcCode,
  mdcRefid,
  printed,
}))

const byUcum = new Map(units.map((unit) => [unit.ucum, unit]))
const byMdcCode = new Map(
  units.flatMap((unit) => (unit.mdcCode === null ? [] : [[unit.mdcCode, unit] as const])),
)

/** Looks a unit up by its UCUM spelling (case sensitive); undefined if unknown. */
export function unitByUcum(ucum: string): Unit | undefined {
  return byUcum.get(ucum)
}

/** Looks a unit up by its MDC code (partition 4); undefined if unknown. */
export function unitByMdcCode(code: number): Unit | undefined {
  return byMdcCode.get(code)
}

/** What a person reads for a UCUM unit; the UCUM text itself if the unit is unknown. */
export function printedUnit(ucum: string): string {
  return byUcum.get(ucum)?.printed ?? ucum
}

/** Conventional millimetre of mercury in kilopascal: 13.5951 x 9.80665 / 1000. */
export const KILOPASCAL_PER_MMHG = 0.133322387415

const FAHRENHEIT_AT_ZERO_CELSIUS = 32
const FAHRENHEIT_PER_CELSIUS = 1.8

/** The only conversions that are exact without knowing anything else (INTEROP 1.4). */
const CONVERSIONS: ReadonlyMap<string, (value: number) => number> = new Map([
  ['mm[Hg]>kPa', (value: number) => value * KILOPASCAL_PER_MMHG],
  ['kPa>mm[Hg]', (value: number) => value / KILOPASCAL_PER_MMHG],
  ['Cel>[degF]', (value: number) => value * FAHRENHEIT_PER_CELSIUS + FAHRENHEIT_AT_ZERO_CELSIUS],
  ['[degF]>Cel', (value: number) => (value - FAHRENHEIT_AT_ZERO_CELSIUS) / FAHRENHEIT_PER_CELSIUS],
])

/**
 * Converts a value between UCUM units where that is exact: mm[Hg] and kPa, Cel
 * and [degF], a unit to itself. Null for everything else: % of gas is never
 * turned into a pressure, and mm of ST needs the monitor's gain.
 */
export function convert(value: number, from: string, to: string): number | null {
  if (!byUcum.has(from) || !byUcum.has(to)) return null
  if (from === to) return value
  return CONVERSIONS.get(`${from}>${to}`)?.(value) ?? null
}

import type { Priority } from '../../drivers/model/measurement.ts'
import { MONITOR_NAME } from '../../electron/ipc/devices.ts'
import type { NumericView } from '../../electron/ipc/views.ts'
import { deviceName } from '../words/devices.ts'
import { clockTime, sameDay, shortAge } from '../words/times.ts'
import { printedUnit } from '../words/units.ts'
import { NO_VALUE, printedValue } from '../words/values.ts'
import { words } from '../words/words.ts'
import { type Freshness, freshnessOf } from './freshness.ts'
import { kindOf, type ParameterKind } from './parameters.ts'

/** One number as the screen shows it; prose and digits are done, only drawing is left. */
export interface NumberModel {
  readonly label: string
  readonly kind: ParameterKind
  readonly text: string
  /** Unit in small print, or the age of an old number, or the time of a reading. */
  readonly note: string
  readonly freshness: Freshness
  readonly questionable: boolean
  /** Mean of a pressure, in small print; null where there is none. */
  readonly mean: string | null
  /** Priority of the alarm that names this number, or null. */
  readonly alarm: Priority | null
  /** Somebody has seen to that alarm. */
  readonly isAcknowledged: boolean
  /** The device of the bed that it comes from, where that is not the bed's monitor. */
  readonly origin?: string
  /** Keys of the channels that it shows. */
  readonly keys: readonly string[]
  /** The limits that hold, `50–120`; null where Vigil watches none. */
  readonly limits: string | null
  /** They were set for this patient. */
  readonly isLimitChanged: boolean
  /** A limit is switched off until this time of day, `15:00`; null: none is. */
  readonly limitOff: string | null
}

/** Age in ms of a number by the monotonic clock. */
export type AgeOf = (numeric: NumericView) => number

/** What the numbers of one bed are made from. `current` false: nothing of the bed counts any more. */
export interface NumberSource {
  readonly numerics: readonly NumericView[]
  readonly current: boolean
  readonly ageOf: AgeOf
  readonly nowUtcMs: number
}

/** A cuff reading turns grey at 1.5 x its interval (UI.md 4.2); no device tells its interval yet, so 1 h is taken. */
const CUFF_GREY_AFTER_MS = 90 * 60_000
/** Parts of one episodic reading carry one time; beyond this they are different readings and are not paired. */
const SAME_READING_MS = 1_000

/** A number of which no alarm and no limit is known. */
const CALM = {
  alarm: null,
  isAcknowledged: false,
  limits: null,
  isLimitChanged: false,
  limitOff: null,
} as const

/** A number that is not there: `--` with its label and unit. */
export function missingNumber(label: string, kind: ParameterKind, unit: string): NumberModel {
  return {
    label,
    kind,
    text: NO_VALUE,
    note: unit,
    freshness: 'gone',
    questionable: false,
    mean: null,
    ...CALM,
    keys: [],
  }
}

function episodicNote(numeric: NumericView, nowUtcMs: number): { note: string; old: boolean } {
  const ageMs = nowUtcMs - numeric.measuredUtcMs
  const old = ageMs > CUFF_GREY_AFTER_MS || !sameDay(numeric.measuredUtcMs, nowUtcMs)
  return { note: old ? shortAge(ageMs) : clockTime(numeric.measuredUtcMs), old }
}

function originOf({ origin }: NumericView): Pick<NumberModel, 'origin'> {
  return origin === undefined || origin.name === MONITOR_NAME ? {} : { origin: deviceName(origin.name) }
}

/** One number of a bed as shown. Never a value that is too old, invalid, or from a line that is down. */
export function numberModel(numeric: NumericView, source: NumberSource): NumberModel {
  const kind = kindOf(numeric.id)
  const unit = printedUnit(numeric.unit)
  const ageMs = source.ageOf(numeric)
  const freshness = source.current ? freshnessOf(numeric, ageMs) : 'gone'
  if (freshness === 'gone') {
    const off = source.current && numeric.validity === 'off'
    return { ...missingNumber(numeric.label, kind, off ? words('number.off') : unit), keys: [numeric.key] }
  }
  const base = {
    label: numeric.label,
    kind,
    text: printedValue(numeric.value, numeric.decimals),
    questionable: numeric.validity === 'questionable',
    mean: null,
    ...CALM,
    ...originOf(numeric),
    keys: [numeric.key],
  }
  if (numeric.episodic) {
    const { note, old } = episodicNote(numeric, source.nowUtcMs)
    return { ...base, note, freshness: old ? 'old' : 'live' }
  }
  return { ...base, note: freshness === 'old' ? shortAge(ageMs) : unit, freshness }
}

/** Ending of a key that tells its source: `MDC_X@p1` -> `@p1`. */
function siteOf(key: string): string {
  const at = key.indexOf('@')
  return at === -1 ? '' : key.slice(at)
}

/**
 * The first of these terms that has something to show now; else the first that the bed has at all.
 * In: terms in order of preference. Out: null if the bed has none of them.
 */
export function pickNumeric(source: NumberSource, terms: readonly string[]): NumericView | null {
  let fallback: NumericView | null = null
  for (const term of terms) {
    for (const numeric of source.numerics) {
      if (numeric.id !== term) continue
      if (source.current && freshnessOf(numeric, source.ageOf(numeric)) !== 'gone') return numeric
      fallback ??= numeric
    }
  }
  return fallback
}

function partOf(source: NumberSource, systolic: NumericView, term: string): NumberModel | null {
  const part = source.numerics.find(({ id, key }) => id === term && siteOf(key) === siteOf(systolic.key))
  if (part === undefined) return null
  const apart = Math.abs(part.measuredUtcMs - systolic.measuredUtcMs)
  if (systolic.episodic && apart > SAME_READING_MS) return null
  return numberModel(part, source)
}

/** A pressure as `sys/dia` with its mean. In: the beginning of its terms, e.g. `MDC_PRESS_BLD_NONINV`. Out: null if absent. */
export function pressureModel(source: NumberSource, beginning: string, label: string): NumberModel | null {
  const systolic = pickNumeric(source, [`${beginning}_SYS`])
  if (systolic === null) return null
  const whole = numberModel(systolic, source)
  const diastolic = partOf(source, systolic, `${beginning}_DIA`)
  const mean = partOf(source, systolic, `${beginning}_MEAN`)
  const meanText = mean === null || mean.freshness === 'gone' ? null : mean.text
  return {
    ...whole,
    label: systolic.episodic ? label : labelOf(systolic, label),
    text: `${whole.text}/${diastolic?.text ?? NO_VALUE}`,
    questionable: whole.questionable || diastolic?.questionable === true,
    mean: whole.freshness === 'gone' ? null : meanText,
    keys: [...whole.keys, ...(diastolic?.keys ?? []), ...(mean?.keys ?? [])],
  }
}

/** `ART sys` -> `ART`: the label of the device without the part of the beat. */
function labelOf(numeric: NumericView, otherwise: string): string {
  const bare = numeric.label.replace(/\s*(sys|systolic)\.?$/i, '').trim()
  return bare === '' ? otherwise : bare
}

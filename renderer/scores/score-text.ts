import { EFFORTS } from '../../electron/ipc/entry.ts'
import type {
  BedScores,
  News2Risk,
  ScoreInputName,
  ScoreInputView,
  ScoreLackView,
  ScoreName,
  ScoreView,
} from '../../electron/ipc/score.ts'
import { answerText } from '../entry/entry-text.ts'
import { clockTime } from '../words/times.ts'
import { printedPercent, printedValue } from '../words/values.ts'
import { leftToRight, type WordKey, words } from '../words/words.ts'

/** Names of inputs. */
export const INPUT_WORDS: Readonly<Record<ScoreInputName, WordKey>> = {
  respiration: 'score.respiration',
  spo2: 'score.spo2',
  isOnOxygen: 'score.oxygen',
  systolic: 'score.systolic',
  diastolic: 'score.diastolic',
  pulse: 'score.pulse',
  consciousness: 'entry.consciousness',
  temperature: 'score.temperature',
  age: 'score.age',
  fio2: 'score.oxygenShare',
  oxygenFlow: 'score.oxygenFlow',
  capillaryRefill: 'score.capillaryRefill',
  effort: 'score.effort',
}

const NAMES: Readonly<Record<Exclude<ScoreName, 'shockIndex'>, string>> = {
  pews: 'PEWS',
  news2: 'NEWS2',
  mews: 'MEWS',
  qsofa: 'qSOFA',
  cart: 'CART',
  rox: 'ROX',
}

const RISK_WORDS: Readonly<Record<News2Risk, WordKey>> = {
  low: 'score.riskLow',
  'low-medium': 'score.riskLowMedium',
  medium: 'score.riskMedium',
  high: 'score.riskHigh',
}

const SOURCE_WORDS = { monitor: 'score.monitor', byHand: 'score.byHand', patient: 'score.ofPatient' } as const
const WHOLE_RATIO_DIGITS = 2
const PERCENT = 100

/** The name of a score; those of people are the same in every language, and a site's table brings its own. */
export function scoreName({ score, name }: Pick<ScoreView, 'score' | 'name'>): string {
  return score === 'shockIndex' ? words('score.shockIndex') : leftToRight(name ?? NAMES[score])
}

/** A total as printed: `6`, `≥ 5` where inputs are lacking, `0.88` for ratios, `--` where there is none. */
export function scoreTotal({ score, total, isPartial }: Pick<ScoreView, 'score' | 'total' | 'isPartial'>) {
  const isRatio = score === 'shockIndex' || score === 'rox'
  const digits = printedValue(total, isRatio ? WHOLE_RATIO_DIGITS : 0)
  return total !== null && isPartial ? leftToRight(`≥ ${digits}`) : digits
}

/** The risk in words; empty where there is none. */
export function riskText({ risk }: Pick<ScoreView, 'risk'>): string {
  return risk === null ? '' : words(RISK_WORDS[risk])
}

/** An input as printed with its unit. */
export function inputValue({ input, value }: Pick<ScoreInputView, 'input' | 'value'>): string {
  if (typeof value === 'boolean') return words(value ? 'score.yes' : 'score.no')
  if (typeof value === 'string') {
    const effort = input === 'effort' ? EFFORTS.find((one) => one === value) : undefined
    return effort === undefined ? leftToRight(value) : answerText('effort', effort)
  }
  if (input === 'fio2') return printedPercent(value * PERCENT, 0)
  const isTenths = input === 'temperature' || input === 'oxygenFlow' || input === 'capillaryRefill'
  const digits = printedValue(input === 'age' ? Math.floor(value) : value, isTenths ? 1 : 0)
  const unit =
    {
      spo2: '%',
      systolic: 'mmHg',
      diastolic: 'mmHg',
      temperature: '°C',
      oxygenFlow: 'L/min',
      capillaryRefill: 's',
    }[input as string] ?? ''
  return unit === '' ? digits : leftToRight(`${digits} ${unit}`)
}

/** When and where an input was taken: `14:30, monitor`. */
export function takenText({
  measuredUtcMs,
  source,
}: Pick<ScoreInputView, 'measuredUtcMs' | 'source'>): string {
  const where = words(SOURCE_WORDS[source])
  return source === 'patient' ? where : words('score.takenFrom', { time: clockTime(measuredUtcMs), where })
}

/** Why an input is lacking. */
export function lackText({ why, measuredUtcMs }: ScoreLackView): string {
  const time = measuredUtcMs === null ? '' : clockTime(measuredUtcMs)
  if (why === 'old') return words('score.old', { time })
  return why === 'future' ? words('score.future', { time }) : words('score.missing')
}

/** `lacks RR, Alert`; empty where nothing is lacking. */
export function lacksText({ lacks }: Pick<ScoreView, 'lacks'>): string {
  if (lacks.length === 0) return ''
  return words('score.lacks', { inputs: lacks.map(({ input }) => words(INPUT_WORDS[input])).join(', ') })
}

/** The sum written out, `2 + 1 + 0 = 3`; empty for ratios. */
export function sumText({ inputs, total }: ScoreView): string {
  const points = inputs.flatMap((one) => (one.points === null ? [] : [one.points]))
  return points.length === 0 || total === null ? '' : leftToRight(`${points.join(' + ')} = ${total}`)
}

/** When the oldest input was measured; null of none. */
export function oldestUtcMs({ inputs }: Pick<ScoreView, 'inputs'>): number | null {
  const times = inputs.filter(({ source }) => source !== 'patient').map((one) => one.measuredUtcMs)
  return times.length === 0 ? null : Math.min(...times)
}

/** NEWS2, or the score of a child, as a tile shows it. */
export interface TileScore {
  /** `NEWS2`, `PEWS`. */
  readonly name: string
  /** `6`, `≥ 5`, `--`. */
  readonly total: string
  /** `from 13:40`: the oldest input; empty where there is none. */
  readonly since: string
  /** The same in a sentence, with what is lacking. */
  readonly sentence: string
}

/** NEWS2 or PEWS on a tile; null where neither is given. */
export function tileScore(scores: BedScores | undefined): TileScore | null {
  const main = scores?.scores.find(({ score }) => score === 'news2' || score === 'pews')
  if (main === undefined) return null
  const oldest = oldestUtcMs(main)
  const since = oldest === null ? '' : words('score.from', { time: clockTime(oldest) })
  const total = scoreTotal(main)
  const unconfirmed = main.isUnconfirmed === true ? words('score.unconfirmed') : ''
  const parts = [`${scoreName(main)} ${total}`, riskText(main), lacksText(main), since, unconfirmed]
  const name = scoreName({ score: main.score })
  return { name, total, since, sentence: parts.filter((part) => part !== '').join(', ') }
}

import { LOCK_NEEDS, lockErrors } from '../framing/lock.ts'
import type { Priority } from '../model/measurement.ts'
import { type FieldPlan, fieldPlans } from './channels.ts'
import {
  ALARM_STATES,
  ALARMS,
  type AlarmRow,
  BREATH_END,
  BREATH_START,
  ETX,
  FIELD_NUMBER,
  FIELDS_TEXT,
  FIRST_FIELD,
  NOT_SET,
  REPLY_HEAD,
  type ReplyName,
  SAMPLES,
  SHORTEST_LINE,
  STX,
  WAVE,
} from './codes.ts'

/** A number of a reply; null where the ventilator has none. */
export interface ReadField {
  readonly plan: FieldPlan
  readonly value: number | null
}

/** An alarm of a reply; null while it is not in force. */
export interface ReadAlarm {
  readonly row: AlarmRow
  readonly priority: Priority | null
}

/** One good line. */
export type Line =
  | {
      readonly type: 'reply'
      readonly name: ReplyName
      readonly id: string
      readonly fields: readonly ReadField[]
      readonly alarms: readonly ReadAlarm[]
    }
  | { readonly type: 'breathStart'; readonly counter: number }
  | { readonly type: 'samples'; readonly flow: number; readonly pressure: number }
  | { readonly type: 'breathEnd' }

/** Why a line is refused: its own counts do not hold, or it has not the form of any. */
export type Refusal = 'length' | 'checksum'

const ID_FIELD = 6
const NOTHING = ''

function hundredths(text: string, reach: number): number | null {
  const value = Math.round(Number(text) * WAVE.perUnit)
  return Math.abs(value) <= reach * WAVE.perUnit ? value : null
}

function readSamples(text: string): Line | null {
  const [, flowText, pressureText] = SAMPLES.exec(text) ?? []
  if (flowText === undefined || pressureText === undefined) return null
  const flow = hundredths(flowText, WAVE.flowReach)
  const pressure = hundredths(pressureText, WAVE.pressureReach)
  return flow === null || pressure === null ? null : { type: 'samples', flow, pressure }
}

/** The value of a field; undefined where it has not the form of one or lies where none can be. */
function readField(text: string, { row }: FieldPlan): number | null | undefined {
  if (text === NOTHING || text === NOT_SET) return null
  const value = FIELD_NUMBER.test(text) ? Number(text) : Number.NaN
  return value >= row.least && value <= row.most ? value : undefined
}

function readReply(name: ReplyName, texts: readonly string[]): Line | null {
  const at = (field: number): string => (texts[field - FIRST_FIELD] ?? NOTHING).trimEnd()
  const fields: ReadField[] = []
  for (const plan of fieldPlans[name]) {
    const value = readField(at(plan.field), plan)
    if (value === undefined) return null
    fields.push({ plan, value })
  }
  const alarms: ReadAlarm[] = []
  for (const row of ALARMS[name]) {
    const priority = ALARM_STATES[at(row.field)]
    if (priority === undefined) return null
    alarms.push({ row, priority })
  }
  return { type: 'reply', name, id: at(ID_FIELD), fields, alarms }
}

/** A reply is whole when both its counts hold and every field ends in a comma. */
function readCounted(line: string): Line | Refusal {
  const opens = line.indexOf(STX)
  const [, name, bytes, count] = REPLY_HEAD.exec(line.slice(0, opens)) ?? []
  const body = line.slice(opens + 1, -1)
  if (name === undefined || !line.endsWith(ETX) || !FIELDS_TEXT.test(body)) return 'checksum'
  const texts = body.split(',')
  // Behind the last comma stands nothing.
  if (texts.pop() !== NOTHING || body.length !== Number(bytes) || texts.length !== Number(count))
    return 'length'
  return readReply(name as ReplyName, texts) ?? 'checksum'
}

/** Reads one line without its end. Out: what it says, or why it is refused. */
export function readLine(text: string): Line | Refusal {
  if (text.includes(STX)) return readCounted(text)
  if (text === BREATH_END) return { type: 'breathEnd' }
  const counter = BREATH_START.exec(text)?.[1]
  if (counter !== undefined) return { type: 'breathStart', counter: Number(counter) }
  return readSamples(text) ?? 'checksum'
}

/** What random bytes must match: the shortest line. */
export const lock = lockErrors([SHORTEST_LINE], LOCK_NEEDS.secondBlocks)

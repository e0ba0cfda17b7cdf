import type { Row } from '../../../drivers/hl7-inbound/rows.ts'
import { numberOf } from '../../../drivers/hl7-inbound/values.ts'
import { leaf } from '../../../drivers/hl7v2/message.ts'
import { parseDtm } from '../../../drivers/hl7v2/time.ts'
import type { ImplantKind, ImplantView } from '../../ipc/implant.ts'
import {
  BATTERY_MONTHS,
  BATTERY_PERCENT,
  BATTERY_STATUS,
  BATTERY_VOLTAGE,
  BATTERY_WORDS,
  BRADY_MODE,
  DEVICE_MAKER,
  DEVICE_MODEL,
  DEVICE_TYPE,
  IDCO,
  IN_CLINIC,
  KINDS,
  MODE_UNKNOWN,
  MODES,
  REMOTE_SESSIONS,
  SESSION_TIME,
  SESSION_TYPE,
} from './implant-codes.ts'

/** Three or four letters of the NBG code, at the end of a name such as MDC_IDC_ENUM_BRADY_MODE_DDDR. */
const MODE_NAME = /_([AVDO][AVDO][ITDO]R?)$/
const VOLTS = 'V'

/** Whether a row is about an implant (IDCO): such a message is no list of vital signs. */
export function isImplantRow({ code }: Row): boolean {
  const number = codeOf(code)
  return number !== null && number >= IDCO.from && number < IDCO.below
}

/** What an interrogation says. In: the rows of a message, and when it was made. Null where no row is about an implant. */
export function implantOf(rows: readonly Row[], messageMs: number | null): ImplantView | null {
  const implanted = rows.filter(isImplantRow)
  const sessionUtcMs =
    timeOf(implanted, SESSION_TIME) ?? rows.find(({ ownMs }) => ownMs !== null)?.ownMs ?? messageMs
  if (implanted.length === 0 || sessionUtcMs === null) return null
  const type = codedValue(implanted, SESSION_TYPE)
  return {
    kind: kindOf(implanted),
    maker: textOf(implanted, DEVICE_MAKER),
    model: textOf(implanted, DEVICE_MODEL),
    mode: modeOf(implanted),
    sessionUtcMs,
    session: type === IN_CLINIC ? 'inClinic' : type !== null && REMOTE_SESSIONS.has(type) ? 'remote' : null,
    battery: {
      status: BATTERY_WORDS.get(codedValue(implanted, BATTERY_STATUS) ?? 0) ?? null,
      percent: percentOf(implanted),
      months: measured(implanted, BATTERY_MONTHS, ['mo', 'months', 'month']),
      volts: measured(implanted, BATTERY_VOLTAGE, [VOLTS]),
    },
  }
}

function codeOf(text: string): number | null {
  return /^\d{1,10}$/.test(text) ? Number(text) : null
}

function rowOf(rows: readonly Row[], code: number): Row | undefined {
  return rows.find((row) => codeOf(row.code) === code)
}

/** A coded value: its number stands first. */
function codedValue(rows: readonly Row[], code: number): number | null {
  return codeOf(leaf(rowOf(rows, code)?.segment, 5).trim())
}

/** A text, or the name of a coded value. */
function textOf(rows: readonly Row[], code: number): string {
  const segment = rowOf(rows, code)?.segment
  const [first, name] = [leaf(segment, 5).trim(), leaf(segment, 5, { component: 2 }).trim()]
  return codeOf(first) === null ? first : name
}

function timeOf(rows: readonly Row[], code: number): number | null {
  const text = leaf(rowOf(rows, code)?.segment, 5).trim()
  return text === '' ? null : (parseDtm(text)?.utcMs ?? null)
}

/** A number in a unit that it may have; in any other unit it is not known. */
function measured(rows: readonly Row[], code: number, units: readonly string[]): number | null {
  const segment = rowOf(rows, code)?.segment
  const value = numberOf(leaf(segment, 5))
  const named = [leaf(segment, 6).trim(), leaf(segment, 6, { component: 2 }).trim()]
  return value !== null && value >= 0 && named.some((one) => units.includes(one)) ? value : null
}

function percentOf(rows: readonly Row[]): number | null {
  const percent = measured(rows, BATTERY_PERCENT, ['%'])
  return percent !== null && percent <= 100 ? percent : null
}

/** By its number; where nobody knows that one, by the end of its name, such as MDC_IDC_ENUM_DEV_TYPE_CRT_D. */
function kindOf(rows: readonly Row[]): ImplantKind {
  const number = codedValue(rows, DEVICE_TYPE)
  const name = leaf(rowOf(rows, DEVICE_TYPE)?.segment, 5, { component: 2 }).trim()
  const found =
    KINDS.find(({ code }) => code === number) ?? KINDS.find((one) => name.endsWith(`_TYPE_${one.name}`))
  return found?.kind ?? 'other'
}

/**
 * Whether what it is may pace the heart. A mode decides, and its first letter O says that no chamber is paced. Without a mode
 * the kind does: every pacemaker and defibrillator may, one that only listens may not, and of what is unknown nobody says so.
 */
export function mayPace({ kind, mode }: ImplantView): boolean {
  return mode === null ? kind !== 'monitor' && kind !== 'other' : !mode.startsWith('O')
}

/** What the report does not say, or says that nobody knows, stays unknown. */
function modeOf(rows: readonly Row[]): string | null {
  const number = codedValue(rows, BRADY_MODE)
  if (number === null || number === MODE_UNKNOWN) return null
  const named = MODE_NAME.exec(leaf(rowOf(rows, BRADY_MODE)?.segment, 5, { component: 2 }).trim())
  return MODES.get(number) ?? named?.[1] ?? null
}

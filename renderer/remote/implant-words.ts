import type { ImplantKind, ImplantView } from '../../electron/ipc/implant.ts'
import { longAge, moment } from '../words/times.ts'
import { printedPercent, printedValue } from '../words/values.ts'
import { type WordKey, words } from '../words/words.ts'

/** A number and its unit stay in one line. */
const NO_BREAK = '\u00A0'

const KIND_WORDS: Readonly<Record<ImplantKind, WordKey>> = {
  pacemaker: 'implant.pacemaker',
  defibrillator: 'implant.defibrillator',
  crtPacemaker: 'implant.crtPacemaker',
  crtDefibrillator: 'implant.crtDefibrillator',
  monitor: 'implant.monitor',
  other: 'implant.other',
}

/** What IDCO abbreviates; another word is shown as it came. */
const BATTERY_WORDS: Readonly<Record<string, WordKey>> = {
  BOS: 'implant.bos',
  MOS: 'implant.mos',
  RRT: 'implant.rrt',
  EOS: 'implant.eos',
}

function statusText(status: string | null): string | null {
  const key = status === null ? undefined : BATTERY_WORDS[status]
  return key === undefined ? status : words(key)
}

function batteryText({ status, percent, months, volts }: ImplantView['battery']): string {
  const parts = [
    statusText(status),
    percent === null ? null : printedPercent(percent, 0).replace(' ', NO_BREAK),
    months === null ? null : words('implant.months', { months: printedValue(months, 0) }),
    volts === null ? null : `${printedValue(volts, 2)}${NO_BREAK}V`,
  ].filter((part) => part !== null)
  return parts.length === 0 ? words('who.notSaid') : parts.join(', ')
}

/** What it is, its mode, last interrogation and battery, as they were then, a part each: an implant is never watched. */
export function implantLines(implant: ImplantView, nowUtcMs: number): readonly string[] {
  const { kind, maker, model, mode, sessionUtcMs, session, battery } = implant
  const name = [words(KIND_WORDS[kind]), maker, model].filter((part) => part !== '').join(' ')
  const when = moment(sessionUtcMs)
  const ago = longAge(nowUtcMs - sessionUtcMs)
  return [
    name,
    words('implant.mode', { mode: mode ?? words('implant.unknownMode') }),
    words('implant.asked', { ago, when }),
    ...(session === null ? [] : [words(session === 'remote' ? 'implant.fromHome' : 'implant.inClinic')]),
    words('implant.battery', { battery: batteryText(battery) }),
  ]
}

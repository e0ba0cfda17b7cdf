import type { ImplantKind, ImplantView } from '../../electron/ipc/implant.ts'
import { calendarDate, clockTime, duration } from '../words/times.ts'
import { printedValue } from '../words/values.ts'
import { type WordKey, words } from '../words/words.ts'

const KIND_WORDS: Readonly<Record<ImplantKind, WordKey>> = {
  pacemaker: 'implant.pacemaker',
  defibrillator: 'implant.defibrillator',
  other: 'implant.other',
}

function batteryText({ status, percent, months, volts }: ImplantView['battery']): string {
  const parts = [
    status,
    percent === null ? null : `${printedValue(percent, 0)} %`,
    months === null ? null : words('implant.months', { months: printedValue(months, 0) }),
    volts === null ? null : `${printedValue(volts, 2)} V`,
  ].filter((part) => part !== null)
  return parts.length === 0 ? words('who.notSaid') : parts.join(', ')
}

/** Mode, last interrogation and battery, as they were then: an implant is never watched. */
export function implantText(implant: ImplantView, nowUtcMs: number): string {
  const { kind, maker, model, mode, sessionUtcMs, session, battery } = implant
  const name = [words(KIND_WORDS[kind]), maker, model].filter((part) => part !== '').join(' ')
  const when = `${calendarDate(sessionUtcMs)}, ${clockTime(sessionUtcMs)}`
  const ago = duration(Math.max(0, nowUtcMs - sessionUtcMs))
  return [
    name,
    words('implant.mode', { mode: mode ?? words('implant.unknownMode') }),
    words('implant.asked', { ago, when }),
    ...(session === null ? [] : [words(session === 'remote' ? 'implant.fromHome' : 'implant.inClinic')]),
    words('implant.battery', { battery: batteryText(battery) }),
  ].join('; ')
}

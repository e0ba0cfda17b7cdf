import type { Priority } from '../../drivers/model/measurement.ts'
import type { AlarmView } from '../../electron/ipc/views.ts'
import type { NumberModel } from './numbers.ts'
import type { TileNumbers } from './slots.ts'

/** Whether a text begins with a label as a whole word: `SpO2 low` names SpO2, `HRV low` does not name HR. */
function names(text: string, label: string): boolean {
  const rest = text.slice(label.length, label.length + 1)
  return text.slice(0, label.length).toLowerCase() === label.toLowerCase() && !/[a-z0-9]/i.test(rest)
}

/** Priority of the worst physiological alarm that begins with this label; null if none does. In: alarms, worst first. */
export function alarmNaming(label: string, alarms: readonly AlarmView[]): Priority | null {
  const naming = alarms.find(({ kind, text }) => kind === 'physiological' && names(text, label))
  return naming?.priority ?? null
}

/**
 * The numbers of a tile, each marked with the alarm that names it. Bedside
 * alarms come as text, so only what begins with the label is taken to mean its
 * number; nothing is guessed, and `--` is never marked.
 */
export function withAlarms(numbers: TileNumbers, alarms: readonly AlarmView[]): TileNumbers {
  if (alarms.length === 0) return numbers
  const mark = <N extends NumberModel | null>(number: N): N =>
    number === null || number.freshness === 'gone'
      ? number
      : { ...number, alarm: alarmNaming(number.label, alarms) }
  return {
    heartRate: mark(numbers.heartRate),
    pulse: mark(numbers.pulse),
    saturation: mark(numbers.saturation),
    breaths: mark(numbers.breaths),
    arterial: mark(numbers.arterial),
    cuff: mark(numbers.cuff),
    temperature: mark(numbers.temperature),
    endTidal: mark(numbers.endTidal),
  }
}

import type { AlarmView } from '../../electron/ipc/alarms.ts'
import type { NumberModel } from './numbers.ts'
import type { TileNumbers } from './slots.ts'

/** Whether a text begins with a label as a whole word: `SpO2 low` names SpO2, `HRV low` does not name HR. */
function names(text: string, label: string): boolean {
  const rest = text.slice(label.length, label.length + 1)
  return text.slice(0, label.length).toLowerCase() === label.toLowerCase() && !/[a-z0-9]/i.test(rest)
}

/**
 * The worst alarm in force that is about a number: a limit names its channel, the words of a monitor its label.
 * In: alarms, worst first. Out: undefined if there is none.
 */
export function alarmAbout(
  { label, keys }: Pick<NumberModel, 'label' | 'keys'>,
  alarms: readonly AlarmView[],
): AlarmView | undefined {
  return alarms.find(({ kind, state, text, limit }) => {
    if (kind !== 'physiological' || state === 'latched') return false
    return limit === undefined ? names(text, label) : keys.includes(limit.parameter)
  })
}

/**
 * In: alarms, worst first. The numbers of a tile, each marked with the alarm that names it. Bedside
 * alarms come as text, so only what begins with the label is taken to mean its
 * number; nothing is guessed, and `--` is never marked.
 */
export function withAlarms(numbers: TileNumbers, alarms: readonly AlarmView[]): TileNumbers {
  if (alarms.length === 0) return numbers
  const mark = <N extends NumberModel | null>(number: N): N => {
    if (number === null || number.freshness === 'gone') return number
    const alarm = alarmAbout(number, alarms)
    if (alarm === undefined) return number
    return { ...number, alarm: alarm.priority, isAcknowledged: alarm.state === 'acknowledged' }
  }
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

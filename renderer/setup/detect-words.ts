import type { DetectionClaim, DetectionView } from '../../electron/ipc/detection.ts'
import type { DriverView } from '../../electron/ipc/views.ts'
import { printedUnit } from '../words/units.ts'
import { printedBytes, printedDigits } from '../words/values.ts'
import { words } from '../words/words.ts'

/** So many values of a driver fit on two lines; the rest is counted. */
const MOST_VALUES = 8
const PERCENT = 100

/** `GE / Datex-Ohmeda (ge-s5)`: a driver in few words. */
export function driverName(drivers: readonly DriverView[], id: string): string {
  const vendor = drivers.find((one) => one.id === id)?.vendor
  return vendor === undefined ? id : `${vendor} (${id})`
}

/** What the search does now, with how far it is. */
export function stepText({ step }: DetectionView, drivers: readonly DriverView[]): string {
  if (step === null) return words('detect.begins')
  const place = { number: String(step.number), of: String(step.of) }
  const settings = step.settings
  if (step.asks === null) {
    return settings === null
      ? words('detect.listeningPlain', place)
      : words('detect.listening', { ...place, settings })
  }
  const driver = driverName(drivers, step.asks)
  return settings === null
    ? words('detect.askingPlain', { ...place, driver })
    : words('detect.asking', { ...place, driver, settings })
}

/** How a search ended: what was found and what to do. In: whether drivers were allowed to ask. */
export function endText(view: DetectionView, drivers: readonly DriverView[], asked: boolean): string {
  if (view.state === 'cancelled') return words('detect.cancelled')
  if (view.state === 'failed') return view.problem ?? words('detect.failed')
  switch (view.verdict) {
    case 'one':
      return words('detect.one', { driver: driverName(drivers, view.claims[0]?.driver ?? '') })
    case 'several':
      return words('detect.several', { count: String(view.claims.length) })
    case 'notUnderstood':
      return words('detect.notUnderstood', { bytes: printedBytes(view.bytes) })
    default:
      return words(asked ? 'detect.silent' : 'detect.silentListening')
  }
}

/** What a driver would show, in one line: the first values, how many more there are, and the waves. */
export function claimText({ values, waves }: DetectionClaim): string {
  const shown = values
    .slice(0, MOST_VALUES)
    .map(({ label, value, unit }) => `${label} ${printedDigits(value)} ${printedUnit(unit)}`.trimEnd())
  const more = values.length - shown.length
  const numbers = [...shown, ...(more > 0 ? [words('detect.more', { count: String(more) })] : [])]
  return [
    ...(numbers.length > 0 ? [words('detect.shows', { values: numbers.join(', ') })] : []),
    ...(waves.length > 0 ? [words('detect.waves', { waves: waves.join(', ') })] : []),
  ].join(' ')
}

/** How much of the line the driver understands. */
export function shareText({ understood, goodFrames, badFrames }: DetectionClaim): string {
  return words('detect.share', {
    // Never rounded up to all of it.
    percent: String(Math.floor(understood * PERCENT)),
    good: String(goodFrames),
    bad: String(badFrames),
  })
}

import type { Out } from './driver.ts'
import type { Channel } from './model/channel.ts'
import { termById } from './model/terms.ts'

/**
 * The rule of units (INTEROP 1.4): a value is taken as the monitor sent it if its unit is legal
 * for its term, else not at all. A vendor's own id has no term, so no unit is illegal for it.
 */
export function isTaken({ id, unit }: Channel): boolean {
  return termById(id)?.units.includes(unit) ?? true
}

/**
 * The one place where every driver's units are judged: between a decoder and whoever hears it. A
 * value or a wave in an illegal unit becomes a counted fault that names code and unit.
 */
export function legalUnitsOnly(out: Out): Out {
  // Channels are shared objects, so each one is judged once.
  const judged = new WeakMap<Channel, boolean>()
  const isLegal = (channel: Channel): boolean => {
    const known = judged.get(channel)
    if (known !== undefined) return known
    const legal = isTaken(channel)
    judged.set(channel, legal)
    return legal
  }
  const measure: Out['measure'] = (one) => {
    if ((one.type !== 'numeric' && one.type !== 'wave') || isLegal(one.channel)) {
      out.measure(one)
      return
    }
    const { atMs, deviceMs } = one
    const { id, code, unit } = one.channel
    const about = `${id} (${code ?? 'no code'}) in ${unit === '' ? 'no unit' : unit}`
    out.measure({ type: 'fault', kind: 'illegalUnit', bytes: 0, about, atMs, deviceMs })
  }
  return { ...out, measure, ...(out.send !== undefined && { send: (bytes) => out.send?.(bytes) }) }
}

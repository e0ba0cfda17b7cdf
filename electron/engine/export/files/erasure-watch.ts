import { VigilError } from '../../../ipc/contract.ts'
import type { StoreReader } from '../../store/types.ts'
import type { WaveSource } from './wave-source.ts'

/**
 * Watches for erasures from now on. Out: a check that throws VigilError `patientErased` once anything of `stays` was erased,
 * by this station or by another program on its record; `names` are the files that are whole by then.
 */
export function watchErasures(
  reader: Pick<StoreReader, 'erasures'>,
): (stays: readonly Pick<WaveSource, 'bed' | 'period'>[], names: readonly string[]) => void {
  const before = new Set(reader.erasures().map(({ id }) => id))
  return (stays, names) => {
    const erased = reader.erasures().flatMap(({ id, facts }) => (before.has(id) ? [] : facts.stretches))
    const isHit = stays.some(({ bed, period }) =>
      erased.some(
        (one) => one.bed === bed && one.fromUtcMs < period.toUtcMs && one.toUtcMs > period.fromUtcMs,
      ),
    )
    if (!isHit) return
    const whole = names.length === 0 ? '' : `delete what was whole before (${names.join(', ')}) and `
    throw new VigilError(
      'patientErased',
      `The export was stopped and its unfinished files removed, as some of its data was erased meanwhile: ${whole}export again.`,
    )
  }
}

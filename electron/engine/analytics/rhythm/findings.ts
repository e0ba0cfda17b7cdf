import { contradicts, type PulseView } from '../corroborate/contradictions.ts'
import type { Claim } from '../corroborate/corroborate-table.ts'
import { FINDING } from './rhythm-table.ts'
import type { RhythmKind } from './rhythm-watch.ts'

/** What Vigil's own analysis may find of a rhythm. */
export type FindingKind = RhythmKind | 'ventricularFibrillation' | 'atrialFibrillation'

/** The most urgent first (clinical notes, section 3.5): one event is told once. */
export const FINDING_ORDER = [
  'asystole',
  'ventricularFibrillation',
  'ventricularTachycardia',
  'extremeTachycardia',
  'extremeBradycardia',
  'atrialFibrillation',
] as const satisfies readonly FindingKind[]

/** A rhythm that lasts. */
export interface Finding {
  readonly kind: FindingKind
  readonly sinceSeconds: number
}

/** What one readable lead, or a strap that tells distances, has found. */
export interface Finder {
  readonly found: readonly Finding[]
}

/** A pulse wave, and the moment that its view is of, on its own time line. */
export interface PulseWitness {
  readonly view: PulseView
  readonly atSeconds: number
}

const CLAIMS: Readonly<Partial<Record<FindingKind, Claim>>> = {
  asystole: 'asystole',
  ventricularFibrillation: 'fibrillation',
  ventricularTachycardia: 'ventricular tachycardia',
  extremeTachycardia: 'tachycardia',
  extremeBradycardia: 'bradycardia',
}

function isContradicted(kind: FindingKind, pulses: readonly PulseWitness[]): boolean {
  const claim = CLAIMS[kind]
  if (claim === undefined) return false
  return pulses.some(({ view, atSeconds }) =>
    contradicts(claim, { atSeconds, pulses: [view], leads: [], isOscillating: true }),
  )
}

interface Held extends Finding {
  readonly seenSeconds: number
}

/**
 * The rhythms of one bed from all that is read of it: a finding stands where every lead that can be read has it and no
 * pulse wave speaks against it, and for a moment longer, so that one event is told once. Without a lead nothing is found.
 */
export class RhythmFindings {
  private held: readonly Held[] = []

  /**
   * In: now, on the time line of the bed; leads that can be read; pulse waves, asked for where a lead has found
   * something. Out: the most urgent first.
   */
  judge(
    nowSeconds: number,
    leads: readonly Finder[],
    witnesses: () => readonly PulseWitness[],
  ): readonly Finding[] {
    const isQuiet = leads.every(({ found }) => found.length === 0)
    if (leads.length === 0) this.held = []
    if (isQuiet && this.held.length === 0) return this.held
    const pulses = isQuiet ? [] : witnesses()
    this.held = FINDING_ORDER.flatMap((kind) => {
      const before = this.held.find((one) => one.kind === kind)
      const found = leads.map((lead) => lead.found.find((one) => one.kind === kind))
      const since = found.flatMap((one) => one?.sinceSeconds ?? [])
      if (since.length === leads.length && !isContradicted(kind, pulses)) {
        return [{ kind, sinceSeconds: before?.sinceSeconds ?? Math.min(...since), seenSeconds: nowSeconds }]
      }
      return before !== undefined && nowSeconds - before.seenSeconds < FINDING.heldSeconds ? [before] : []
    })
    return this.held
  }

  /** Nothing is known any more. */
  reset(): void {
    this.held = []
  }
}

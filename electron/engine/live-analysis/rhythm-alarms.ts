import type { AgeClass, AlarmCondition } from '../../ipc/alarms.ts'
import type {
  RhythmChoice,
  RhythmKind,
  RhythmPriority,
  RhythmWatchView,
  RhythmWithheld,
} from '../../ipc/rhythm.ts'

/** What is known of a bed besides its waves. */
export interface RhythmBed {
  readonly id: string
  readonly ageClass: AgeClass | null
  /** The patient is called paced, or the monitor marks pacemaker pulses. */
  readonly isPaced: boolean
  /** Whether the driver's link carries alarms of the device. */
  readonly carriesAlerts: boolean
}

/** A rhythm that lasts, and since when. */
export interface FoundRhythm {
  readonly kind: RhythmKind
  readonly sinceUtcMs: number
}

/**
 * What a pacemaker makes meaningless: it paces on over a silent heart, its rate may be set below 40, and its beats are
 * as wide and unlike as those of a ventricle.
 */
const NOT_PACED: ReadonlySet<RhythmKind> = new Set([
  'asystole',
  'extremeBradycardia',
  'ventricularTachycardia',
])

const TEXTS: Readonly<Record<RhythmKind, string>> = {
  asystole: 'Vigil analysis: possible asystole',
  ventricularFibrillation: 'Vigil analysis: possible VF',
  ventricularTachycardia: 'Vigil analysis: possible VT',
  extremeTachycardia: 'Vigil analysis: extreme tachycardia',
  extremeBradycardia: 'Vigil analysis: extreme bradycardia',
  atrialFibrillation: 'Vigil analysis: possible AF',
}

function withheldBy({ ageClass, isPaced }: RhythmBed, kind: RhythmKind): RhythmWithheld | null {
  if (ageClass !== 'adult') return 'notAdult'
  return isPaced && NOT_PACED.has(kind) ? 'paced' : null
}

/** What is looked for on a bed, and what of it is not told there. Null: the site has switched none on. */
export function rhythmWatch(bed: RhythmBed, choices: readonly RhythmChoice[]): RhythmWatchView | null {
  if (choices.length === 0) return null
  const withheld = choices.flatMap(({ kind }) => {
    const why = withheldBy(bed, kind)
    return why === null ? [] : [{ kind, why }]
  })
  const told = choices.map(({ kind }) => kind).filter((kind) => !withheld.some((one) => one.kind === kind))
  return { told, withheld }
}

/** Low; medium only if the site wants it and the device cannot alarm over its link. */
export function rhythmPriority(wanted: RhythmPriority, carriesAlerts: boolean): RhythmPriority {
  return carriesAlerts ? 'low' : wanted
}

/** The one alarm that rhythms make: of what is switched on and found the most urgent. In: found, the most urgent first. */
export function rhythmConditions(
  bed: RhythmBed,
  choices: readonly RhythmChoice[],
  found: readonly FoundRhythm[],
): AlarmCondition[] {
  for (const { kind, sinceUtcMs } of found) {
    const choice = choices.find((one) => one.kind === kind)
    if (choice === undefined || withheldBy(bed, kind) !== null) continue
    return [
      {
        id: `${bed.id}/vigil/rhythm/${kind}`,
        source: 'vigil',
        kind: 'physiological',
        priority: rhythmPriority(choice.priority, bed.carriesAlerts),
        text: TEXTS[kind],
        sinceUtcMs,
      },
    ]
  }
  return []
}

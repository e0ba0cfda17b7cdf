import { PulseWave } from '../../../electron/engine/analytics/corroborate/witnesses.ts'
import { AfEpisode } from '../../../electron/engine/analytics/rhythm/af-episode.ts'
import {
  type Finding,
  type FindingKind,
  RhythmFindings,
} from '../../../electron/engine/analytics/rhythm/findings.ts'
import { LeadReading } from '../../../electron/engine/analytics/rhythm/lead-reading.ts'
import { RhythmWatch } from '../../../electron/engine/analytics/rhythm/rhythm-watch.ts'
import { ecgLeads, named, type Signal } from './signal.ts'

/** A rhythm that was told, or that is labelled. */
export interface Episode {
  readonly kind: FindingKind
  readonly fromSeconds: number
  readonly toSeconds: number
}

/** Puts what stands at each second together to episodes. */
class Episodes {
  readonly all: Episode[] = []
  private open = new Map<FindingKind, Episode>()

  at(nowSeconds: number, found: readonly Finding[]): void {
    for (const [kind, episode] of this.open) {
      if (found.some((one) => one.kind === kind)) continue
      this.all.push({ ...episode, toSeconds: nowSeconds })
      this.open.delete(kind)
    }
    for (const { kind, sinceSeconds } of found) {
      if (!this.open.has(kind))
        this.open.set(kind, { kind, fromSeconds: sinceSeconds, toSeconds: nowSeconds })
    }
  }

  end(nowSeconds: number): Episode[] {
    this.at(nowSeconds, [])
    return this.all
  }
}

/** What the product finds of the rhythms in a record, looking once a second as it does live. */
export function runRhythm(signals: readonly Signal[]): Episode[] {
  const leads = ecgLeads(signals).map(({ values, rateHz, unit }) => ({
    values,
    reading: new LeadReading(rateHz, unit.toUpperCase() === 'MV'),
  }))
  const pulses = ['PLETH', 'ABP'].flatMap((name) => {
    const signal = named(signals, name)
    return signal === undefined ? [] : [{ values: signal.values, wave: new PulseWave(signal.rateHz) }]
  })
  const [first] = signals
  const episodes = new Episodes()
  if (first === undefined) return episodes.all
  const findings = new RhythmFindings()
  for (let index = 0; index < first.values.length; index++) {
    for (const { values, reading } of leads) reading.push(values[index] ?? Number.NaN, null, false)
    for (const { values, wave } of pulses) wave.push(values[index] ?? Number.NaN)
    if ((index + 1) % Math.round(first.rateHz) !== 0) continue
    const atSeconds = (index + 1) / first.rateHz
    const finders = leads.map(({ reading }) => reading.finder()).filter((finder) => finder !== null)
    const witnesses = () => pulses.map(({ wave }) => ({ view: wave.view(atSeconds), atSeconds }))
    episodes.at(atSeconds, findings.judge(atSeconds, finders, witnesses))
  }
  return episodes.end(first.values.length / first.rateHz)
}

/** Episodes of fibrillation of the atria where only the times of beats are known, seconds. */
export function runAfEpisodes(times: readonly number[]): Episode[] {
  const episodes = new Episodes()
  const detector = new AfEpisode()
  for (const atSeconds of times) {
    detector.beat(atSeconds, 1)
    const { sinceSeconds } = detector
    episodes.at(atSeconds, sinceSeconds === null ? [] : [{ kind: 'atrialFibrillation', sinceSeconds }])
  }
  return episodes.end(times.at(-1) ?? 0)
}

/** A labelled beat. */
export interface LabelledBeat {
  readonly atSeconds: number
  readonly isVentricular: boolean
}

/** Asystole, extreme rates and runs of the ventricle by their definition, where all beats are known. */
export function definedRhythms(beats: readonly LabelledBeat[]): Episode[] {
  const episodes = new Episodes()
  const watch = new RhythmWatch(({ kind, phase, sinceSeconds, atSeconds }) => {
    // A pause is told in the moment of its end.
    if (kind === 'asystole' && phase === 'start')
      episodes.all.push({ kind, fromSeconds: sinceSeconds, toSeconds: atSeconds })
  })
  for (const { atSeconds, isVentricular } of beats) {
    watch.beat({ atSeconds, span: 1, typicality: isVentricular ? 0 : 1 })
    episodes.at(
      atSeconds,
      watch.found.filter(({ kind }) => kind !== 'asystole'),
    )
  }
  return episodes.end(beats.at(-1)?.atSeconds ?? 0)
}

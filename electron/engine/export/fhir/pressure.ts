import type { CodeableConcept, ObservationComponent } from '@medplum/fhirtypes'
import { observationIn } from '../../mapping/apply.ts'
import type { Observation } from '../observations.ts'
import { printNumber } from '../print.ts'
import { DEMANDED_PARTS, PRESSURE, PRESSURE_PANEL, PRESSURE_PARTS, SYSTEM } from './codes.ts'
import { absent, mdc, measuredValue } from './values.ts'

/** Systemic pressures: only these are of the blood pressure profile (INTEROP 2.1). */
const SYSTEMIC = /^(MDC_PRESS_(?:BLD|CUFF|BLD_NONINV|BLD_ART|BLD_ART_ABP|BLD_AORT))_(SYS|DIA|MEAN)$/

/** Parts of one reading, by the end of their REFID, as they were measured. */
export type Panel = ReadonlyMap<string, Observation>

/** The only unit that the profile allows. */
const [MMHG = ''] = PRESSURE.units

/** Parts of a pressure that belong together, and everything else as it came. */
export function panelsOf(observations: readonly Observation[]): { panels: Panel[]; others: Observation[] } {
  const panels = new Map<string, Map<string, Observation>>()
  const others: Observation[] = []
  for (const one of observations) {
    const [, base, part] = SYSTEMIC.exec(one.channel.id) ?? []
    if (base === undefined || part === undefined || observationIn(one, MMHG) === null) {
      others.push(one)
      continue
    }
    const { channel, driver, measuredUtcMs, state, change } = one
    const isStale = state === 'stale'
    const key = JSON.stringify([base, channel.source, driver, isStale || measuredUtcMs, change ?? ''])
    const panel = panels.get(key) ?? new Map<string, Observation>()
    // A second channel of the same id is a reading of its own.
    if (panel.has(part)) panels.set(`${key} ${channel.key}`, new Map([[part, one]]))
    else panels.set(key, panel.set(part, one))
  }
  return { panels: [...panels.values()], others }
}

/** The panel's code, by that of any of its parts. */
export function panelCode(panel: Panel): CodeableConcept {
  const [first] = panel
  const loinc = { system: SYSTEM.loinc, code: PRESSURE_PANEL }
  if (first === undefined) return { coding: [loinc] }
  const [part, { channel }] = first
  const above = PRESSURE_PARTS.get(part)?.above ?? 0
  const base = channel.id.slice(0, -part.length - 1)
  const own = channel.code === null ? [] : [mdc(channel.code - above, base)]
  return { coding: [loinc, ...own], text: 'Blood pressure' }
}

/** What the monitor itself said, where its unit is another than that of the profile: nothing is turned without a word. */
export function panelNotes(panel: Panel): string[] {
  const parts = [...panel].flatMap(([part, { value, channel }]) =>
    value === null || channel.unit === MMHG ? [] : `${part} ${printNumber(value)} ${channel.unit}`,
  )
  return parts.length === 0 ? [] : [`MEASURED: ${parts.join(', ')}`]
}

/** Its components: systolic and diastolic always, the mean where it was measured. */
export function panelComponents(panel: Panel): ObservationComponent[] {
  const parts = new Set([...DEMANDED_PARTS, ...panel.keys()])
  return [...parts].flatMap((part) => {
    const about = PRESSURE_PARTS.get(part)
    if (about === undefined) return []
    const measured = panel.get(part)
    const code = measured?.channel.code ?? null
    const own = measured === undefined || code === null ? [] : [mdc(code, measured.channel.id)]
    return {
      code: { coding: [{ system: SYSTEM.loinc, code: about.loinc }, ...own], text: about.name },
      ...(measured === undefined
        ? absent('unknown')
        : measuredValue(observationIn(measured, MMHG) ?? measured)),
    }
  })
}

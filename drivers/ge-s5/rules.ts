import {
  AGENT_LABELS,
  BREATH_SOURCE,
  ECG_LEAD,
  ECG_LEADS,
  HEART_RATE_SOURCE,
  HEART_RATE_SOURCES,
  OUTPUT_MODE,
  PRESSURE_LABELS,
  type Rule,
  SATURATION_LABEL_MASK,
  SATURATION_LABELS,
  TEMPERATURE_LABELS,
} from './codes.ts'

/** What a rule may look at: the group's header and the level of the sender. */
export interface RuleInput {
  readonly status: number
  readonly label: number
  readonly level: number
}

function within(index: number, rows: { readonly length: number }): number {
  return index < rows.length ? index : 0
}

/**
 * For each rule the index into the names of channels.ts. A label or source the
 * table does not know gives 0, the general term.
 */
export const ruleIndex: Readonly<Record<Rule, (input: RuleInput) => number>> = {
  heartRateSource: ({ status }) =>
    within((status >>> HEART_RATE_SOURCE.shift) & HEART_RATE_SOURCE.mask, HEART_RATE_SOURCES),
  pressureLabel: ({ label }) => pressureIndex(label),
  temperatureLabel: ({ label }) => within(label, TEMPERATURE_LABELS),
  saturationLabel: ({ label }) => within(label & SATURATION_LABEL_MASK, SATURATION_LABELS),
  agentLabel: ({ label }) => agentIndex(label),
  outputMode: ({ label }) =>
    ((label >>> OUTPUT_MODE.shift) & OUTPUT_MODE.mask) === OUTPUT_MODE.continuous ? 1 : 0,
  breathSource: ({ label, level }) =>
    level < BREATH_SOURCE.alwaysCapnographicFromLevel &&
    (label & BREATH_SOURCE.mask) === BREATH_SOURCE.impedance
      ? 1
      : 0,
}

/** Index into the pressure names for a label of a group or of a wave. */
export function pressureIndex(label: number): number {
  return within(label, PRESSURE_LABELS)
}

/** Index into the agent names for the label of the agent group. */
export function agentIndex(label: number): number {
  return within(label, AGENT_LABELS)
}

/**
 * Index into the ECG lead names for one ECG channel (1-3) by the label of the
 * ECG group; 0 (lead unknown) if no label has been seen.
 */
export function leadIndex(label: number | null, channel: number): number {
  const shift = ECG_LEAD.shifts[channel - 1]
  if (label === null || shift === undefined) return 0
  return within((label >>> shift) & ECG_LEAD.mask, ECG_LEADS)
}

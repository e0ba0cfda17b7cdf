import type { ChannelSpec, NumericChannel, WaveChannel } from '../model/channel.ts'
import { termById } from '../model/terms.ts'
import {
  AGENT_LABELS,
  CLASSES,
  type ClassName,
  ECG_LEADS,
  type FieldRow,
  GROUP,
  GROUPS,
  type GroupRow,
  HEART_RATE_SOURCES,
  PRESSURE_LABELS,
  SATURATION_LABELS,
  TEMPERATURE_LABELS,
  TWELVE_LEAD,
  TWELVE_LEAD_ROW,
  WAVES,
  type WaveRow,
} from './codes.ts'

/** One field of a record with the channels it can be, by the index its rule gives (0 without a rule). */
export interface FieldPlan {
  readonly className: ClassName
  readonly group: GroupRow
  readonly field: FieldRow
  /** Offset inside the 270 data bytes. */
  readonly offset: number
  readonly variants: readonly NumericChannel[]
}

/** One wave type with the channels it can be. */
export interface WavePlan {
  readonly row: WaveRow
  readonly variants: readonly WaveChannel[]
}

const FIELD_BYTES = { i16: 2, bits16: 2, u32: 4, u8: 1 } as const

interface Naming {
  readonly id: string
  readonly source: string
  readonly label: string
  readonly timing?: 'continuous' | 'episodic'
}

/** `X_GE_S5_<GROUP>_<FIELD>`, for a field that is no term of the vocabulary. */
function ownId(...parts: readonly string[]): string {
  return `X_GE_S5_${parts.join('_')}`.toUpperCase().replaceAll('-', '_')
}

function labelledNames(group: GroupRow, field: FieldRow, part: string): readonly Naming[] {
  const source = field.source ?? group.source
  const ending = part === '' ? '' : ` ${part.slice(1).toLowerCase()}`
  return PRESSURE_LABELS.map((row) => ({
    id: `${row.family}${part}`,
    source,
    label: row.label === null ? field.label : `${row.label}${ending}`,
  }))
}

/** Every name a field can take, by the index of its rule (rules.ts gives the same index). */
function namesOf(group: GroupRow, field: FieldRow): readonly Naming[] {
  const source = field.source ?? group.source
  const own = { id: field.id ?? ownId(group.name, field.name), source, label: field.label }
  switch (field.rule) {
    case 'heartRateSource':
      return HEART_RATE_SOURCES.map((row) => ({
        id: row.id ?? own.id,
        source: row.source,
        label: (row.id === null ? undefined : termById(row.id)?.label) ?? field.label,
      }))
    case 'pressureLabel':
      return labelledNames(group, field, field.part ?? '')
    case 'temperatureLabel':
      return TEMPERATURE_LABELS.map((row) => ({ id: row.id, source, label: row.label ?? field.label }))
    case 'saturationLabel':
      return SATURATION_LABELS.map((row) => ({ id: row.id, source, label: row.label }))
    case 'agentLabel': {
      const kind = field.part === '_ET' ? 'Et' : 'Fi'
      return AGENT_LABELS.map((row) => ({
        id: `${row.family}${field.part ?? ''}`,
        source,
        label: `${kind}${row.label}`,
      }))
    }
    case 'outputMode':
      return [
        { id: 'MDC_OUTPUT_CARD', source, label: 'CO', timing: 'episodic' },
        { id: 'MDC_OUTPUT_CARD_CTS', source, label: 'CCO', timing: 'continuous' },
      ]
    case 'breathSource':
      return [
        { id: 'MDC_CO2_RESP_RATE', source, label: field.label },
        { id: 'MDC_TTHOR_RESP_RATE', source, label: 'RR' },
      ]
    default:
      return [own]
  }
}

/** Two labels that share one term on one source are two channels: the label goes into the source. */
function separateLabels(names: readonly Naming[]): readonly Naming[] {
  const labelOf = new Map<string, string>()
  return names.map((name) => {
    const place = `${name.id}@${name.source}`
    const first = labelOf.get(place)
    if (first === undefined) labelOf.set(place, name.label)
    if (first === undefined || first === name.label) return name
    const slug = (name.label.split(' ')[0] ?? name.label).toLowerCase()
    return { ...name, source: `${name.source}-${slug}` }
  })
}

function numericChannel(
  className: ClassName,
  group: GroupRow,
  field: FieldRow,
  name: Naming,
): NumericChannel {
  return {
    kind: 'numeric',
    key: name.id,
    id: name.id,
    code: termById(name.id)?.code ?? null,
    source: name.source,
    vendor: `${className}.${group.name}.${field.name}`,
    label: name.label,
    unit: field.unit,
    timing: name.timing ?? field.timing ?? 'continuous',
    decimals: field.decimals,
  }
}

function waveNames(row: WaveRow): readonly Naming[] {
  const own = { id: row.id ?? ownId('wave', row.name), source: row.source, label: row.label }
  switch (row.rule) {
    case 'ecgLead':
      return ECG_LEADS.map((lead) =>
        lead === null
          ? own
          : { id: `MDC_ECG_ELEC_POTL_${lead.toUpperCase()}`, source: row.source, label: lead },
      )
    case 'pressureLabel':
      return PRESSURE_LABELS.map((label) => ({
        id: label.family,
        source: row.source,
        label: label.label ?? row.label,
      }))
    case 'agentLabel':
      return AGENT_LABELS.map((label) => ({ id: label.family, source: row.source, label: label.label }))
    default:
      return [own]
  }
}

function waveChannel(row: WaveRow, name: Naming): WaveChannel {
  return {
    kind: 'wave',
    key: name.id,
    id: name.id,
    code: termById(name.id)?.code ?? null,
    source: name.source,
    vendor: `wave.${row.type}`,
    label: name.label,
    unit: row.unit,
    timing: 'continuous',
    rateHz: row.rateHz,
    gain: 1 / row.divisor,
    offset: 0,
    width: 16,
    lowest: row.lowest,
    highest: row.highest,
  }
}

function fieldPlans(): FieldPlan[] {
  const plans: FieldPlan[] = []
  for (const className of CLASSES) {
    for (const group of GROUPS[className]) {
      let offset = group.offset + (group.follows === undefined ? GROUP.size : 0)
      for (const field of group.fields) {
        const variants = separateLabels(namesOf(group, field)).map((name) =>
          numericChannel(className, group, field, name),
        )
        plans.push({ className, group, field, offset, variants })
        offset += FIELD_BYTES[field.type]
      }
    }
  }
  return plans
}

/** Gives every channel its key: the id alone where the table has it from one source only. */
function withKeys<C extends NumericChannel | WaveChannel>(
  channel: C,
  sourcesById: ReadonlyMap<string, Set<string>>,
): C {
  const several = (sourcesById.get(channel.id)?.size ?? 0) > 1
  return several ? { ...channel, key: `${channel.id}@${channel.source}` } : channel
}

function build(): {
  fields: readonly FieldPlan[]
  waves: ReadonlyMap<number, WavePlan>
  twelveLead: readonly WaveChannel[]
  all: readonly ChannelSpec[]
} {
  const fields = fieldPlans()
  const waves = WAVES.map((row) => ({
    row,
    variants: separateLabels(waveNames(row)).map((name) => waveChannel(row, name)),
  }))
  const twelveLead = TWELVE_LEAD.leads.map((lead) =>
    waveChannel(TWELVE_LEAD_ROW, {
      id: `MDC_ECG_ELEC_POTL_${lead}`,
      source: TWELVE_LEAD_ROW.source,
      label: lead,
    }),
  )
  const sourcesById = new Map<string, Set<string>>()
  const drafts: readonly (NumericChannel | WaveChannel)[] = [
    ...fields.flatMap((plan) => plan.variants),
    ...waves.flatMap((plan) => plan.variants),
    ...twelveLead,
  ]
  for (const { id, source } of drafts) {
    const sources = sourcesById.get(id) ?? new Set<string>()
    sourcesById.set(id, sources.add(source))
  }
  const byKey = new Map<string, ChannelSpec>()
  // Variants that come out equal share one object, so that a channel is one reference everywhere.
  const shared = <C extends NumericChannel | WaveChannel>(draft: C): C => {
    const channel = withKeys(draft, sourcesById)
    const known = byKey.get(channel.key)
    if (known !== undefined && known.kind === channel.kind) return known as C
    byKey.set(channel.key, channel)
    return channel
  }
  const share = <C extends NumericChannel | WaveChannel>(list: readonly C[]): C[] => list.map(shared)
  return {
    fields: fields.map((plan) => ({ ...plan, variants: share(plan.variants) })),
    waves: new Map(waves.map((plan) => [plan.row.type, { ...plan, variants: share(plan.variants) }])),
    twelveLead: share(twelveLead),
    all: [...byKey.values()],
  }
}

const built = build()

/** Every field of the four classes with its channels, in the order of the record. */
export const fieldPlansByClass: Readonly<Record<ClassName, readonly FieldPlan[]>> = {
  basic: built.fields.filter((plan) => plan.className === 'basic'),
  ext1: built.fields.filter((plan) => plan.className === 'ext1'),
  ext2: built.fields.filter((plan) => plan.className === 'ext2'),
  ext3: built.fields.filter((plan) => plan.className === 'ext3'),
}

/** Wave type number to its channels. */
export const wavePlans: ReadonlyMap<number, WavePlan> = built.waves

/** The eight measured leads of the packed 12-lead wave, in the order of its block. */
export const twelveLeadChannels: readonly WaveChannel[] = built.twelveLead

/** Every channel this driver can send, without trends (their channels are made when first seen). */
export const channels: readonly ChannelSpec[] = built.all

/**
 * The channel of a trend value: history, so it never carries the term of the
 * live value. In: the field and the trend's name. Out: an `X_` channel.
 */
export function trendChannel(plan: FieldPlan, trend: 'trend10s' | 'trend60s'): NumericChannel {
  const id = ownId(trend, plan.group.name, plan.field.name)
  return {
    kind: 'numeric',
    key: id,
    id,
    code: null,
    source: trend,
    vendor: `${trend}.${plan.className}.${plan.group.name}.${plan.field.name}`,
    label: `${plan.field.label} (${trend})`,
    unit: plan.field.unit,
    timing: 'continuous',
    decimals: plan.field.decimals,
  }
}

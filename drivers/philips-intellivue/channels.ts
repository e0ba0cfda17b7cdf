import type { ChannelSpec, NumericChannel, WaveChannel } from '../model/channel.ts'
import { isLegalUnit, type Term, termByCode, termById } from '../model/terms.ts'
import {
  EPISODIC_PHYSIO,
  LABEL,
  METRIC_PARTITION,
  PRIVATE_FROM,
  TERM_BY_PHYSIO,
  WAVE_GEOMETRY,
  type WaveGeometry,
} from './codes.ts'
import { OLD_LABELS } from './label-codes.ts'
import { NUMERICS, type NumericRow } from './numeric-codes.ts'
import { UNITS } from './unit-codes.ts'
import { WAVES, type WaveRow } from './wave-codes.ts'

const HEX = 16
const HEX_DIGITS = 4

const ucumByCode = new Map(UNITS)
const currentLabels = new Map(OLD_LABELS)

/** A code as the vendor prints it: four hexadecimal digits or more. */
export function hex(code: number): string {
  return code.toString(HEX).toUpperCase().padStart(HEX_DIGITS, '0')
}

/** UCUM unit of a unit code; an annotation with the number where nobody knows it. */
export function unitOf(code: number): string {
  return ucumByCode.get(code) ?? `{0x${hex(code)}}`
}

/** The label as current software sends it. */
export function currentLabel(label: number): number {
  return currentLabels.get(label) ?? label
}

/** Whether a label names a setting of the monitor or a ventilator, which is no measurement. */
export function isSettingLabel(label: number): boolean {
  const partition = label >>> LABEL.partitionShift
  const low = label & LABEL.lowMask
  return partition === LABEL.settings || (partition === LABEL.oldPartition && low >= LABEL.oldSettingsFrom)
}

/** The vocabulary's term of a physiological id, by its number unless the vendor numbers it otherwise. */
function termOf(physio: number, kind: Term['kind']): Term | undefined {
  const named = TERM_BY_PHYSIO[physio]
  const term =
    named !== undefined
      ? termById(named)
      : physio < PRIVATE_FROM
        ? termByCode(METRIC_PARTITION + physio)
        : undefined
  return term?.kind === kind ? term : undefined
}

function ownId(name: string): string {
  return `X_PHILIPS_INTELLIVUE_${name}`.toUpperCase()
}

/** What a row or an unknown code is called before it has a key. */
interface Draft {
  readonly physio: number
  readonly id: string
  readonly code: number | null
  readonly source: string
  readonly vendor: string
  readonly label: string
}

function draftOf(
  kind: Term['kind'],
  row: { readonly physio: number; readonly name: string; readonly symbol: string; readonly source: string },
): Draft {
  const term = termOf(row.physio, kind)
  return {
    physio: row.physio,
    id: term?.refid ?? ownId(kind === 'wave' ? `WAVE_${row.name}` : row.name),
    code: term?.code ?? null,
    source: row.source,
    vendor: row.name,
    label: term?.label ?? row.symbol,
  }
}

/** Sources that send the same id, over the whole table: only such channels carry their source in the key. */
function sourcesById(drafts: readonly Draft[]): ReadonlyMap<string, ReadonlySet<string>> {
  const sources = new Map<string, Set<string>>()
  for (const { id, source } of drafts) sources.set(id, (sources.get(id) ?? new Set()).add(source))
  return sources
}

function keyOf(draft: Draft, sources: ReadonlyMap<string, ReadonlySet<string>>): string {
  return (sources.get(draft.id)?.size ?? 0) > 1 ? `${draft.id}@${draft.source}` : draft.id
}

function numericOf(draft: Draft, key: string, unit: string): NumericChannel {
  const { physio, ...named } = draft
  const term = termById(draft.id)
  const isEpisodic = term?.episodic === true || EPISODIC_PHYSIO.includes(physio)
  return {
    kind: 'numeric',
    key,
    ...named,
    unit,
    timing: isEpisodic ? 'episodic' : 'continuous',
    decimals: term?.decimals ?? 1,
  }
}

function usualUnit(row: NumericRow): string {
  const [, physio, , , , code] = row
  const term = termOf(physio, 'numeric')
  // The list names pressures first for gases; monitors send their share.
  if (term?.group === 'gas') return '%'
  if (code !== null && (term === undefined || isLegalUnit(term.refid, unitOf(code)))) return unitOf(code)
  return term?.units[0] ?? '1'
}

const numericDrafts = NUMERICS.map((row) => {
  const [label, physio, name, symbol, source] = row
  return { label, physio, unit: usualUnit(row), draft: draftOf('numeric', { physio, name, symbol, source }) }
}).filter(({ label }) => !isSettingLabel(label))
const settingIds = new Set(NUMERICS.flatMap(([label, physio]) => (isSettingLabel(label) ? [physio] : [])))
const numericSources = sourcesById(numericDrafts.map(({ draft }) => draft))

function geometryOf(name: string): WaveGeometry {
  const found = WAVE_GEOMETRY.find(([prefix]) => name.startsWith(prefix))
  return found?.[1] ?? { unit: '1', rateHz: 1, gain: 1, offset: 0, lowest: 0, highest: 1 }
}

function waveOf(draft: Draft, key: string, geometry: WaveGeometry): WaveChannel {
  const { physio: _physio, ...named } = draft
  return { kind: 'wave', key, ...named, timing: 'continuous', width: 16, ...geometry }
}

function waveDraft([, physio, name, symbol, source]: WaveRow): Draft {
  return draftOf('wave', { physio, name, symbol, source })
}
const waveSources = sourcesById(WAVES.map(waveDraft))

/** Label and physiological id together name a channel; equal keys share one object. */
function build(): {
  numerics: ReadonlyMap<number, ReadonlyMap<number, NumericChannel>>
  waves: ReadonlyMap<number, ReadonlyMap<number, WaveChannel>>
  all: readonly ChannelSpec[]
} {
  const numericByKey = new Map<string, NumericChannel>()
  const numerics = new Map<number, Map<number, NumericChannel>>()
  for (const { label, physio, unit, draft } of numericDrafts) {
    const key = keyOf(draft, numericSources)
    const channel = numericByKey.get(key) ?? numericOf(draft, key, unit)
    numericByKey.set(key, channel)
    numerics.set(physio, (numerics.get(physio) ?? new Map()).set(label, channel))
  }
  const waveByKey = new Map<string, WaveChannel>()
  const waves = new Map<number, Map<number, WaveChannel>>()
  for (const row of WAVES) {
    const [label, physio, name] = row
    const draft = waveDraft(row)
    const key = `${keyOf(draft, waveSources)}`
    const channel = waveByKey.get(key) ?? waveOf(draft, key, geometryOf(name))
    waveByKey.set(key, channel)
    waves.set(physio, (waves.get(physio) ?? new Map()).set(label, channel))
  }
  return { numerics, waves, all: [...numericByKey.values(), ...waveByKey.values()] }
}

const built = build()

/** Every channel of the vendor's lists, without settings; codes nobody knows get theirs when first seen. */
export const channels: readonly ChannelSpec[] = built.all

/** The source of a label that the lists do not have. */
function unknownSource(label: number): string {
  return `label-${hex(label).toLowerCase()}`
}

/**
 * The numeric channel of a label and physiological id in the unit sent. `text` is
 * the label as the monitor prints it, used where the lists know nothing. Out: null
 * if the unit is not legal for the term.
 */
export function numericChannel(
  label: number,
  physio: number,
  unitCode: number,
  text: string,
): NumericChannel | null {
  const byLabel = built.numerics.get(physio)
  const unit = unitOf(unitCode)
  return inUnit(byLabel?.get(currentLabel(label)) ?? unknownNumeric(label, physio, unit, text, byLabel), unit)
}

/** The channel of an id whose label never came: what the id alone says, unless a setting has the same one. */
export function unlabelledNumeric(physio: number, unitCode: number): NumericChannel | null {
  const unit = unitOf(unitCode)
  const byLabel = settingIds.has(physio) ? undefined : built.numerics.get(physio)
  const [first] = byLabel?.values() ?? []
  const channel = byLabel?.get(METRIC_PARTITION + physio) ?? first
  return inUnit(channel ?? unknownNumeric(0, physio, unit, '', undefined), unit)
}

function inUnit(channel: NumericChannel, unit: string): NumericChannel | null {
  if (unit === channel.unit) return channel
  if (channel.code !== null && !isLegalUnit(channel.id, unit)) return null
  return { ...channel, key: `${channel.key}#${unit}`, unit }
}

function unknownNumeric(
  label: number,
  physio: number,
  unit: string,
  text: string,
  known: ReadonlyMap<number, NumericChannel> | undefined,
): NumericChannel {
  const source = unknownSource(label)
  // The id says what is measured; only where it comes from is unknown.
  for (const like of known?.values() ?? []) return { ...like, key: `${like.id}@${source}`, source }
  const name = hex(physio)
  const id = ownId(name)
  const vendor = `0x${name} label 0x${hex(label)}`
  return numericOf({ physio, id, code: null, source, vendor, label: text || name }, `${id}@${source}`, unit)
}

/** What the monitor says about the samples of one wave. */
export interface SentGeometry {
  readonly unit: string
  readonly rateHz: number
  readonly gain: number
  readonly offset: number
}

/** The wave channel of a label and physiological id with the scale sent; null if the unit is not legal. */
export function waveChannel(
  label: number,
  physio: number,
  sent: SentGeometry,
  text: string,
): WaveChannel | null {
  const channel = knownWave(label, physio) ?? unknownWave(label, physio, text)
  if (channel.code !== null && !isLegalUnit(channel.id, sent.unit)) return null
  const { unit, rateHz, gain, offset } = channel
  const same =
    unit === sent.unit && rateHz === sent.rateHz && close(gain, sent.gain) && close(offset, sent.offset)
  if (same) return channel
  return {
    ...channel,
    ...sent,
    key: `${channel.key}#${sent.unit},${sent.rateHz},${sent.gain},${sent.offset}`,
  }
}

/** Whether a wave id names one lead of the ECG: then the id says all, and labels of shared handles do not matter. */
export function isLead(physio: number): boolean {
  const row = built.waves.get(physio)?.get(METRIC_PARTITION + physio)
  return row?.vendor.startsWith(LEAD_PREFIX) ?? false
}

const LEAD_PREFIX = 'ECG_ELEC_POTL'

function knownWave(label: number, physio: number): WaveChannel | undefined {
  const byLabel = built.waves.get(physio)
  const own = isLead(physio) ? METRIC_PARTITION + physio : label
  return byLabel?.get(own) ?? byLabel?.get(currentLabel(own))
}

function unknownWave(label: number, physio: number, text: string): WaveChannel {
  const known = built.waves.get(physio)
  const source = unknownSource(label)
  for (const like of known?.values() ?? []) return { ...like, key: `${like.id}@${source}`, source }
  const name = hex(physio)
  const id = ownId(`WAVE_${name}`)
  const vendor = `wave 0x${name} label 0x${hex(label)}`
  return waveOf(
    { physio, id, code: null, source, vendor, label: text || name },
    `${id}@${source}`,
    geometryOf(''),
  )
}

const SCALE_TOLERANCE = 1e-9

function close(one: number, other: number): boolean {
  return Math.abs(one - other) <= SCALE_TOLERANCE * Math.max(1, Math.abs(one))
}

/** The same channel for a second object of the device with the same label: its handle tells it apart. */
export function withHandle<C extends ChannelSpec>(channel: C, handle: number): C {
  const source = `${channel.source}-${hex(handle).toLowerCase()}`
  return { ...channel, source, key: `${channel.key}@${source}` }
}

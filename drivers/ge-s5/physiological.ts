import type { Out } from '../driver.ts'
import type { NumericChannel } from '../model/channel.ts'
import type { Validity } from '../model/measurement.ts'
import { type FieldPlan, fieldPlansByClass, trendChannel } from './channels.ts'
import { BITS_INVALID, CLASSES, GROUP, GROUPS, HIGHEST_CODE, RECORD_TYPE, SUBRECORD } from './codes.ts'
import type { MeasuredTime } from './measured-time.ts'
import type { DriRecord, Subrecord } from './record.ts'
import { unixMs } from './record.ts'
import { ruleIndex } from './rules.ts'

interface Header {
  readonly status: number
  readonly label: number
  readonly active: boolean
  /** Active, but switched off at the monitor: its fields are sent and hold no value. */
  readonly off: boolean
}

const TREND_NAMES = { [RECORD_TYPE.trend10s]: 'trend10s', [RECORD_TYPE.trend60s]: 'trend60s' } as const

/**
 * Walks the field table over displayed and trend records. Keeps only what later
 * records need: which channel each field was last sent as (so that a group that
 * goes away says `off` once), the ECG and agent labels that name the waves, and
 * the times of episodic readings.
 */
export class PhysiologicalDecoder {
  /** Label of the ECG group as last sent, or null: tells the leads of the waves. */
  ecgLabel: number | null = null
  /** Label of the agent group as last sent. */
  agentLabel = 0
  readonly #out: Out
  readonly #sent = new Map<FieldPlan, NumericChannel>()
  readonly #trendChannels = new Map<string, NumericChannel>()
  readonly #times: ReadonlyMap<string, MeasuredTime>

  constructor(out: Out, times: ReadonlyMap<string, MeasuredTime>) {
    this.#out = out
    this.#times = times
  }

  /** Decodes one class. Returns false if the class is unknown or cut. */
  decode(record: DriRecord, subrecord: Subrecord, atMs: number): boolean {
    const { view } = record
    if (subrecord.start + SUBRECORD.size > view.byteLength) return false
    const word = view.getUint16(subrecord.start + SUBRECORD.classWord, true)
    const className = CLASSES[(word >>> SUBRECORD.classShift) & SUBRECORD.classMask]
    if (className === undefined) return false
    const data = subrecord.start + SUBRECORD.data
    const headers = new Map<string, Header>()
    for (const group of GROUPS[className]) {
      const header =
        group.follows === undefined
          ? readHeader(view, data + group.offset, group.off ?? 0)
          : headers.get(group.follows)
      if (header !== undefined) headers.set(group.name, header)
    }
    const displayed = subrecord.type === RECORD_TYPE.displayed
    if (displayed) this.#learn(view, data, headers)
    const deviceMs = displayed
      ? record.deviceMs
      : unixMs(view.getUint32(subrecord.start + SUBRECORD.time, true))
    for (const plan of fieldPlansByClass[className]) {
      const header = headers.get(plan.group.name)
      if (header === undefined) continue
      if (displayed) this.#field(plan, header, record, data, atMs)
      else this.#trend(plan, header, view, data, subrecord.type, deviceMs, atMs)
    }
    return true
  }

  #learn(view: DataView, data: number, headers: ReadonlyMap<string, Header>): void {
    const ecg = headers.get('ecg')
    if (ecg !== undefined) this.ecgLabel = ecg.label
    const agent = headers.get('aa')
    if (agent !== undefined) this.agentLabel = agent.label
    for (const [groupName, time] of this.#times) {
      if (headers.has(time.group)) time.see(signature(view, data, groupName))
    }
  }

  #field(plan: FieldPlan, header: Header, record: DriRecord, data: number, atMs: number): void {
    const last = this.#sent.get(plan)
    const { deviceMs } = record
    if (!header.active) {
      if (last !== undefined) this.#off(plan, last, deviceMs, atMs)
      return
    }
    const { status, label } = header
    const { field, variants } = plan
    const index = field.rule === undefined ? 0 : ruleIndex[field.rule]({ status, label, level: record.level })
    const channel = variants[index] ?? variants[0]
    if (channel === undefined) return
    if (last !== undefined && last !== channel) this.#off(plan, last, deviceMs, atMs)
    this.#sent.set(plan, channel)
    const value = header.off ? null : readValue(record.view, data + plan.offset, plan)
    const validity = validityOf(value, header, plan)
    const measured = channel.timing === 'episodic' ? this.#times.get(channel.source)?.stampMs : undefined
    this.#out.measure({
      type: 'numeric',
      channel,
      value,
      validity,
      atMs,
      deviceMs,
      ...(measured === undefined || value === null ? {} : { measuredDeviceMs: measured }),
    })
  }

  #off(plan: FieldPlan, channel: NumericChannel, deviceMs: number | null, atMs: number): void {
    this.#sent.delete(plan)
    const off = { type: 'numeric', channel, value: null, validity: 'off' } as const
    this.#out.measure({ ...off, atMs, deviceMs, isUnsent: true })
  }

  #trend(
    plan: FieldPlan,
    header: Header,
    view: DataView,
    data: number,
    type: number,
    deviceMs: number | null,
    atMs: number,
  ): void {
    const name = type === RECORD_TYPE.trend10s ? TREND_NAMES[type] : TREND_NAMES[RECORD_TYPE.trend60s]
    if (!header.active) return
    const slot = `${name} ${plan.group.name} ${plan.field.name}`
    const channel = this.#trendChannels.get(slot) ?? trendChannel(plan, name)
    this.#trendChannels.set(slot, channel)
    const value = header.off ? null : readValue(view, data + plan.offset, plan)
    const validity = validityOf(value, header, plan)
    this.#out.measure({ type: 'numeric', channel, value, validity, atMs, deviceMs })
  }
}

function readHeader(view: DataView, at: number, offBits: number): Header {
  const status = view.getUint32(at + GROUP.status, true)
  return {
    status,
    label: view.getUint16(at + GROUP.label, true),
    active: (status & GROUP.active) !== 0,
    off: (status & offBits) !== 0,
  }
}

/** The raw bytes of an episodic group as one comparable text: when it changes, a new reading was taken. */
function signature(view: DataView, data: number, source: string): string {
  let text = ''
  for (const plan of fieldPlansByClass.basic) {
    const channelSource = plan.field.source ?? plan.group.source
    if (channelSource !== source || !isEpisodic(plan)) continue
    text += `${view.getInt16(data + plan.offset, true)} `
  }
  return text
}

function isEpisodic(plan: FieldPlan): boolean {
  return plan.variants.some((channel) => channel.timing === 'episodic')
}

/** A field's value in its unit, or null for a code. */
function readValue(view: DataView, at: number, plan: FieldPlan): number | null {
  switch (plan.field.type) {
    case 'u8':
      return view.getUint8(at)
    case 'u32':
      return view.getUint32(at, true)
    case 'bits16': {
      const raw = view.getInt16(at, true)
      return raw === BITS_INVALID ? null : raw
    }
    case 'i16': {
      const raw = view.getInt16(at, true)
      return raw <= HIGHEST_CODE ? null : raw / plan.field.divisor
    }
  }
}

function validityOf(value: number | null, { status, off }: Header, plan: FieldPlan): Validity {
  if (off) return 'off'
  if (value === null) return 'invalid'
  return (status & (plan.group.questionable ?? 0)) === 0 ? 'good' : 'questionable'
}

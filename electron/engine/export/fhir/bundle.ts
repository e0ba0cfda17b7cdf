import type { Bundle, BundleEntry, Observation as FhirObservation } from '@medplum/fhirtypes'
import type { ShiftParameter } from '../../../ipc/shift.ts'
import { SECOND_MS } from '../constants.ts'
import { controlIdOf } from '../hl7-head.ts'
import type { OutgoingMessage } from '../mllp-attempt.ts'
import { moveSentence } from '../moves.ts'
import type { Observation } from '../observations.ts'
import { gapNote } from '../oru-frame.ts'
import { SYSTEM } from './codes.ts'
import { common, metricOf, timeOf } from './common.ts'
import { devicesOf } from './devices.ts'
import { type Panel, panelCode, panelComponents, panelNotes, panelsOf } from './pressure.ts'
import { provenanceOf } from './provenance.ts'
import { type FhirReport, onceEntry, replacingEntry, uuidOf } from './report.ts'
import { sampledEntry } from './sampled.ts'
import { eventEntries, leftOutText } from './strips.ts'
import { absent, codeOf, doubtOf, measuredValue, performerOf, profileOf, statusOf } from './values.ts'

/** The entries of a report: the devices it names, then what it says. */
export interface ReportEntries {
  readonly devices: readonly BundleEntry[]
  readonly facts: readonly BundleEntry[]
}

/**
 * A transaction bundle (FHIR R4, 3.1.0.11): the same facts as the HL7 message of the report. Each resource has an
 * identifier made from what it is about, and each entry is conditional on it: delivered again, it changes nothing. The
 * patient is named by identifier alone. The control id comes from the content, as that of a message does.
 */
export function buildFhirBundle(report: FhirReport): OutgoingMessage {
  const { devices, facts } = reportEntries(report)
  const said = [...devices, ...facts]
  const controlId = controlIdOf(JSON.stringify(said))
  // When it was made says nothing of what it says.
  return { controlId, text: transactionText([...said, ...provenanceOf(report, facts)]) }
}

/** Entries as a transaction. */
export function transactionText(entry: BundleEntry[]): string {
  const bundle: Bundle = { resourceType: 'Bundle', type: 'transaction', entry }
  return JSON.stringify(bundle)
}

/** The entries of a report, without who assembled them. */
export function reportEntries(report: FhirReport): ReportEntries {
  const { panels, others } = panelsOf(report.observations)
  const facts = [
    ...others.map((one) => singleEntry(report, one)),
    ...panels.map((panel) => panelEntry(report, panel)),
    ...report.observations.flatMap((one) => figureEntries(report, one)),
    ...(report.runs ?? []).map((run) => sampledEntry(report, run).entry),
    ...report.gaps.flatMap((gap) => gapEntries(report, gap)),
    ...(report.moves ?? []).map((move) => wordsEntry(report, 'MOVED', move, moveSentence(move))),
    ...(report.events ?? []).flatMap((event) => eventEntries(report, event)),
    ...leftOutText(report).map((text) => wordsEntry(report, 'WITHOUT WAVES', report.period, text)),
  ]
  return { devices: devicesOf(report), facts }
}

/** Which observation it is. A number that is missing at the end of a period is told about that moment. */
function nameOf(
  report: FhirReport,
  one: Observation,
  what: string,
): { uuid: string; effectiveDateTime: string } {
  const { eui64, bed, patient, period } = report
  const isStale = one.state === 'stale'
  const atUtcMs = isStale ? period.toUtcMs : one.measuredUtcMs
  const { source } = one.channel
  const uuid = uuidOf(
    'Observation',
    eui64,
    bed,
    patient.authority,
    patient.id,
    one.driver,
    what,
    source,
    atUtcMs,
    isStale ? 1 : 0,
  )
  return { uuid, effectiveDateTime: timeOf(atUtcMs) }
}

function singleEntry(report: FhirReport, one: Observation): BundleEntry {
  const { channel, byHand } = one
  const { uuid, effectiveDateTime } = nameOf(report, one, channel.key)
  return observationEntry(uuid, one, {
    ...common(report, uuid, profileOf(channel)),
    status: statusOf(one),
    code: codeOf(channel, one.siteCode),
    effectiveDateTime,
    ...measuredValue(one),
    ...doubtOf(one.state),
    ...(byHand === undefined ? { device: metricOf(report, one) } : performerOf(byHand)),
  })
}

function panelEntry(report: FhirReport, panel: Panel): BundleEntry {
  const [one] = [...panel.values()]
  if (one === undefined) throw new RangeError('a panel without a part')
  const { uuid, effectiveDateTime } = nameOf(
    report,
    one,
    [...panel.values()]
      .map(({ channel }) => channel.key)
      .sort()
      .join(),
  )
  const doubtful = [...panel.values()].find(({ state }) => state === 'questionable') ?? one
  const usual = common(report, uuid, 'bp')
  const note = [...(usual.note ?? []), ...panelNotes(panel).map((text) => ({ text }))]
  return observationEntry(uuid, one, {
    ...usual,
    ...(note.length > 0 && { note }),
    status: statusOf(one),
    code: panelCode(panel),
    effectiveDateTime,
    component: panelComponents(panel),
    ...doubtOf(doubtful.state),
    ...(one.byHand === undefined ? { device: metricOf(report, one) } : performerOf(one.byHand)),
  })
}

/** A correction, or what is taken back, stands in the place of what was sent; all else is created once. */
function observationEntry(uuid: string, { change }: Observation, resource: FhirObservation): BundleEntry {
  return change === undefined ? onceEntry(uuid, resource) : replacingEntry(uuid, resource)
}

/** Figures of a whole shift have no public codes: words, so that no median is read as a measurement. */
function figureEntries(report: FhirReport, { channel }: Observation): BundleEntry[] {
  const parameter = report.parameters?.get(channel.key)
  if (parameter === undefined) return []
  const component = figuresOf(parameter).flatMap(([text, value, unit]) => {
    const units = unit === '' ? {} : { unit, system: SYSTEM.ucum, code: unit }
    return value === null ? [] : { code: { text }, valueQuantity: { value, ...units } }
  })
  if (component.length === 0) return []
  const { eui64, bed, patient, period } = report
  const { fromUtcMs, toUtcMs } = period
  const uuid = uuidOf(
    'Figures',
    eui64,
    bed,
    patient.authority,
    patient.id,
    channel.key,
    fromUtcMs,
    toUtcMs,
    JSON.stringify(component),
  )
  return [
    onceEntry(uuid, {
      ...common(report, uuid, null),
      status: 'preliminary',
      code: {
        text: `${[channel.label, channel.device ?? []].flat().join(' ')} (${channel.id}): figures of the period`,
      },
      effectivePeriod: { start: timeOf(fromUtcMs), end: timeOf(toUtcMs) },
      component,
    }),
  ]
}

function figuresOf(
  one: ShiftParameter,
): readonly (readonly [name: string, value: number | null, unit: string])[] {
  const seconds = (ms: number | null) => (ms === null ? null : ms / SECOND_MS)
  return [
    ['median', one.median, one.unit],
    ['lowest', one.lowest, one.unit],
    ['highest', one.highest, one.unit],
    ['time in limits', seconds(one.inRangeMs), 's'],
    ['time outside limits', seconds(one.outOfRangeMs), 's'],
    ['time not measured', one.episodic ? null : seconds(one.notMeasuredMs), 's'],
  ]
}

/** A gap that has ended is told whole; of one that goes on, the piece in this period. */
function gapEntries(report: FhirReport, gap: FhirReport['gaps'][number]): BundleEntry[] {
  const { fromUtcMs, toUtcMs } = report.period
  const hasEnded = gap.toUtcMs < toUtcMs
  const piece = hasEnded ? gap : { ...gap, fromUtcMs: Math.max(gap.fromUtcMs, fromUtcMs) }
  return [wordsEntry(report, 'GAP', piece, gapNote(piece))]
}

/** A stretch without a value, said in words. */
function wordsEntry(
  report: FhirReport,
  kind: string,
  span: { fromUtcMs: number; toUtcMs: number },
  text: string,
): BundleEntry {
  const { eui64, bed, patient } = report
  const uuid = uuidOf(kind, eui64, bed, patient.authority, patient.id, text)
  const usual = common(report, uuid, null)
  return onceEntry(uuid, {
    ...usual,
    status: 'final',
    code: { text: kind },
    effectivePeriod: { start: timeOf(span.fromUtcMs), end: timeOf(span.toUtcMs) },
    ...absent('unknown'),
    note: [...(usual.note ?? []), { text }],
  })
}

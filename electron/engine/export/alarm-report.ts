import { buildMessage, type Field, type Segment } from '../../../drivers/hl7v2/build.ts'
import type { LoggedEvent } from '../alarms/log.ts'
import type { AlarmEvent } from '../alarms/types.ts'
import {
  ALARM,
  ALARM_PATH,
  ALERT,
  DEVICES,
  INACTIVATION,
  LIMITS,
  PHASE,
  PRIORITIES,
  PRIORITY,
  SOURCE,
  STATE,
  TYPE,
  TYPES,
} from './acm-codes.ts'
import { uuidOf } from './fhir/report.ts'
import {
  controlIdOf,
  headerSegment,
  hl7Time,
  type MessageHead,
  patientSegments,
  testFlag,
} from './hl7-head.ts'
import { rangeText } from './limits-then.ts'
import type { OutgoingMessage } from './mllp-attempt.ts'
import { SIMULATED_NOTE } from './oru-codes.ts'
import { deviceOf, metricId, unitOf } from './oru-frame.ts'
import { printNumber } from './print.ts'

/** What a report says of an alarm (INTEROP 1.6, facets 3 to 5). */
interface Step {
  readonly phase: 'start' | 'update' | 'end'
  readonly state: 'active' | 'inactive' | 'latched'
  readonly inactivation: 'enabled' | 'audio-paused'
}

const ENDED: Step = { phase: 'end', state: 'inactive', inactivation: 'enabled' }
const STANDS: Step = { phase: 'update', state: 'active', inactivation: 'enabled' }

/** What an event means for somebody who follows one alarm; null: nothing. */
function stepOf(event: AlarmEvent): Step | null {
  switch (event.type) {
    case 'raised':
      return { ...STANDS, phase: 'start' }
    case 'reworded':
    case 'unacknowledged':
      return STANDS
    case 'acknowledged':
      return { ...STANDS, inactivation: 'audio-paused' }
    case 'ended':
      return event.as === 'latched' ? { ...STANDS, state: 'latched' } : ENDED
    case 'reset':
      return ENDED
    default:
      return null
  }
}

/** An event of the alarm log of a bed, and who is told of it. */
export interface AlarmReport extends Omit<MessageHead, 'training'> {
  readonly training: boolean
  readonly simulated: boolean
  /** Number of the event in the log of its bed: it rises with each report of an alarm. */
  readonly number: number
  readonly atUtcMs: number
  readonly logged: LoggedEvent
  /** Driver of the monitor, or driver and name of a further device. */
  readonly saidBy: string
  /** The number whose limit it is; null: it is none of a number. */
  readonly metric: { readonly id: string; readonly code: number | null; readonly label: string } | null
}

/**
 * An event of the alarm log as ORU^R40 in the shape of IHE PCD-04 (INTEROP 1.6): a report of what was logged, never a way
 * to be alarmed. Null for an event that tells a receiver nothing of an alarm.
 */
export function buildAlarmReport(report: AlarmReport): OutgoingMessage | null {
  const { logged, eui64, bed, number, atUtcMs } = report
  const step = stepOf(logged.event)
  if (step === null || logged.about === null || !('condition' in logged.event)) return null
  const uuid = uuidOf('Alarm', eui64, bed, logged.event.condition, logged.about.occurrence)
  const request: Segment = {
    name: 'OBR',
    fields: {
      1: '1',
      3: [String(number), uuid, eui64, 'EUI-64'],
      4: ALARM,
      7: hl7Time(atUtcMs),
      29: ['', ['0', uuid, eui64, 'EUI-64']],
    },
  }
  const notes: Segment[] = report.simulated
    ? [{ name: 'NTE', fields: { 1: '1', 2: 'L', 3: SIMULATED_NOTE } }]
    : []
  const body = [...patientSegments(report), request, ...notes, ...rows(report, logged.about.facts, step)]
  const controlId = controlIdOf('alarm', eui64, buildMessage(body))
  return { controlId, text: buildMessage([headerSegment(report, controlId, ALERT), ...body]) }
}

type Facts = NonNullable<LoggedEvent['about']>['facts']

function rows(report: AlarmReport, facts: Facts, step: Step): Segment[] {
  const { limit, text, priority, kind, source } = facts
  const device = deviceOf(report, report.saidBy)
  const flag = testFlag(report, report.simulated)
  const facets: readonly Segment['fields'][] = [
    { 2: 'ST', 3: limit === null ? ALARM : LIMITS[limit.side], 5: text },
    sourceFacet(report, limit, source),
    { 2: 'ST', 3: PHASE, 5: step.phase },
    { 2: 'ST', 3: STATE, 5: step.state },
    { 2: 'ST', 3: INACTIVATION, 5: step.inactivation },
    { 2: 'ST', 3: PRIORITY, 5: PRIORITIES[priority] },
    { 2: 'ST', 3: TYPE, 5: TYPES[kind] },
  ]
  const placed: readonly Segment['fields'][] = [
    ...DEVICES.map(({ path, id }) => ({ 3: id, 4: path, 11: 'X' })),
    ...facets.map((fields, index) => ({ ...fields, 4: `${ALARM_PATH}.${index + 1}`, 8: flag, 11: 'F' })),
  ]
  return placed.map((fields, index) => ({
    name: 'OBX',
    fields: { 1: String(index + 1), ...fields, 18: device },
  }))
}

/** The number whose limit it is, with the value that decided; else who alarms, in words. */
function sourceFacet(
  { metric }: AlarmReport,
  limit: Facts['limit'],
  source: Facts['source'],
): Segment['fields'] {
  if (limit === null || metric === null)
    return { 2: 'ST', 3: SOURCE, 5: source === 'bedside' ? 'monitor' : 'Vigil' }
  const unit: Field = limit.unit === '' ? '' : unitOf(metric.id, limit.unit)
  const bound = { low: null, high: null, [limit.side]: limit.limit }
  return {
    2: 'NM',
    3: metricId(metric.id, metric.code, metric.label),
    5: printNumber(limit.value),
    6: unit,
    7: rangeText(bound),
  }
}

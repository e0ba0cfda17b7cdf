import type { Priority } from '../../../drivers/model/measurement.ts'
import type { LimitSide } from '../../ipc/alarms.ts'
import type { MessageKind } from './hl7-head.ts'

/** Codes of IHE PCD-04, alert communication (INTEROP 1.6, and the public reference messages it names). */
export const ALERT: MessageKind = {
  type: ['ORU', 'R40', 'ORU_R40'],
  profile: ['IHE_PCD_ACM_001', 'IHE PCD', '1.3.6.1.4.1.19376.1.6.1.4.1', 'ISO'],
}
/** OBR-4, and what an alarm is called whose words are a monitor's own. */
export const ALARM = ['196616', 'MDC_EVT_ALARM', 'MDC'] as const
export const LIMITS: Readonly<Record<LimitSide, readonly [string, string, string]>> = {
  low: ['196670', 'MDC_EVT_LO', 'MDC'],
  high: ['196648', 'MDC_EVT_HI', 'MDC'],
}
/** The device rows that every alarm stands under. */
export const DEVICES = [
  { path: '1.0.0.0', id: ['69837', 'MDC_DEV_METER_PHYSIO_MULTI_PARAM_MDS', 'MDC'] },
  { path: '1.1.0.0', id: ['69838', 'MDC_DEV_METER_PHYSIO_MULTI_PARAM_VMD', 'MDC'] },
] as const
/** Where the facets of an alarm stand: their number is the last element (OBX-4). */
export const ALARM_PATH = '1.1.1'
export const SOURCE = ['68480', 'MDC_ATTR_ALERT_SOURCE', 'MDC'] as const
export const PHASE = ['68481', 'MDC_ATTR_EVENT_PHASE', 'MDC'] as const
export const STATE = ['68482', 'MDC_ATTR_ALARM_STATE', 'MDC'] as const
export const INACTIVATION = ['68483', 'MDC_ATTR_ALARM_INACTIVATION_STATE', 'MDC'] as const
export const PRIORITY = ['68484', 'MDC_ATTR_ALARM_PRIORITY', 'MDC'] as const
export const TYPE = ['68485', 'MDC_ATTR_ALERT_TYPE', 'MDC'] as const

export const PRIORITIES: Readonly<Record<Priority, string>> = { high: 'PH', medium: 'PM', low: 'PL' }
export const TYPES: Readonly<Record<'physiological' | 'technical', string>> = {
  physiological: 'SP',
  technical: 'ST',
}

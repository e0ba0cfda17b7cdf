import type { AckMode } from '../../../drivers/hl7v2/ack.ts'
import type { TermGroup } from '../../../drivers/model/terms.ts'
import type { ObservationState, SentChange } from './observations.ts'

/** An MDC device code and its REFID (INTEROP 1.2). */
interface DeviceCode {
  readonly code: number
  readonly refid: string
}

/** First row of the containment tree: a multi-parameter monitor (INTEROP 1.1). */
export const MONITOR: DeviceCode = { code: 69965, refid: 'MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS' }

/** A branch of the containment tree: its fixed ordinal, and its device rows where public codes exist (INTEROP 1.2). */
export interface Branch {
  readonly ordinal: number
  readonly unit: DeviceCode | null
  readonly channel: DeviceCode | null
}

/** Branch by kind of parameter. Ordinals are part of what receivers may store: only ever appended to. */
export const BRANCHES: Readonly<Record<TermGroup, Branch>> = {
  ecg: {
    ordinal: 1,
    unit: { code: 69798, refid: 'MDC_DEV_ECG_VMD' },
    channel: { code: 70739, refid: 'MDC_DEV_CARD_RATE_CHAN' },
  },
  spo2: {
    ordinal: 2,
    unit: { code: 69642, refid: 'MDC_DEV_ANALY_SAT_O2_VMD' },
    channel: { code: 69643, refid: 'MDC_DEV_ANALY_SAT_O2_CHAN' },
  },
  nibp: {
    ordinal: 3,
    unit: { code: 70686, refid: 'MDC_DEV_PRESS_BLD_NONINV_VMD' },
    channel: { code: 70687, refid: 'MDC_DEV_PRESS_BLD_NONINV_CHAN' },
  },
  ibp: {
    ordinal: 4,
    unit: { code: 69854, refid: 'MDC_DEV_METER_PRESS_BLD_VMD' },
    channel: { code: 69855, refid: 'MDC_DEV_METER_PRESS_BLD_CHAN' },
  },
  temp: {
    ordinal: 5,
    unit: { code: 69902, refid: 'MDC_DEV_METER_TEMP_VMD' },
    channel: { code: 69903, refid: 'MDC_DEV_METER_TEMP_CHAN' },
  },
  resp: { ordinal: 6, unit: null, channel: null },
  co2: { ordinal: 7, unit: null, channel: null },
  gas: { ordinal: 8, unit: null, channel: null },
  hemo: { ordinal: 9, unit: null, channel: null },
  neuro: { ordinal: 10, unit: null, channel: null },
  vent: { ordinal: 11, unit: null, channel: null },
  demog: { ordinal: 12, unit: null, channel: null },
  nurse: { ordinal: 13, unit: null, channel: null },
}

/** Branch of a vendor's own field. */
export const LOCAL_BRANCH: Branch = { ordinal: 14, unit: null, channel: null }

/** Coding system of ids that have no public code. */
export const LOCAL_SYSTEM = '99VIGIL'

/** OBX-8 and OBX-11 by state (INTEROP 1.3). X says: no value here. */
export const STATUS: Readonly<
  Record<ObservationState, { readonly flag: string; readonly result: 'R' | 'X' }>
> = {
  good: { flag: '', result: 'R' },
  questionable: { flag: 'QUES', result: 'R' },
  demo: { flag: 'DEMO', result: 'R' },
  invalid: { flag: 'INV', result: 'X' },
  off: { flag: 'OFF', result: 'X' },
  stale: { flag: 'NAV', result: 'X' },
}

/** The same in words, for a receiver that takes no such code; empty: there is nothing to say. */
export const STATUS_NOTES: Readonly<Record<ObservationState, string>> = {
  good: '',
  questionable: 'QUESTIONABLE: the device doubts this value',
  demo: 'DEMO: the device shows an example, nothing of a patient',
  invalid: 'INVALID: the device has no valid value',
  off: 'OFF: the measurement is switched off',
  stale: 'NOT AVAILABLE: the last value is too old to stand',
}

/** OBX-11 (table 0085) of an entry that stands in the place of an earlier one, or only takes it back. */
export const CHANGED: Readonly<Record<SentChange, string>> = { corrects: 'C', withdraws: 'D' }

/** OBX-8 of every value that no patient gave. */
export const SIMULATED_FLAG = 'TEST'

/** Fields of the NTE after OBR where any value was simulated: set id, source L (the sender, HL7 table 0105), the words. */
export const SIMULATED_NOTE = 'SIMULATED: not from a patient'

/** MSH-15 and MSH-16 by what the destination expects (INTEROP 1.1). */
export const ACKNOWLEDGE: Readonly<
  Record<AckMode, { readonly accept: string; readonly application: string }>
> = {
  ihe: { accept: 'AL', application: 'NE' },
  app: { accept: 'NE', application: 'AL' },
  original: { accept: '', application: '' },
  both: { accept: 'AL', application: 'AL' },
}

/** OBX-17 of what a person entered: a manual measurement (IHE PCD-01, INTEROP 1.1). */
export const MEASURED_BY_HAND = ['', 'MMEAS', 'MDC'] as const
/** Coded answers under the local system: consciousness as NEWS2 asks it, work of breathing as Bedside PEWS does. */
export const ANSWERS: Readonly<Record<string, string>> = {
  A: 'alert',
  C: 'new confusion',
  V: 'responds to voice',
  P: 'responds to pain',
  U: 'unresponsive',
  none: 'not increased',
  mild: 'mildly increased',
  moderate: 'moderately increased',
  severe: 'severely increased or apnoea',
}

/** Profile of MSH-21: IHE device observations; receivers match on the OID. */
export const PROFILE = ['IHE_PCD_001', 'IHE PCD', '1.3.6.1.4.1.19376.1.6.1.1.1', 'ISO'] as const
/** OBR-4. */
export const MONITORING = ['182777000', 'monitoring of patient', 'SCT'] as const
/** OBR-4 of waves that were cut out of a continuous stream (INTEROP 1.5). */
export const WAVES = ['69121', 'MDC_OBS_WAVE_CTS', 'MDC'] as const
/** Facets of a wave and the unit of its rate (INTEROP 1.5, from one public source: probable). */
export const SAMPLE_RATE = ['68320', 'MDC_ATTR_SAMPLE_RATE', 'MDC'] as const
export const RESOLUTION = ['67945', 'MDC_ATTR_SA_MSMT_RES', 'MDC'] as const
export const HERTZ = ['264640', 'MDC_DIM_HZ', 'MDC', 'Hz', 'Hz', 'UCUM'] as const

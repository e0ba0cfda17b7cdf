/** Words of events that have a number of the nomenclature (partition 3), as people at the bed say them. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['MDC_EVT_APNEA', 'Apnoea'],
  ['MDC_EVT_DESAT', 'Desaturation'],
  ['MDC_EVT_ECG_ASYSTOLE', 'Asystole'],
  ['MDC_EVT_ECG_BEAT_MISSED', 'Missed beat'],
  ['MDC_EVT_ECG_BIGEM', 'Bigeminy'],
  ['MDC_EVT_ECG_BRADY_EXTREME', 'Extreme bradycardia'],
  ['MDC_EVT_ECG_CARD_BEAT_RATE_IRREG', 'Irregular rhythm'],
  ['MDC_EVT_ECG_PACER_NOT_PACING', 'Pacer not pacing'],
  ['MDC_EVT_ECG_PACING_NON_CAPT', 'Pacer not capturing'],
  ['MDC_EVT_ECG_PAUSE', 'Pause'],
  ['MDC_EVT_ECG_RHY_CPLT', 'Couplet'],
  ['MDC_EVT_ECG_SINUS_BRADY', 'Bradycardia'],
  ['MDC_EVT_ECG_SINUS_TACHY', 'Tachycardia'],
  ['MDC_EVT_ECG_TACHY_EXTREME', 'Extreme tachycardia'],
  ['MDC_EVT_ECG_V_FIB', 'Ventricular fibrillation'],
  ['MDC_EVT_ECG_V_P_C', 'PVC'],
  ['MDC_EVT_ECG_V_P_C_MULTIFORM', 'Multiform PVC'],
  ['MDC_EVT_ECG_V_P_C_RUN', 'Run of PVC'],
  ['MDC_EVT_ECG_V_P_C_RonT', 'R on T'],
  ['MDC_EVT_ECG_V_RHY', 'Ventricular rhythm'],
  ['MDC_EVT_ECG_V_TACHY', 'Ventricular tachycardia'],
  ['MDC_EVT_ECG_V_TRIGEM', 'Trigeminy'],
  ['MDC_EVT_LEAD_OFF', 'Lead off'],
  ['MDC_EVT_LEADS_OFF', 'Leads off'],
  ['MDC_EVT_SENSOR_DISCONN', 'Sensor disconnected'],
  ['MDC_EVT_BATT_LO', 'Battery low'],
  ['MDC_EVT_ADVIS_BATT_REPLACE', 'Replace battery'],
  ['MDC_EVT_ADVIS_LEAD_CHK', 'Check lead'],
  ['MDC_EVT_ADVIS_REC_PAPER_REPLACE', 'Replace recorder paper'],
  ['MDC_EVT_COMM_LOST', 'Communication lost'],
  ['MDC_EVT_INTERF', 'Interference'],
  ['MDC_EVT_LIGHT_INTERF', 'Interference by light'],
  ['MDC_EVT_MSMT_FAIL', 'Measurement failed'],
  ['MDC_EVT_NOISY', 'Noisy signal'],
  ['MDC_EVT_WEAK', 'Weak signal'],
  ['MDC_EVT_LOST', 'Signal lost'],
  ['MDC_EVT_RANGE_OVER', 'Beyond range'],
  ['MDC_EVT_STAT_AL_OFF', 'Alarms off'],
  ['MDC_EVT_STAT_AL_SILENCE', 'Alarms silenced'],
  ['MDC_EVT_STAT_DEV_BATT_OPERATED', 'On battery'],
  ['MDC_EVT_STAT_OFF', 'Off'],
  ['MDC_EVT_STAT_STANDBY_MODE', 'Standby'],
])

/** A value beyond its limit. */
export interface LimitEvent {
  readonly side: 'above' | 'below'
  readonly words: string
}

/** Limit alarms by number. The extreme ones are a gateway's own. */
export const LIMIT_EVENTS: ReadonlyMap<string, LimitEvent> = new Map([
  ['196652', { side: 'above', words: 'above limit' }],
  ['196674', { side: 'below', words: 'below limit' }],
  ['30905', { side: 'above', words: 'above extreme limit' }],
  ['30906', { side: 'below', words: 'below extreme limit' }],
])

/** Names of events begin so, whoever defines them. */
const PREFIX = /^(?:MDC|MNDRY)_EVT_/
/** Parts of names that say less than they could. */
const PARTS: ReadonlyMap<string, string> = new Map([
  ['ERR', 'error'],
  ['COMM', 'communication'],
  ['CALIB', 'calibration'],
  ['CAL', 'calibration'],
  ['CFG', 'configuration'],
  ['DISCONN', 'disconnected'],
  ['FAIL', 'failed'],
  ['HI', 'high'],
  ['LO', 'low'],
  ['INIT', 'initialization'],
  ['INTERF', 'interference'],
  ['LIM', 'limit'],
  ['PRESS', 'pressure'],
  ['TEMP', 'temperature'],
  ['VOL', 'volume'],
])
/** Parts that stay as they are. */
const ABBREVIATIONS = new Set(
  'AG BIS CCO CO2 CVP ECG EEG FIO2 IBP ICG MAC N2O NIBP NMT O2 PAP PEEP RM RSO2 SCVO2 SPO2 TOF VT'.split(' '),
)

/** Whether a text is the name of an event and no words for people. */
export function isEventName(text: string): boolean {
  return PREFIX.test(text)
}

/** Words of an event for people. In: its name on the wire. Out: words of its own or a table's; any other text as it is. */
export function eventWords(name: string): string {
  const known = WORDS.get(name)
  if (known !== undefined) return known
  if (!isEventName(name)) return name
  const parts = name
    .replace(PREFIX, '')
    .split('_')
    .map((part) => (ABBREVIATIONS.has(part) ? part : (PARTS.get(part) ?? part.toLowerCase())))
  const words = parts.join(' ')
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

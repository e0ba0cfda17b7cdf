/** Components of PV1-3 that name a bed: point of care, room, bed (HL7 data type PL). */
export const PLACE_PARTS = [1, 2, 3] as const

/** HL7 table 0357, as far as this driver refuses. */
export const ERROR_CODE = {
  segmentSequence: '100',
  missingField: '101',
  wrongValue: '103',
  unsupportedType: '200',
  unsupportedEvent: '201',
  unknownKey: '204',
  internal: '207',
} as const

/** Longest MSH-10 that PCD-01 allows (INTEROP 1.1). */
export const MOST_CONTROL_ID = 199

/** Messages that carry observations: MSH-9.1 and MSH-9.2 (sections 3 and 1; ORF^R04 is Philips Efficia over serial). */
export const OBSERVATION_TYPES: ReadonlySet<string> = new Set(['ORU^R01', 'ORF^R04', 'ORU^R40'])

/** Coding systems of OBX-3 and OBX-6 (components 3 and 6). */
/** Names of the nomenclature begin so, whatever the sender calls the system. */
export const MDC_NAME = 'MDC_'
export const SYSTEM = { mdc: 'MDC', loinc: 'LN', mindray: '99MNDRY', ucum: 'UCUM' } as const

/** OBR-4 of an alarm report, and OBX-3 of Mindray's alarm row (section 3, alarms). */
export const ALARM_EVENT = 196_616
/** OBX-3 of a watchdog: it says that alarms would come, not that there is one (INTEROP 1.6). */
export const WATCHDOG_EVENT = 196_614

/** Facets of an alarm: OBX-3 numbers (section 3, alarms; INTEROP 1.6). */
export const ALARM_FACET = {
  source: 68_480,
  phase: 68_481,
  state: 68_482,
  inactivation: 68_483,
  priority: 68_484,
  type: 68_485,
} as const

/** Numbers between these are attributes, not metrics or events (partition 1, INTEROP 1.4). */
export const ATTRIBUTES = { from: 65_536, below: 131_072 } as const

/** Numbers of units (partition 4, INTEROP 1.4). */
export const UNIT_NUMBERS = { from: 262_144, below: 327_680 } as const

/** Facets of a wave: OBX-3 numbers of both dialects (section 3, waves; INTEROP 1.5). */
export const WAVE_FACET = {
  rate: new Set([68_320]),
  resolution: new Set([2327, 2381, 67_945]),
  marker: new Set([262_196, 197_376, 197_378]),
} as const
/** The older rate facet has the number 0, which is no name: here alone the text decides. */
export const OLD_RATE = { code: 0, name: /SAMP/ } as const

/** Units of a sample rate: hertz, and per second in its two spellings (INTEROP 1.5). */
export const RATE_UNITS: ReadonlySet<string> = new Set(['264640', '264608', 'Hz', '/s', '1/s', ''])

/** OBX-8 and OBX-11 (INTEROP 1.3). */
export const FLAGS = {
  off: new Set(['OFF']),
  absent: new Set(['INV', 'NAV', 'BUSY']),
  demo: new Set(['DEMO', 'TEST']),
  questionable: new Set(['QUES', 'CAL', 'EARLY']),
} as const
/** HL7 table 0085: none, deleted, sent as another's (wrong patient), never asked for, ordered only, still pending. */
export const RESULT_ABSENT: ReadonlySet<string> = new Set(['X', 'D', 'W', 'N', 'O', 'I'])

/** MSH-11 of a real patient; T and D are training and debugging. */
export const PRODUCTION = 'P'

/** Numbers other makers use for a term of the vocabulary: mapped by meaning (INTEROP 1.4, vendor spread). */
export const TERM_BY_CODE: ReadonlyMap<number, string> = new Map([
  [150_301, 'MDC_PRESS_BLD_NONINV_SYS'],
  [150_302, 'MDC_PRESS_BLD_NONINV_DIA'],
  [150_303, 'MDC_PRESS_BLD_NONINV_MEAN'],
  [150_488, 'MDC_PULS_OXIM_PERF_REL'],
  [151_728, 'MDC_CONC_AWAY_CO2_ET'],
  [188_496, 'MDC_TEMP_AXILLA'],
])

/** Where an eGateway puts a metric: MDS.VMD.CHAN (table of its codes, alarm table for NIBP). */
export const HOME_PLACES: ReadonlyMap<number, string> = new Map([
  [131_841, '1.7.3'],
  [131_842, '1.7.3'],
  [131_901, '1.7.3'],
  [131_902, '1.7.3'],
  [131_903, '1.7.3'],
  [147_842, '1.7.4'],
  [148_066, '1.7.2'],
  [149_530, '1.3.1'],
  [149_760, '1.6.4'],
  [150_021, '1.1.9'],
  [150_022, '1.1.9'],
  [150_023, '1.1.9'],
  [150_037, '1.1.1'],
  [150_038, '1.1.1'],
  [150_039, '1.1.1'],
  [150_087, '1.1.1'],
  [150_312, '1.6.4'],
  [150_344, '1.2.1'],
  [150_404, '1.6.3'],
  [150_448, '1.3.1'],
  [150_456, '1.3.1'],
  [150_492, '1.6.2'],
  [150_636, '1.6.3'],
  [151_570, '1.11.4'],
  [151_578, '1.7.1'],
  [151_594, '1.8.1'],
  [151_688, '1.11.4'],
  [151_708, '1.8.1'],
  [151_716, '1.8.1'],
  [151_769, '1.11.2'],
  [151_773, '1.11.2'],
  [151_819, '1.11.1'],
  [151_832, '1.11.4'],
  [151_840, '1.11.4'],
  [151_884, '1.11.3'],
  [151_888, '1.11.3'],
  [151_976, '1.13.1'],
  [152_096, '1.9.1'],
  [152_108, '1.9.1'],
  [152_180, '1.9.1'],
  [152_192, '1.9.1'],
  [152_196, '1.9.1'],
  [152_440, '1.9.1'],
  [152_660, '1.11.3'],
  [152_664, '1.11.3'],
  [152_872, '1.9.1'],
  [153_636, '1.12.1'],
  [153_992, '1.12.1'],
  [154_040, '1.12.1'],
  [155_024, '1.12.1'],
  [188_436, '1.6.1'],
  [188_440, '1.2.4'],
  [188_736, '1.10.1'],
  [188_740, '1.10.1'],
  [131_329, '1.7.6'],
  [131_330, '1.7.6'],
  [131_331, '1.7.6'],
  [131_332, '1.7.6'],
  [131_333, '1.7.6'],
  [131_334, '1.7.6'],
  [131_335, '1.7.6'],
  [131_336, '1.7.6'],
  [131_389, '1.7.6'],
  [131_390, '1.7.6'],
  [131_391, '1.7.6'],
  [131_392, '1.7.6'],
  [150_032, '1.1.1'],
  [150_084, '1.1.1'],
  [150_452, '1.3.1'],
  [151_700, '1.8.1'],
  [151_764, '1.11.2'],
  [151_780, '1.7.1'],
  [151_792, '1.11.1'],
  [151_908, '1.9.1'],
  [152_048, '1.9.1'],
  [152_708, '1.11.3'],
])

/**
 * A number that means something else where it comes from another place (MDS.VMD): the rate that impedance cardiography
 * counts has the number of the ECG's heart rate, and must not stand for it while the electrodes are off.
 */
export const OTHER_AT: readonly { readonly code: number; readonly within: string; readonly row: OwnRow }[] = [
  {
    code: 147_842,
    within: '1.6.',
    row: [147_842, SYSTEM.mdc, 'MDC_ECG_CARD_BEAT_RATE', 'HR CO', '/min', '1.6.3'],
  },
]

/** What the ventilator is set to, as text (section 3: mode text). */
export const VENTILATION_MODE = '184352'

/** A number of the eGateway list that the vocabulary has no term for. `unit` as UCUM. */
export type OwnRow = readonly [
  code: number,
  system: string,
  name: string,
  label: string,
  unit: string,
  place: string,
]

const { mdc, mindray } = SYSTEM

/** Numerics of the eGateway code list without a term. */
export const OWN_NUMERICS: readonly OwnRow[] = [
  [108, mindray, 'MNDRY_ECG_PAUSE_RATE', 'Pauses', '/min', '1.7.2'],
  [121, mindray, 'MNDRY_EEG_BISPECTRAL_VARI_INDEX', 'sBIS', '1', '1.12.1'],
  [123, mindray, 'MNDRY_EMG_ELEC_POTL_MUSCL_VARI_INDEX', 'sEMG', '1', '1.12.1'],
  [124, mindray, 'MNDRY_EEG_ASYMMERTRY', 'EEG asym', '%', '1.12.1'],
  [150, mindray, 'MNDRY_EJECTION_FRACTION_VENT_RIGHT', 'RVEF', '%', '1.6.3'],
  [150_084, mdc, 'MDC_PRESS_BLD_VEN_CENT', 'CVP', 'mm[Hg]', '1.6.3'],
  [150_528, mdc, 'MDC_VOL_VENT_L_END_DIA', 'LVEDV', 'mL', '1.6.3'],
  [151_784, mdc, 'MDC_PRESS_RESP_PLAT', 'Pplat', 'cm[H2O]', '1.11.1'],
  [151_804, mdc, 'MDC_PRESS_AWAY_END_EXP_POS', 'PEEP', 'cm[H2O]', '1.11.1'],
  [151_817, mdc, 'MDC_PRESS_AWAY_INSP_PEAK', 'PIP', 'cm[H2O]', '1.11.1'],
  [151_972, mdc, 'MDC_VENT_PRESS_AWAY', 'Paw', 'cm[H2O]', '1.13.1'],
  [152_000, mdc, 'MDC_VENT_VOL_MINUTE_EXP', 'MVe vent', 'L/min', '1.13.1'],
  [152_008, mdc, 'MDC_VENT_VOL_MINUTE_AWAY', 'MV vent', 'L/min', '1.13.1'],
  [152_016, mdc, 'MDC_VENT_VOL_MINUTE_AWAY_INSP', 'MVi vent', 'L/min', '1.13.1'],
  [152_490, mdc, 'MDC_VENT_RESP_BTSD_PSAZC_RATE', 'RR mand', '/min', '1.13.1'],
  [152_538, mdc, 'MDC_VENT_RESP_BTSD_PS_RATE', 'RR spont', '/min', '1.13.1'],
  [152_586, mdc, 'MDC_VOL_AWAY_EXP_FORCED_1S', 'FEV1', '%', '1.11.4'],
  [152_676, mdc, 'MDC_VOL_AWAY_TIDAL_EXP_BTSD_PS', 'TVe spont', 'mL', '1.13.1'],
  [152_860, mdc, 'MDC_RESP_RAPID_SHALLOW_BREATHING_INDEX', 'RSBI', '/min/L', '1.11.4'],
  [153, mindray, 'MNDRY_PRESS_PULSE_VARIATION', 'PPV', '%', '1.18.1'],
  [153_208, mdc, 'MDC_VOL_AWAY_TIDAL_PER_IBW', 'TV/IBW', 'mL/kg', '1.13.1'],
  [153_640, mdc, 'MDC_EMG_ELEC_POTL_MUSCL', 'EMG', 'dB', '1.12.1'],
  [153_644, mdc, 'MDC_EEG_BISPECTRAL_INDEX', 'BIS', '1', '1.12.1'],
  [154_028, mdc, 'MDC_EEG_NUM_SPK', 'EEG spikes', '/min', '1.12.1'],
  [157_772, mdc, 'MDC_TIME_PD_FLUID_DELIV_SINCE_START', 'Infused for', 'min', '1.37.1'],
  [157_784, mdc, 'MDC_FLOW_FLUID_PUMP', 'Pump rate', 'mL/h', '1.37.1'],
  [157_796, mdc, 'MDC_FLOW_FLUID_PUMP_PROP', 'Pump rate 2', 'mL/h', '1.37.1'],
  [157_872, mdc, 'MDC_VOL_FLUID_TBI_REMAIN', 'Pump left', 'mL', '1.37.1'],
  [157_888, mdc, 'MDC_VOL_FLUID_DELIV_TOTAL_SET', 'Pump given', 'mL', '1.37.1'],
  [157_916, mdc, 'MDC_TIME_PD_REMAIN', 'Pump time', 'min', '1.37.1'],
  [16_929_192, mdc, 'MDC_VENT_PRESS_AWAY_END_EXP_POS_SETTING', 'PEEP set', 'cm[H2O]', '1.13.1'],
  [16_929_196, mdc, 'MDC_VENT_VOL_TIDAL_SETTING', 'VT set', 'mL', '1.13.1'],
  [183, mindray, 'MNDRY_WK_OF_BREATHING_VENT', 'WOB', 'J/L', '1.11.4'],
  [193, mindray, 'MNDRY_PRESSURE_NEGATIVE_INSPIRATORY', 'NIF', 'cm[H2O]', '1.11.1'],
  [20_062, mindray, 'MNDRY_VOL_AWAY_TIDAL_APNEA_SETTING', 'VT apnea set', 'mL', '1.13.1'],
  [214, mindray, 'MNDRY_VOL_VENT_L_END_DIA_INDEX', 'LVEDVI', 'mL/m2', '1.6.3'],
  [352, mindray, 'MNDRY_ECG_VPB_RATE', 'VPB', '/min', '1.7.2'],
  [364, mindray, 'MNDRY_BLD_PULS_RATE_ART_ABP', 'PR ABP', '/min', '1.1.1'],
  [378, mindray, 'MNDRY_OUTPUT_CARD_INDEX_CTS', 'CCI', 'L/min/m2', '1.6.2'],
  [579, mindray, 'MNDRY_ECG_RHY_V_P_C_CPLT_RATE', 'Couplets', '/min', '1.7.2'],
  [580, mindray, 'MNDRY_ECG_RHY_MISSB_RATE', 'Missed beats', '/min', '1.7.2'],
  [581, mindray, 'MNDRY_ECG_BEAT_V_P_C_RonT_RATE', 'R on T', '/min', '1.7.2'],
]

/** Waves of the eGateway code list without a term. */
export const OWN_WAVES: readonly OwnRow[] = [
  [287, mindray, 'MNDRY_EEG_ELEC_POTL_BIS_TEMPR', 'EEG temporal', 'uV', '1.12.1'],
  [288, mindray, 'MNDRY_EEG_ELEC_POTL_BIS_EYE', 'EEG eye', 'uV', '1.12.1'],
]

/** How an eGateway sends a wave, and the clinical range of its trace. */
export interface WaveGeometry {
  readonly unit: string
  readonly rateHz: number
  readonly gain: number
  readonly lowest: number
  readonly highest: number
}

const ECG: WaveGeometry = { unit: 'mV', rateHz: 500, gain: 0.001221, lowest: -1, highest: 1.5 }
const PRESSURE: WaveGeometry = { unit: 'mm[Hg]', rateHz: 128, gain: 0.1, lowest: 0, highest: 160 }
const GAS: WaveGeometry = { unit: '%', rateHz: 50, gain: 0.01, lowest: 0, highest: 100 }
const EEG: WaveGeometry = { unit: 'uV', rateHz: 250, gain: 1, lowest: -100, highest: 100 }

/** Section 3, waves. */
export const WAVE_GEOMETRY: ReadonlyMap<number, WaveGeometry> = new Map([
  [131_330, ECG],
  [131_329, ECG],
  [131_389, ECG],
  [131_390, ECG],
  [131_391, ECG],
  [131_392, ECG],
  [131_331, ECG],
  [131_332, ECG],
  [131_333, ECG],
  [131_334, ECG],
  [131_335, ECG],
  [131_336, ECG],
  [150_032, PRESSURE],
  [150_084, { ...PRESSURE, highest: 30 }],
  [150_452, { unit: '1', rateHz: 60, gain: 1, lowest: 0, highest: 255 }],
  [151_780, { unit: '1', rateHz: 256, gain: 1, lowest: 0, highest: 255 }],
  [151_700, { unit: 'mm[Hg]', rateHz: 50, gain: 0.01, lowest: 0, highest: 60 }],
  [151_908, GAS],
  [152_048, GAS],
  [151_792, { unit: 'cm[H2O]', rateHz: 50, gain: 0.1, lowest: -5, highest: 40 }],
  [151_764, { unit: 'L/min', rateHz: 50, gain: 0.1, lowest: -60, highest: 60 }],
  [152_708, { unit: 'mL', rateHz: 50, gain: 1, lowest: 0, highest: 800 }],
  [287, EEG],
  [288, EEG],
])

/** A first scale for waves outside that list, by unit. */
export const RANGE_BY_UNIT: ReadonlyMap<string, readonly [lowest: number, highest: number]> = new Map([
  ['mV', [-1, 1.5]],
  ['uV', [-1000, 1500]],
  ['mm[Hg]', [0, 160]],
  ['kPa', [0, 20]],
  ['cm[H2O]', [-5, 40]],
  ['%', [0, 100]],
  ['Ohm', [0, 2]],
])
export const ANY_RANGE = [0, 255] as const

/** Unit numbers that the vocabulary's table does not have: MDC and vendor, as UCUM. */
export const MORE_UNITS: ReadonlyMap<string, string> = new Map([
  [`270848 ${mdc}`, '/min/L'],
  [`10009 ${mindray}`, 'J/L'],
])

/** Spellings of units in OBX-6 that are neither a number nor UCUM, as older senders write them. */
export const UNIT_SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['bpm', '/min'],
  ['1/min', '/min'],
  ['rpm', '/min'],
  ['mmHg', 'mm[Hg]'],
  ['cmH2O', 'cm[H2O]'],
  ['°C', 'Cel'],
  ['degC', 'Cel'],
  ['°F', '[degF]'],
  ['degF', '[degF]'],
  ['ml', 'mL'],
  ['l/min', 'L/min'],
  ['L/m', 'L/min'],
])

/** Limits that keep memory and texts small whatever is sent. */
export const LIMITS = {
  /** Channels of one session that are not in the tables. */
  channels: 1000,
  /** Alarms in force at once. */
  alarms: 500,
  /** Messages remembered to know a resend. */
  remembered: 256,
  textLength: 200,
  labelLength: 24,
  codeLength: 40,
  numberLength: 20,
} as const

/** When a line counts as silent (DESIGN rule 2; section 5: trends every 1 to 60 minutes). */
export const TIMING = {
  quietFactor: 2.5,
  leastQuietMs: 5000,
  usualIntervalSeconds: 60,
  slowestIntervalSeconds: 3600,
  /** Intervals that are remembered. */
  intervals: 8,
  /** An end byte without its carriage return is believed after this silence. */
  endMs: 100,
  /** Two stretches of a wave that start this far from where they should are not joined. */
  waveJoinMs: 500,
} as const

/** Serial HL7 of the A series: 8N1 at either speed (section 1). */
export const SERIAL = { baud: 115_200, otherBaud: 57_600 } as const

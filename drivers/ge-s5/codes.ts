/**
 * Every fact of the S/5 "DRI" computer interface that the driver knows, as tables.
 * Section numbers are those of the vendor's interface specification as used in
 * README.md; facts without a recording behind them say so there.
 */

/** Serial line (section 1); the fast one is a setting of newer CARESCAPE monitors. */
export const SERIAL = { baud: 19_200, fastBaud: 115_200 } as const

/** Framing (section 2). */
export const FLAG = 0x7e
export const ESCAPE = 0x7d
export const STUFF_BIT = 0x20

/** Record header (section 3): offsets in bytes from the start of the record. */
export const HEADER = {
  length: 0,
  number: 2,
  level: 3,
  plug: 4,
  time: 6,
  mainType: 14,
  descriptors: 16,
  descriptorSize: 3,
  descriptorCount: 8,
  descriptorEnd: 0xff,
  size: 40,
  dataMax: 1450,
} as const

export const MAIN_TYPE = { physiological: 0, wave: 1, alarm: 4, network: 5, event: 8 } as const
export type MainType = keyof typeof MAIN_TYPE

/** The shortest packet interval is 125 ms (section 6), so no main type sends more records a second than this. */
export const SEQUENCE = {
  recordsPerSecond: 8,
  /** A line swaps records that lie close together; further back the monitor has begun to count anew. */
  lateRecords: 8,
  lateMs: 2_000,
} as const

/** Physiological record types (section 4.1). */
export const RECORD_TYPE = { displayed: 1, trend10s: 2, trend60s: 3, auxiliary: 4 } as const

/** Trend records by the name in the options: their type and the interval to ask for. */
export const TRENDS = {
  '10s': { type: RECORD_TYPE.trend10s, seconds: 10 },
  '60s': { type: RECORD_TYPE.trend60s, seconds: 60 },
} as const

/** Requests (section 4): total size and field offsets. */
export const REQUEST = {
  physiological: { size: 49, type: 40, interval: 41, classes: 43 },
  wave: { size: 72, command: 40, types: 44, typesEnd: 0xff, typesMax: 8 },
  alarm: { size: 52, command: 40 },
} as const

/** Class bits of a physiological request: bit 0 denies the basic class, the others ask for one. */
export const ALL_CLASSES = 0x0e
export const INTERVAL = { once: -1, stop: 0 } as const
export const WAVE_COMMAND = { start: 0, stop: 1 } as const
export const ALARM_COMMAND = { status: 0, differential: 2, leave: 3 } as const

/** Session timing (sections 4 and 8), milliseconds unless the name says otherwise. */
export const SESSION = {
  settleMs: 200,
  spacingMs: 100,
  auxiliaryMs: 60_000,
  auxiliarySoonestMs: 5000,
  waveSilenceMs: 3000,
  displayedSilenceExtraMs: 3000,
  displayedSilenceIntervals: 2,
  slowestIntervalSeconds: 10,
  tries: 3,
  /** After three tries the monitor is taken to be off; asking goes on slowly so that nobody has to click. */
  slowRetryMs: 30_000,
  flowStopMs: 2000,
} as const

/** Line budget at 19200 baud, 8 data bits with parity (sections 4.2 and 8). */
export const BUDGET = {
  bytesPerSecond: 1745,
  samplesPerSecond: 600,
  displayedRecordBytes: 1160,
  waveRecordBytes: 60,
  bytesPerSample: 2,
} as const

/** One class of the displayed and trend records (section 5). */
export const SUBRECORD = {
  size: 278,
  time: 0,
  data: 4,
  dataSize: 270,
  classWord: 276,
  classShift: 8,
  classMask: 0x0f,
} as const

export type ClassName = 'basic' | 'ext1' | 'ext2' | 'ext3'
/** Class number (bits 8-11 of the class word) to class. */
export const CLASSES: readonly ClassName[] = ['basic', 'ext1', 'ext2', 'ext3']

/** Group header (section 5): status, then label. */
export const GROUP = { status: 0, label: 4, size: 6, exists: 0x1, active: 0x2 } as const

/** Every i16 at or below this is a code and never data (section 5). */
export const HIGHEST_CODE = -32001
export const CODE = {
  invalid: -32767,
  notUpdated: -32766,
  underRange: -32764,
  overRange: -32763,
  notCalibrated: -32762,
} as const
/** The train-of-four bit field has one invalid value only (section 5.5). */
export const BITS_INVALID = -32767

/** Wave subrecord (section 6). Status bits outside the mask are an undocumented counter. */
export const WAVE = {
  count: 0,
  status: 2,
  label: 4,
  samples: 6,
  gap: 0x1,
  pacer: 0x4,
  leadOff: 0x8,
  highestCode: -32000,
} as const

/** Alarm record (section 7). The entry size is derived from the record length; these hold for every size. */
export const ALARM = {
  fixedBytes: 20,
  soundOn: 2,
  silence: 8,
  entries: 10,
  entryCount: 5,
  text: 0,
  textSize: 80,
  priority: 82,
  smallestEntry: 84,
  expectedEntry: 98,
} as const
/** Colour of an alarm line to its priority: none, white, yellow, red. */
export const ALARM_PRIORITIES = [null, 'low', 'medium', 'high'] as const

/** Auxiliary record (section 5.6): offsets of Unix times, 0 = unknown. */
export const AUXILIARY = { size: 114, nibpTime: 0, outputTime: 6, wedgeTime: 10 } as const

/** Which status bits of a group make its values questionable, and which switch it off (section 5.5). */
const Q = {
  ecg: bits(7, 8, 9),
  pressure: bits(2),
  co2: bits(3, 4, 5, 6),
  gas: bits(2),
  flow: bits(2, 3, 4, 5, 6),
  svo2: bits(2, 3, 4, 5, 6, 7, 8, 9),
  entropy: bits(2, 3, 4, 12, 24),
  spi: bits(2, 3, 4, 5, 6, 7, 8, 10),
  gasex: bits(2, 3),
} as const

function bits(...numbers: readonly number[]): number {
  return numbers.reduce((mask, bit) => mask | (1 << bit), 0)
}

/** A field whose term hangs on the group's status or label. */
export type Rule =
  | 'heartRateSource'
  | 'pressureLabel'
  | 'temperatureLabel'
  | 'saturationLabel'
  | 'agentLabel'
  | 'outputMode'
  | 'breathSource'

export interface FieldRow {
  readonly name: string
  readonly type: 'i16' | 'u32' | 'u8' | 'bits16'
  /** Value = raw / divisor, in `unit` (UCUM). */
  readonly divisor: number
  readonly unit: string
  readonly label: string
  readonly decimals: number
  /** REFID if the vendor defines the field as that term, else null (an `X_` id is made from the names). */
  readonly id: string | null
  /** Overrides `id` by the group's status or label; `part` is the ending of the term's family. */
  readonly rule?: Rule
  readonly part?: string
  readonly timing?: 'episodic'
  /** Where on the device it comes from, if not the group's own source. */
  readonly source?: string
}

export interface GroupRow {
  readonly name: string
  /** Offset inside the 270 data bytes. */
  readonly offset: number
  readonly source: string
  /** Groups without a header live and die with the group named here. */
  readonly follows?: string
  readonly questionable?: number
  readonly off?: number
  readonly fields: readonly FieldRow[]
}

type Extra = Omit<Partial<FieldRow>, 'name' | 'divisor' | 'unit' | 'label' | 'decimals'>

function field(
  name: string,
  divisor: number,
  unit: string,
  label: string,
  decimals: number,
  extra: Extra = {},
): FieldRow {
  return { name, type: 'i16', divisor, unit, label, decimals, id: null, ...extra }
}

const mdc = (id: string): Extra => ({ id })
const RATE = '/min'

function pressure(name: string, offset: number): GroupRow {
  const row = (field_: string, part: string, label: string): FieldRow =>
    field(field_, 100, 'mm[Hg]', `${name.toUpperCase()} ${label}`, 0, { rule: 'pressureLabel', part })
  return {
    name,
    offset,
    source: name,
    questionable: Q.pressure,
    fields: [
      row('sys', '_SYS', 'sys'),
      row('dia', '_DIA', 'dia'),
      row('mean', '_MEAN', 'mean'),
      field('hr', 1, RATE, `PR ${name.toUpperCase()}`, 0, mdc('MDC_BLD_PULS_RATE_INV')),
    ],
  }
}

function temperature(name: string, offset: number): GroupRow {
  return {
    name,
    offset,
    source: name,
    fields: [field('temp', 100, 'Cel', name.toUpperCase(), 1, { rule: 'temperatureLabel' })],
  }
}

function saturation(name: string, offset: number, source: string): GroupRow {
  return {
    name,
    offset,
    source,
    fields: [
      field('SpO2', 100, '%', 'SpO₂', 0, { rule: 'saturationLabel' }),
      field('pr', 1, RATE, 'PR', 0, mdc('MDC_PULS_OXIM_PULS_RATE')),
      field('ir_amp', 100, '%', 'IR amp', 2),
      field('SvO2_unused', 100, '%', 'SvO₂ unused', 0),
    ],
  }
}

function eegChannel(channel: number): readonly FieldRow[] {
  const source = `eeg${channel}`
  const name = (part: string): string => `ch${channel}_${part}`
  const share = (part: string, label: string): FieldRow =>
    field(name(part), 1, '%', `${label} ${channel}`, 0, {
      id: `MDC_EEG_PWR_SPEC_${part.toUpperCase()}_REL`,
      source,
    })
  return [
    field(name('ampl'), 10, 'uV', `EEG ampl ${channel}`, 1),
    field(name('sef'), 10, 'Hz', `SEF ${channel}`, 1, {
      id: 'MDC_EEG_FREQ_PWR_SPEC_CRTX_SPECTRAL_EDGE',
      source,
    }),
    field(name('mf'), 10, 'Hz', `MF ${channel}`, 1),
    share('delta', 'Delta'),
    share('theta', 'Theta'),
    share('alpha', 'Alpha'),
    share('beta', 'Beta'),
    field(name('bsr'), 1, '%', `BSR ${channel}`, 0, { id: 'MDC_EEG_PAROX_CRTX_BURST_SUPPRN', source }),
  ]
}

function electrode(name: string): FieldRow {
  return field(name, 1, '1', `EEG ${name}`, 0, { type: 'u8' })
}

function regional(number: number, offset: number): GroupRow {
  return {
    name: `rso2_${number}`,
    offset,
    source: `rso2-${number}`,
    fields: [
      field('value', 10, '1', `rSO₂ ${number}`, 0),
      field('baseline', 10, '1', `rSO₂ ${number} base`, 0),
      field('dev', 10, '%', `rSO₂ ${number} dev`, 0),
    ],
  }
}

const ST_LEADS = ['I', 'II', 'III', 'aVL', 'aVR', 'aVF', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6']

/** Section 5.1. */
const BASIC: readonly GroupRow[] = [
  {
    name: 'ecg',
    offset: 0,
    source: 'ecg',
    questionable: Q.ecg,
    fields: [
      field('hr', 1, RATE, 'HR', 0, { rule: 'heartRateSource' }),
      field('st1', 100, 'mm', 'ST1', 1),
      field('st2', 100, 'mm', 'ST2', 1),
      field('st3', 100, 'mm', 'ST3', 1),
      field('imp_rr', 1, RATE, 'RR', 0, { id: 'MDC_TTHOR_RESP_RATE', source: 'imp' }),
    ],
  },
  pressure('p1', 16),
  pressure('p2', 30),
  pressure('p3', 44),
  pressure('p4', 58),
  {
    name: 'nibp',
    offset: 72,
    source: 'nibp',
    fields: [
      field('sys', 100, 'mm[Hg]', 'NIBP sys', 0, { id: 'MDC_PRESS_BLD_NONINV_SYS', timing: 'episodic' }),
      field('dia', 100, 'mm[Hg]', 'NIBP dia', 0, { id: 'MDC_PRESS_BLD_NONINV_DIA', timing: 'episodic' }),
      field('mean', 100, 'mm[Hg]', 'NIBP mean', 0, { id: 'MDC_PRESS_BLD_NONINV_MEAN', timing: 'episodic' }),
      field('hr', 1, RATE, 'PR NIBP', 0, { id: 'MDC_PULS_RATE_NON_INV', timing: 'episodic' }),
    ],
  },
  temperature('t1', 86),
  temperature('t2', 94),
  temperature('t3', 102),
  temperature('t4', 110),
  saturation('spo2', 118, 'spo2'),
  {
    name: 'co2',
    offset: 132,
    source: 'co2',
    questionable: Q.co2,
    fields: [
      field('et', 100, '%', 'EtCO₂', 1, mdc('MDC_CONC_AWAY_CO2_ET')),
      field('fi', 100, '%', 'FiCO₂', 1, mdc('MDC_CONC_AWAY_CO2_INSP')),
      field('rr', 1, RATE, 'RR CO₂', 0, { rule: 'breathSource' }),
      field('amb_press', 10, 'mm[Hg]', 'Ambient', 0),
    ],
  },
  {
    name: 'o2',
    offset: 146,
    source: 'o2',
    questionable: Q.gas,
    off: bits(3),
    fields: [
      field('et', 100, '%', 'EtO₂', 0, mdc('MDC_CONC_AWAY_O2_ET')),
      field('fi', 100, '%', 'FiO₂', 0, mdc('MDC_CONC_AWAY_O2_INSP')),
    ],
  },
  {
    name: 'n2o',
    offset: 156,
    source: 'n2o',
    questionable: Q.gas,
    off: bits(3),
    fields: [
      field('et', 100, '%', 'EtN₂O', 0, mdc('MDC_CONC_AWAY_N2O_ET')),
      field('fi', 100, '%', 'FiN₂O', 0, mdc('MDC_CONC_AWAY_N2O_INSP')),
    ],
  },
  {
    name: 'aa',
    offset: 166,
    source: 'aa',
    questionable: Q.gas,
    off: bits(3),
    fields: [
      field('et', 100, '%', 'EtAA', 1, { rule: 'agentLabel', part: '_ET' }),
      field('fi', 100, '%', 'FiAA', 1, { rule: 'agentLabel', part: '_INSP' }),
      field('mac_sum', 100, '1', 'MAC', 1, mdc('MDC_CONC_MAC')),
    ],
  },
  {
    name: 'flow_vol',
    offset: 178,
    source: 'flow',
    questionable: Q.flow,
    off: bits(7),
    fields: [
      field('rr', 1, RATE, 'RR aw', 0, mdc('MDC_AWAY_RESP_RATE')),
      field('ppeak', 100, 'cm[H2O]', 'Ppeak', 0, mdc('MDC_VENT_PRESS_AWAY_INSP_MAX')),
      field('peep', 100, 'cm[H2O]', 'PEEP', 0, mdc('MDC_VENT_PRESS_AWAY_END_EXP_POS')),
      field('pplat', 100, 'cm[H2O]', 'Pplat', 0, mdc('MDC_VENT_PRESS_RESP_PLAT')),
      field('tv_insp', 10, 'mL', 'TVinsp', 0, mdc('MDC_VOL_AWAY_TIDAL_INSP')),
      field('tv_exp', 10, 'mL', 'TVexp', 0, mdc('MDC_VOL_AWAY_TIDAL_EXP')),
      field('compliance', 100, 'mL/cm[H2O]', 'Compl', 0, mdc('MDC_COMPL_LUNG')),
      field('mv_exp', 100, 'L/min', 'MVexp', 1, mdc('MDC_VOL_MINUTE_AWAY_EXP')),
    ],
  },
  {
    name: 'co_wedge',
    offset: 200,
    source: 'co',
    fields: [
      field('co', 1, 'mL/min', 'CO', 0, { rule: 'outputMode' }),
      field('blood_temp', 100, 'Cel', 'Tblood', 1, mdc('MDC_TEMP_BLD')),
      field('ref', 100, '%', 'REF', 0),
      field('pcwp', 100, 'mm[Hg]', 'PAWP', 0, {
        id: 'MDC_PRESS_BLD_ART_PULM_WEDGE',
        timing: 'episodic',
        source: 'pcwp',
      }),
    ],
  },
  {
    name: 'nmt',
    offset: 214,
    source: 'nmt',
    fields: [
      field('t1', 10, '%', 'NMT T1', 0),
      field('tratio', 10, '%', 'TOF ratio', 0),
      field('ptc_bits', 1, '1', 'PTC bits', 0, { type: 'bits16' }),
    ],
  },
  {
    name: 'ecg_extra',
    offset: 226,
    source: 'ecg',
    follows: 'ecg',
    fields: [
      field('hr_ecg', 1, RATE, 'HR ECG', 0),
      field('hr_max', 1, RATE, 'HR max', 0),
      field('hr_min', 1, RATE, 'HR min', 0),
    ],
  },
  {
    name: 'svo2',
    offset: 232,
    source: 'svo2',
    questionable: Q.svo2,
    fields: [field('svo2', 100, '%', 'SvO₂', 0, mdc('MDC_SAT_O2_VEN'))],
  },
  pressure('p5', 240),
  pressure('p6', 254),
]

/** Section 5.2; the last two groups exist from the 15th edition on. */
const EXT1: readonly GroupRow[] = [
  {
    name: 'arrh_ecg',
    offset: 0,
    source: 'ecg',
    questionable: Q.ecg,
    fields: [
      field('hr', 1, RATE, 'HR arrh', 0),
      field('rr_time', 1, 'ms', 'RR time', 0),
      field('pvc', 1, RATE, 'PVC', 0, mdc('MDC_ECG_V_P_C_RATE')),
      field('arrh_status', 1, '1', 'Arrh bits', 0, { type: 'u32' }),
    ],
  },
  {
    name: 'ecg12',
    offset: 48,
    source: 'ecg',
    questionable: Q.ecg,
    fields: ST_LEADS.map((lead) =>
      field(`st${lead}`, 100, 'mm', `ST ${lead}`, 1, mdc(`MDC_ECG_AMPL_ST_${lead.toUpperCase()}`)),
    ),
  },
  pressure('p7', 78),
  pressure('p8', 92),
  saturation('spo2_ch2', 106, 'spo2-2'),
  temperature('t5', 120),
  temperature('t6', 128),
  {
    name: 'spo2_hemo',
    offset: 136,
    source: 'spo2',
    fields: [field('SpHb', 10, 'g/dL', 'SpHb', 1), field('SpMet', 10, '%', 'SpMet', 1)],
  },
  {
    name: 'spo2_ext',
    offset: 148,
    source: 'spo2',
    fields: [
      field('perfusion_index', 1000, '%', 'PI', 2, mdc('MDC_PULS_OXIM_PERF_REL')),
      field('pvi', 1, '%', 'PVI', 0),
    ],
  },
]

/** Section 5.3. */
const EXT2: readonly GroupRow[] = [
  {
    name: 'nmt2',
    offset: 0,
    source: 'nmt',
    fields: ['count', 't1_abs', 't2_abs', 't3_abs', 't4_abs'].map((name) =>
      field(name, 1, '1', `NMT ${name}`, 0),
    ),
  },
  {
    name: 'eeg',
    offset: 24,
    source: 'eeg',
    fields: [
      field('femg', 10, 'uV', 'FEMG', 1),
      ...eegChannel(1),
      ...eegChannel(2),
      ...eegChannel(3),
      ...eegChannel(4),
    ],
  },
  {
    name: 'eeg_bis',
    offset: 96,
    source: 'bis',
    fields: [
      field('bis', 1, '1', 'BIS', 0),
      field('sqi', 1, '%', 'SQI', 0, mdc('MDC_EEG_SIGNAL_QUALITY_INDEX')),
      field('emg', 1, 'dB', 'EMG', 0),
      field('sr', 1, '%', 'SR', 0),
    ],
  },
  {
    name: 'entropy',
    offset: 112,
    source: 'entropy',
    questionable: Q.entropy,
    fields: [
      field('SE', 1, '1', 'SE', 0),
      field('RE', 1, '1', 'RE', 0),
      field('bsr', 1, '%', 'BSR', 0, mdc('MDC_EEG_PAROX_CRTX_BURST_SUPPRN')),
    ],
  },
  {
    name: 'eeg2',
    offset: 198,
    source: 'eeg',
    fields: [
      electrode('common_reference'),
      electrode('ch1_m'),
      electrode('ch1_p'),
      electrode('ch2_m'),
      electrode('ch2_p'),
      electrode('ch3_m'),
      electrode('ch3_p'),
      electrode('ch4_m'),
      electrode('ch4_p'),
    ],
  },
  { name: 'spi', offset: 230, source: 'spi', questionable: Q.spi, fields: [field('spi', 1, '1', 'SPI', 0)] },
]

/** Section 5.4; PiCCO from level 11, regional saturation from level 12. */
const EXT3: readonly GroupRow[] = [
  {
    name: 'gasex',
    offset: 0,
    source: 'gasex',
    questionable: Q.gasex,
    fields: [
      field('vo2', 10, 'mL/min', 'VO₂', 0, mdc('MDC_SAT_O2_CONSUMP')),
      field('vco2', 10, 'mL/min', 'VCO₂', 0, mdc('MDC_FLOW_CO2_PROD_RESP')),
      field('ee', 1, 'kcal/d', 'EE', 0),
      field('rq', 1000, '1', 'RQ', 2),
    ],
  },
  {
    name: 'flow_vol2',
    offset: 14,
    source: 'flow',
    fields: [
      field('ipeep', 100, 'cm[H2O]', 'PEEPi', 0, mdc('MDC_PRESS_AWAY_END_EXP_POS_INTRINSIC')),
      field('pmean', 100, 'cm[H2O]', 'Pmean', 0, mdc('MDC_PRESS_AWAY_INSP_MEAN')),
      field('raw', 100, 'cm[H2O].s/L', 'Raw', 1, mdc('MDC_RES_AWAY')),
      field('mv_insp', 100, 'L/min', 'MVinsp', 1, mdc('MDC_VOL_MINUTE_AWAY_INSP')),
      field('epeep', 100, 'cm[H2O]', 'PEEPe', 0),
      field('mv_spont', 100, 'L/min', 'MVspont', 1),
      field('ie_ratio', 100, '1', 'I:E', 2, mdc('MDC_RATIO_IE')),
      field('insp_time', 100, 's', 'Tinsp', 2),
      field('exp_time', 100, 's', 'Texp', 2),
      field('static_compliance', 100, 'mL/cm[H2O]', 'Cstat', 0, mdc('MDC_COMPL_LUNG_STATIC')),
      field('static_pplat', 100, 'cm[H2O]', 'Pplat static', 0),
      field('static_peepe', 100, 'cm[H2O]', 'PEEPe static', 0),
      field('static_peepi', 100, 'cm[H2O]', 'PEEPi static', 0),
    ],
  },
  {
    name: 'bal',
    offset: 60,
    source: 'bal',
    fields: [field('et', 100, '%', 'Et balance', 0), field('fi', 100, '%', 'Fi balance', 0)],
  },
  {
    name: 'tono',
    offset: 70,
    source: 'tono',
    fields: [
      field('prco2', 100, 'kPa', 'PrCO₂', 1),
      field('pr_et', 100, 'kPa', 'Pr-Et', 1),
      field('pr_pa', 100, 'kPa', 'Pr-Pa', 1),
      field('pa_delay', 1, 'min', 'Pa delay', 0),
      field('phi', 100, '1', 'pHi', 2),
      field('phi_delay', 1, 'min', 'pHi delay', 0),
      field('amb_press', 10, 'mm[Hg]', 'Ambient tono', 0),
      field('cpma', 10, 'mbar', 'CPMA', 1),
    ],
  },
  {
    name: 'aa2',
    offset: 92,
    source: 'aa',
    questionable: Q.gas,
    off: bits(3),
    fields: [field('mac_age_sum', 100, '1', 'MAC age', 1)],
  },
  {
    name: 'delp',
    offset: 116,
    source: 'delp',
    fields: [field('spv', 100, 'mm[Hg]', 'SPV', 1), field('ppv', 100, '%', 'PPV', 0)],
  },
  {
    name: 'cpp',
    offset: 126,
    source: 'cpp',
    fields: [field('value', 100, 'mm[Hg]', 'CPP', 0, mdc('MDC_PRESS_CEREB_PERF'))],
  },
  {
    name: 'cpp2',
    offset: 134,
    source: 'cpp2',
    fields: [field('value', 100, 'mm[Hg]', 'CPP2', 0, mdc('MDC_PRESS_CEREB_PERF'))],
  },
  {
    name: 'picco',
    offset: 142,
    source: 'picco',
    fields: [
      field('cci', 1, 'mL/min/m2', 'CCI', 0),
      field('cco', 1, 'mL/min', 'CCO', 0, mdc('MDC_OUTPUT_CARD_CTS')),
      field('cfi', 100, RATE, 'CFI', 1),
      field('ci', 1, 'mL/min/m2', 'CI', 0, { id: 'MDC_OUTPUT_CARD_INDEX', timing: 'episodic' }),
      field('co', 1, 'mL/min', 'CO', 0, { id: 'MDC_OUTPUT_CARD', timing: 'episodic' }),
      field('cpi', 1, 'mW/m2', 'CPI', 0),
      field('cpo', 1, 'mW', 'CPO', 0),
      field('dpmax', 1, 'mm[Hg]/s', 'dPmax', 0, mdc('MDC_GRAD_PRESS_BLD_AORT_POS_MAX')),
      field('elwi', 10, 'mL/kg', 'ELWI', 1),
      field('evlw', 1, 'mL', 'EVLW', 0),
      field('gedi', 1, 'mL/m2', 'GEDI', 0),
      field('gedv', 1, 'mL', 'GEDV', 0),
      field('gef', 10, '%', 'GEF', 0),
      field('itbi', 1, 'mL/m2', 'ITBI', 0),
      field('itbv', 1, 'mL', 'ITBV', 0),
      field('ppv', 10, '%', 'PPV', 0),
      field('pvpi', 100, '1', 'PVPI', 1),
      field('sv', 10, 'mL', 'SV', 0, mdc('MDC_VOL_BLD_STROKE')),
      field('svi', 10, 'mL/m2', 'SVI', 0, mdc('MDC_VOL_BLD_STROKE_INDEX')),
      field('svr', 1, 'dyn.s/cm5', 'SVR', 0, mdc('MDC_RES_VASC_SYS')),
      field('svri', 1, 'dyn.s.m2/cm5', 'SVRI', 0, mdc('MDC_RES_VASC_SYS_INDEX')),
      field('svv', 10, '%', 'SVV', 0),
      field('tblood', 100, 'Cel', 'Tblood', 1, mdc('MDC_TEMP_BLD')),
      field('tinj', 100, 'Cel', 'Tinj', 1, { id: 'MDC_TEMP_INJ', timing: 'episodic' }),
    ],
  },
  regional(1, 196),
  regional(2, 208),
  regional(3, 220),
  regional(4, 232),
]

/** Every group of every class, in the order of the record. */
export const GROUPS: Readonly<Record<ClassName, readonly GroupRow[]>> = {
  basic: BASIC,
  ext1: EXT1,
  ext2: EXT2,
  ext3: EXT3,
}

/** Source of the displayed heart rate: bits 3-6 of the ECG status (section 5.5). */
export const HEART_RATE_SOURCE = { shift: 3, mask: 0x0f, none: 0 } as const
export const HEART_RATE_SOURCES: readonly { readonly id: string | null; readonly source: string }[] = [
  { id: null, source: 'ecg' },
  { id: 'MDC_ECG_HEART_RATE', source: 'ecg' },
  { id: 'MDC_BLD_PULS_RATE_INV', source: 'hr-p1' },
  { id: 'MDC_BLD_PULS_RATE_INV', source: 'hr-p2' },
  { id: 'MDC_BLD_PULS_RATE_INV', source: 'hr-p3' },
  { id: 'MDC_BLD_PULS_RATE_INV', source: 'hr-p4' },
  { id: 'MDC_PULS_OXIM_PULS_RATE', source: 'hr-spo2' },
  { id: 'MDC_BLD_PULS_RATE_INV', source: 'hr-p5' },
  { id: 'MDC_BLD_PULS_RATE_INV', source: 'hr-p6' },
  // The Mortara algorithm works on the ECG leads.
  { id: 'MDC_ECG_HEART_RATE', source: 'ecg' },
  { id: 'MDC_BLD_PULS_RATE_INV', source: 'hr-p7' },
  { id: 'MDC_BLD_PULS_RATE_INV', source: 'hr-p8' },
  { id: 'MDC_PULS_OXIM_PULS_RATE', source: 'hr-spo2-2' },
]

/** Channel lead codes of the ECG label, four bits each: channel 1 in bits 8-11, 2 in 4-7, 3 in 0-3 (section 5.5). */
export const ECG_LEAD = { shifts: [8, 4, 0], mask: 0x0f } as const
export const ECG_LEADS: readonly (string | null)[] = [null, 'I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V']

const LINE = 'MDC_PRESS_BLD'
/** Pressure labels (section 5.5): family of terms and short name. A label without a public term keeps the general one. */
export const PRESSURE_LABELS: readonly { readonly family: string; readonly label: string | null }[] = [
  { family: LINE, label: null },
  { family: 'MDC_PRESS_BLD_ART', label: 'ART' },
  { family: 'MDC_PRESS_BLD_VEN_CENT', label: 'CVP' },
  { family: 'MDC_PRESS_BLD_ART_PULM', label: 'PAP' },
  { family: 'MDC_PRESS_BLD_ATR_RIGHT', label: 'RAP' },
  { family: 'MDC_PRESS_BLD_VENT_RIGHT', label: 'RVP' },
  { family: 'MDC_PRESS_BLD_ATR_LEFT', label: 'LAP' },
  { family: 'MDC_PRESS_INTRA_CRAN', label: 'ICP' },
  { family: 'MDC_PRESS_BLD_ART_ABP', label: 'ABP' },
  { family: LINE, label: 'P1' },
  { family: LINE, label: 'P2' },
  { family: LINE, label: 'P3' },
  { family: LINE, label: 'P4' },
  { family: LINE, label: 'P5' },
  { family: LINE, label: 'P6' },
  { family: LINE, label: 'SP' },
  { family: LINE, label: 'FEM' },
  { family: 'MDC_PRESS_BLD_ART_UMB', label: 'UAC' },
  { family: 'MDC_PRESS_BLD_VEN_UMB', label: 'UVC' },
  { family: 'MDC_PRESS_INTRA_CRAN', label: 'ICP2' },
  { family: LINE, label: 'P7' },
  { family: LINE, label: 'P8' },
  { family: LINE, label: 'FEMV' },
]

/** Temperature labels (section 5.5). */
export const TEMPERATURE_LABELS: readonly { readonly id: string; readonly label: string | null }[] = [
  { id: 'MDC_TEMP', label: null },
  { id: 'MDC_TEMP_ESOPH', label: 'Teso' },
  { id: 'MDC_TEMP_NASOPH', label: 'Tnaso' },
  { id: 'MDC_TEMP_TYMP', label: 'Ttymp' },
  { id: 'MDC_TEMP_RECT', label: 'Trect' },
  { id: 'MDC_TEMP_FOLEY', label: 'Tblad' },
  { id: 'MDC_TEMP_AXILLA', label: 'Taxil' },
  { id: 'MDC_TEMP_SKIN', label: 'Tskin' },
  { id: 'MDC_TEMP_AWAY', label: 'Taw' },
  // A room is no part of a patient: the vendor's label has no term of its own.
  { id: 'X_GE_S5_TEMP_ROOM', label: 'Troom' },
  { id: 'MDC_TEMP_MYO', label: 'Tmyo' },
  { id: 'MDC_TEMP', label: 'T1' },
  { id: 'MDC_TEMP', label: 'T2' },
  { id: 'MDC_TEMP', label: 'T3' },
  { id: 'MDC_TEMP', label: 'T4' },
  { id: 'MDC_TEMP_CORE', label: 'Tcore' },
  { id: 'MDC_TEMP_SKIN', label: 'Tsurf' },
  { id: 'MDC_TEMP', label: 'T5' },
  { id: 'MDC_TEMP', label: 'T6' },
]

/** Saturation labels, bits 0-1 (section 5.5). */
export const SATURATION_LABEL_MASK = 0x03
export const SATURATION_LABELS: readonly { readonly id: string; readonly label: string }[] = [
  { id: 'MDC_PULS_OXIM_SAT_O2', label: 'SpO₂' },
  { id: 'MDC_SAT_O2_ART', label: 'SaO₂' },
  { id: 'MDC_SAT_O2_VEN', label: 'SvO₂' },
]

/** Anaesthetic agent labels (section 5.5). */
export const AGENT_LABELS: readonly { readonly family: string; readonly label: string }[] = [
  { family: 'MDC_CONC_AWAY_AGENT', label: 'AA' },
  { family: 'MDC_CONC_AWAY_AGENT', label: 'AA' },
  { family: 'MDC_CONC_AWAY_HALOTH', label: 'Hal' },
  { family: 'MDC_CONC_AWAY_ENFL', label: 'Enf' },
  { family: 'MDC_CONC_AWAY_ISOFL', label: 'Iso' },
  { family: 'MDC_CONC_AWAY_DESFL', label: 'Des' },
  { family: 'MDC_CONC_AWAY_SEVOFL', label: 'Sev' },
]

/** Cardiac output mode, bits 2-4 of the label (section 5.5): 1 bolus, 2 continuous. */
export const OUTPUT_MODE = { shift: 2, mask: 0x07, continuous: 2 } as const

/** Breathing rate of the CO2 group: always capnographic from level 8 on, else by bits 0-2 of the label. */
export const BREATH_SOURCE = { mask: 0x07, impedance: 2, alwaysCapnographicFromLevel: 8 } as const

export interface WaveRow {
  /** Wave type number of the request and of the subrecord. */
  readonly type: number
  /** Name in the options. */
  readonly name: string
  readonly rateHz: number
  readonly divisor: number
  readonly unit: string
  /** REFID; null: an `X_` id is made from the name. */
  readonly id: string | null
  readonly source: string
  readonly label: string
  readonly lowest: number
  readonly highest: number
  /** What decides the term: the lead of the latest ECG label, the subrecord's label, the latest agent label. */
  readonly rule?: 'ecgLead' | 'pressureLabel' | 'agentLabel'
  /** Channel 1-3 of an ECG wave. */
  readonly channel?: number
}

type WaveExtra = Pick<Partial<WaveRow>, 'rule' | 'channel'>

function wave(
  type: number,
  name: string,
  rateHz: number,
  divisor: number,
  unit: string,
  id: string | null,
  label: string,
  range: readonly [number, number],
  extra: WaveExtra = {},
): WaveRow {
  return {
    type,
    name,
    rateHz,
    divisor,
    unit,
    id,
    source: name,
    label,
    lowest: range[0],
    highest: range[1],
    ...extra,
  }
}

const ECG_RANGE = [-2000, 2000] as const
const EEG_RANGE = [-100, 100] as const
const PRESSURE_RANGE = [0, 200] as const
const EEG_ID = 'MDC_EEG_ELEC_POTL_CRTX'

function ecgWave(channel: number): WaveRow {
  return wave(channel, `ecg${channel}`, 300, 1, 'uV', 'MDC_ECG_ELEC_POTL', `ECG${channel}`, ECG_RANGE, {
    rule: 'ecgLead',
    channel,
  })
}

function pressureWave(type: number, name: string): WaveRow {
  return wave(type, name, 100, 100, 'mm[Hg]', LINE, name.toUpperCase(), PRESSURE_RANGE, {
    rule: 'pressureLabel',
  })
}

/** Wave types (section 6). Type 22, the packed 12-lead ECG, has its own table below. */
export const WAVES: readonly WaveRow[] = [
  ecgWave(1),
  ecgWave(2),
  ecgWave(3),
  pressureWave(4, 'p1'),
  pressureWave(5, 'p2'),
  pressureWave(6, 'p3'),
  pressureWave(7, 'p4'),
  wave(8, 'pleth', 100, 100, '%', 'MDC_PULS_OXIM_PLETH', 'Pleth', [-5, 5]),
  wave(9, 'co2', 25, 100, '%', 'MDC_CONC_AWAY_CO2', 'CO₂', [0, 8]),
  wave(10, 'o2', 25, 100, '%', 'MDC_CONC_AWAY_O2', 'O₂', [0, 100]),
  wave(11, 'n2o', 25, 100, '%', 'MDC_CONC_AWAY_N2O', 'N₂O', [0, 100]),
  wave(12, 'agent', 25, 100, '%', 'MDC_CONC_AWAY_AGENT', 'AA', [0, 10], { rule: 'agentLabel' }),
  wave(13, 'paw', 25, 10, 'cm[H2O]', 'MDC_PRESS_AWAY', 'Paw', [-10, 40]),
  wave(14, 'flow', 25, 10, 'L/min', 'MDC_FLOW_AWAY', 'Flow', [-60, 60]),
  wave(15, 'resp', 25, 100, 'Ohm', 'MDC_IMPED_TTHOR', 'Resp', [-1, 1]),
  pressureWave(16, 'p5'),
  pressureWave(17, 'p6'),
  wave(18, 'eeg1', 100, 10, 'uV', EEG_ID, 'EEG1', EEG_RANGE),
  wave(19, 'eeg2', 100, 10, 'uV', EEG_ID, 'EEG2', EEG_RANGE),
  wave(20, 'eeg3', 100, 10, 'uV', EEG_ID, 'EEG3', EEG_RANGE),
  wave(21, 'eeg4', 100, 10, 'uV', EEG_ID, 'EEG4', EEG_RANGE),
  wave(23, 'volume', 25, 1, 'mL', 'MDC_VOL_AWAY', 'Vol', [0, 1000]),
  wave(24, 'tono', 25, 10, 'mbar', null, 'Tono', [0, 100]),
  wave(29, 'loop', 25, 1, '1', null, 'Loop', [0, 15]),
  wave(32, 'entropy', 100, 10, 'uV', EEG_ID, 'EEG ent', EEG_RANGE),
  wave(35, 'bis', 300, 1, 'uV', EEG_ID, 'EEG BIS', EEG_RANGE),
  pressureWave(36, 'p7'),
  pressureWave(37, 'p8'),
  wave(38, 'pleth2', 100, 100, '%', 'MDC_PULS_OXIM_PLETH', 'Pleth2', [-5, 5]),
  // The unit is not stated by the vendor, so it gets no public term.
  wave(39, 'resp-fine', 100, 100, 'Ohm', null, 'Resp fine', [-1, 1]),
]

/** Packed 12-lead ECG, type 22 (section 6.1): vendor text only, no recording known. */
export const TWELVE_LEAD = {
  type: 22,
  rateHz: 500,
  microvoltPerBit: 4,
  extensionSize: 14,
  extensionCableStatus: 6,
  cableOff: 0x1,
  wordsShift: 10,
  wordsMask: 0x3f,
  wordsPerBlock: 28,
  samplesPerBlock: 5,
  wordsPerLead: 3,
  signWords: 24,
  topSignBit: 15,
  counterWord: 26,
  counterMask: 0x1fff,
  counterModulus: 8192,
  pacerShift: 13,
  leads: ['I', 'II', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'],
} as const

/** The packed wave as a row of the wave table; its leads name the channels. */
export const TWELVE_LEAD_ROW: WaveRow = {
  type: TWELVE_LEAD.type,
  name: 'ecg12',
  rateHz: TWELVE_LEAD.rateHz,
  divisor: 1 / TWELVE_LEAD.microvoltPerBit,
  unit: 'uV',
  id: null,
  source: 'ecg12',
  label: 'ECG12',
  lowest: ECG_RANGE[0],
  highest: ECG_RANGE[1],
}

/** How the twin is set up: one plausible monitor, with the habits seen in recordings (sections 3, 5.5 and 6). */
export const TWIN = {
  level: 10,
  classWordLevel: 0xa0,
  packetMs: 250,
  alarmMs: 2000,
  alarmType: 1,
  samplesPerSecond: BUDGET.samplesPerSecond,
  /** Packets carry one sample more or fewer than due: -1, 0 or 1. */
  jitterValues: 3,
  counterBit: 0x2,
  counterShift: 4,
  counterFirst: 64,
  counterValues: 60,
  ecgTypes: [1, 2, 3],
  /** Pressure labels of the wave subrecords: ART, CVP, PA. */
  waveLabels: { 4: 1, 5: 2, 6: 3 } as Readonly<Record<number, number>>,
  fromEcg: 1 << HEART_RATE_SOURCE.shift,
  fromPleth: 6 << HEART_RATE_SOURCE.shift,
  allLeadsOff: bits(11, 12, 13),
  asystole: bits(2),
  /** Channel 1 lead II, channel 2 lead V, channel 3 lead I. */
  ecgLabel: 0x0271,
  art: 1,
  cvp: 2,
  pa: 3,
  core: 15,
  cuffAuto: bits(3),
  cuffOld: bits(8),
  cuffOldSeconds: 60,
  apnea: bits(2),
  co2Label: 0x9,
  flowLabel: 4,
  ambientMmHg: 759.8,
  /** The alarm limits the twin is set to; any plausible set will do. */
  limits: { heartRateHigh: 130, heartRateLow: 45, spo2Low: 90, spo2VeryLow: 85, artLow: 80 },
} as const

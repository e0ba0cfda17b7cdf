/**
 * Facts of the vendor's data export interface over MIB/RS-232 (guide release H.0), as tables.
 * Section numbers are those of that guide's chapters as summarised in README.md; the lists of
 * numerics, waves, labels and units are in the files beside this one.
 */

/** Serial line (section "transport"): two fixed speeds; the third mode is infrared and not for us. */
export const SERIAL = { baud: 115_200, slowBaud: 19_200 } as const

/** UDP ports (section "UDP port number"): data export, and where the monitor announces itself to everybody. */
export const PORT = { dataExport: 24_105, announcement: 24_005 } as const
/**
 * Largest message to ask for. Serial: the vendor's limit. Network: what an open station asks of real monitors;
 * a captured monitor (M8003A G.01.80) would take 1,456, and more than 1,472 would be cut in two on the way.
 */
export const MTU = { serial: 1000, network: 1364 } as const
/** Order on a network: how far back (10 s) a counter means a restart, and how much is remembered. */
export const ARRIVAL = {
  restartTicks: 80_000,
  remembered: 256,
  sequenceMask: 0xffff,
  mostSkipped: 100,
} as const

/** Framing (section "fixed baud rate protocol"). The check is CRC-16/X-25, low byte first. */
export const FRAME = {
  open: 0xc0,
  close: 0xc1,
  escape: 0x7d,
  flip: 0x20,
  protocol: 0x11,
  messageType: 0x01,
  headerBytes: 4,
  lengthAt: 2,
  checkBytes: 2,
  /** Above the largest user data that can be negotiated, with header and check. */
  maximumBytes: 2048,
} as const

/** First byte of the association messages (section "association control"). */
export const SESSION_BYTE = {
  release: 0x09,
  released: 0x0a,
  refuse: 0x0c,
  connect: 0x0d,
  accept: 0x0e,
  abort: 0x19,
} as const

/** First word of every data message, and its presentation context. */
export const DATA = { session: 0xe100, context: 2 } as const
/** First two words of the monitor's announcement, where data messages have theirs: the nomenclature version. */
export const ANNOUNCEMENT = { first: 0x0000, second: 0x0100 } as const
/** Where a message says how long it is: data messages behind the operation, association messages in their second byte. */
export const MESSAGE_LENGTH = { dataAt: 6, longMark: 0xff } as const

/** Remote operations (section "message types"). */
export const OPERATION = { invoke: 1, result: 2, error: 3, linked: 5 } as const
export const COMMAND = { event: 0, confirmedEvent: 1, get: 3, set: 4, confirmedSet: 5, action: 7 } as const
/** Place of a linked result in its chain. */
export const LINK_STATE = { first: 1, middle: 2, last: 3 } as const
/** Errors of a refused operation that are worth telling apart, and why an attribute could not be set. */
export const ERROR = { setList: 8, processingFailure: 10 } as const
export const SET_STATUS = { accessDenied: 2, noSuchAttribute: 5 } as const

/** The managed object every operation is about: the device system, context 0, handle 0. */
export const CLASS = { system: 0x21, numeric: 6, wave: 9, demographics: 0x2a, alert: 0x36 } as const
export const EVENT = { create: 0x0d06, announcement: 0x0d17 } as const
export const ACTION = { poll: 0x0c16, extendedPoll: 0xf13b } as const
export const POLL_EXTENSION = { activePeriod: 0xf13e } as const
/** Partition of object classes in a poll. */
export const OBJECT_PARTITION = 1

/** Attribute groups (section "polling"). */
export const GROUP = {
  all: 0,
  alarms: 0x0801,
  observed: 0x0803,
  demographics: 0x0807,
  dynamic: 0x0810,
  constant: 0x0811,
} as const

/** Attribute ids (section "attribute data types"). */
export const ATTRIBUTE = {
  patientAlarms: 0x0902,
  technicalAlarms: 0x0904,
  alertState: 0x0916,
  handle: 0x0921,
  type: 0x092f,
  bedLabel: 0x091e,
  label: 0x0924,
  labelText: 0x0927,
  model: 0x0928,
  production: 0x092d,
  metricSpec: 0x093f,
  metricState: 0x0940,
  mode: 0x0946,
  numeric: 0x0950,
  compoundNumeric: 0x094b,
  measuredAt: 0x0990,
  calibrationBar: 0x0964,
  compoundWave: 0x0967,
  wave: 0x096e,
  waveSpec: 0x096d,
  scale: 0x096f,
  samplePeriod: 0x098d,
  unit: 0x0996,
  fixedValues: 0x0a16,
  systemId: 0x0984,
  wallTime: 0x0987,
  relativeTime: 0x098f,
  patientState: 0x0957,
  birthDate: 0x0958,
  sex: 0x0961,
  patientId: 0x095a,
  familyName: 0x095c,
  givenName: 0x095d,
  numericPriority: 0xf239,
  wavePriority: 0xf23a,
  associations: 0x091d,
} as const

/** Measurement state (section "MeasurementState"); the low byte never changes validity. */
export const STATE = {
  invalid: 0x8000,
  questionable: 0x4000,
  unavailable: 0x2000,
  calibrating: 0x1000,
  test: 0x0800,
  demo: 0x0400,
} as const
/** Metric state: the measurement is switched off. */
export const METRIC_OFF = 0x8000

/** Metric categories that are no measurement: automatic and manual settings, alarm limits. */
export const SETTING_CATEGORIES: readonly number[] = [3, 4, 130]
/** Labels of settings lie in their own partition; the old partition marks them by their low word. */
export const LABEL = {
  partitionShift: 16,
  lowMask: 0xffff,
  settings: 0x0402,
  oldPartition: 0x0401,
  oldSettingsFrom: 0x8000,
} as const
export const METRIC_SPEC = { category: 4 } as const

/** FLOAT: signed exponent in the high byte, signed mantissa below; these mantissas are no numbers. */
export const FLOAT = {
  exponentShift: 24,
  mantissaBits: 24,
  bits: 32,
  special: [0x7fffff, 0x800000, 0x7ffffe, 0x800002] as readonly number[],
  mantissaMask: 0xffffff,
} as const

/**
 * Wave samples (sections "SaSpec", "SaFixedValSpec"), 8 or 16 bits wide: a raised top bit of a wide one turns its
 * low four bits into a condition.
 */
export const SAMPLE = {
  bits: 16,
  narrowBits: 8,
  flagBits: 0xc000,
  conditionMask: 0x000f,
  bitsAt: 2,
  significantAt: 3,
  /** More array sizes of one handle than any monitor has. */
  sizesMax: 8,
  /** Samples are kept in 16 signed bits. */
  highest: 0x7fff,
} as const
/** Kinds of fixed values; the rest (defibrillator, QRS) says nothing about the signal. */
export const FIXED_VALUE = { invalid: 1, pacer: 2, saturation: 4 } as const

/** Relative time counts an eighth of a millisecond. */
export const TICKS_PER_MS = 8
/** Absolute time: century, year, month, day, hour, minute, second, each two decimal digits; 255 is "not set". */
export const ABSOLUTE_TIME = { bytes: 8, unset: 0xff, digitShift: 4, digitMask: 0x0f, century: 100 } as const

/** Alert type bits (section "alert monitor"), most urgent first. */
export const ALERT_PRIORITY = {
  physiological: [
    [0x0400, 'high'],
    [0x0200, 'medium'],
    [0x0100, 'low'],
  ],
  technical: [
    [4, 'high'],
    [2, 'medium'],
    [1, 'low'],
  ],
} as const
/** Lowest bit of an alert code: its source is an object, not a measurement. */
export const ALERT_CODE = { objectBit: 1 } as const
/** Kinds of extra alert information; only the first carries a text. */
export const ALERT_INFO = { withText: 0x0204, plain: 0x0201, textAt: 10 } as const

/** Private characters of the vendor's screen font and what a reader sees; null: filler. */
export const PRIVATE_CHARACTERS: Readonly<Record<number, string | null>> = {
  57669: 'E',
  57676: 'L',
  58368: 'l/',
  58369: 'H2',
  58381: '*',
  58405: 'V',
  65279: null,
}

/** What the monitor is: which rows of its production list are kept. */
export const PRODUCTION = {
  serialType: 1,
  partType: 2,
  softwareType: 4,
  product: 0x0008,
  application: 0x0058,
} as const
/** Patient state in which the demographics are those of somebody; a conflict blanks them and sets this name. */
export const PATIENT = { empty: 0, preAdmitted: 1, admitted: 2, discharged: 8, conflictName: '???' } as const
/** Patient sex as the vocabulary writes it; 0 is unknown, 9 unspecified. */
export const SEX: Readonly<Record<number, string>> = { 1: 'male', 2: 'female' }
/** Operating modes of the monitor that are no monitoring of a patient. */
export const MODE = { demo: 0x2000, monitoring: 0x4000 } as const

/** Association request (section "association request"): everything before the user information is constant. */
export const ASSOCIATION = {
  sessionHeader: [0x05, 0x08, 0x13, 0x01, 0x00, 0x16, 0x01, 0x02, 0x80, 0x00, 0x14, 0x02, 0x00, 0x02],
  presentationByte: 0xc1,
  presentationHeader: [
    0x31, 0x80, 0xa0, 0x80, 0x80, 0x01, 0x01, 0x00, 0x00, 0xa2, 0x80, 0xa0, 0x03, 0x00, 0x00, 0x01, 0xa4,
    0x80, 0x30, 0x80, 0x02, 0x01, 0x01, 0x06, 0x04, 0x52, 0x01, 0x00, 0x01, 0x30, 0x80, 0x06, 0x02, 0x51,
    0x01, 0x00, 0x00, 0x00, 0x00, 0x30, 0x80, 0x02, 0x01, 0x02, 0x06, 0x0c, 0x2a, 0x86, 0x48, 0xce, 0x14,
    0x02, 0x01, 0x00, 0x00, 0x00, 0x01, 0x01, 0x30, 0x80, 0x06, 0x0c, 0x2a, 0x86, 0x48, 0xce, 0x14, 0x02,
    0x01, 0x00, 0x00, 0x00, 0x02, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x61, 0x80, 0x30, 0x80, 0x02,
    0x01, 0x01, 0xa0, 0x80, 0x60, 0x80, 0xa1, 0x80, 0x06, 0x0c, 0x2a, 0x86, 0x48, 0xce, 0x14, 0x02, 0x01,
    0x00, 0x00, 0x00, 0x03, 0x01, 0x00, 0x00, 0xbe, 0x80, 0x28, 0x80, 0x06, 0x0c, 0x2a, 0x86, 0x48, 0xce,
    0x14, 0x02, 0x01, 0x00, 0x00, 0x00, 0x01, 0x01, 0x02, 0x01, 0x02, 0x81,
  ],
  trailerBytes: 16,
  protocolVersion: 0x80000000,
  nomenclatureVersion: 0x40000000,
  clientType: 0x80000000,
  coldStart: 0x20000000,
  pollProfile: 1,
  pollProfileRevision: 0x80000000,
  /** 1 s in ticks: gives the shortest association time-out, 10 s. */
  minimumPollTicks: 8000,
  anyBandwidth: 0xffffffff,
  dynamicObjects: 0x60000000,
  extension: 0xf001,
  /** Real-time numerics, waves and enumerations: accepted unchanged by a real monitor. */
  extensionBits: 0x8c000000,
  waveBit: 0x08000000,
  /** Lets a station set the list of numerics; asked for only where an engineer lists some. */
  numericListBit: 0x02000000,
  /** Marks before the user information in the monitor's answer. */
  answerMarks: [
    [0xbe, 0x80, 0x28, 0x80, 0x81],
    [0xbe, 0x80, 0x28, 0x80, 0x02, 0x01, 0x02, 0x81],
  ],
} as const

/** Release, its answer and abort (section "association control"), complete. */
export const RELEASE_REQUEST: readonly number[] = [
  0x09, 0x18, 0xc1, 0x16, 0x61, 0x80, 0x30, 0x80, 0x02, 0x01, 0x01, 0xa0, 0x80, 0x62, 0x80, 0x80, 0x01, 0x00,
  0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
]
export const RELEASE_ANSWER: readonly number[] = [
  0x0a, 0x18, 0xc1, 0x16, 0x61, 0x80, 0x30, 0x80, 0x02, 0x01, 0x01, 0xa0, 0x80, 0x63, 0x80, 0x80, 0x01, 0x00,
  0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
]
export const REFUSE: readonly number[] = [0x0c, 0x03, 0x32, 0x01, 0x00]
export const ABORT: readonly number[] = [
  0x19, 0x2e, 0x11, 0x01, 0x03, 0xc1, 0x29, 0xa0, 0x80, 0xa0, 0x80, 0x30, 0x80, 0x02, 0x01, 0x01, 0x06, 0x02,
  0x51, 0x01, 0x00, 0x00, 0x00, 0x00, 0x61, 0x80, 0x30, 0x80, 0x02, 0x01, 0x01, 0xa0, 0x80, 0x64, 0x80, 0x80,
  0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
]

/** Timing of the client (sections "association", "polling"), milliseconds. */
export const TIMING = {
  afterReleaseMs: 300,
  associateEveryMs: 1000,
  refusedMs: 5000,
  abortedMs: 1000,
  createWaitMs: 5000,
  choiceMs: 3000,
  activePeriodMs: 60_000,
  /** Renewed at this share of the active period. */
  renewMs: 36_000,
  /** A stream that stays away this long is asked for again. */
  streamSilenceMs: 5000,
  askAgainMs: 10_000,
  busyMs: 2000,
  systemEveryMs: 40_000,
  demographicsEveryMs: 45_000,
  labelsEveryMs: 30_000,
  /** Well inside the shortest association time-out. */
  keepAliveMs: 4000,
  spacingMs: 250,
  lostMs: 5000,
  numericPeriodMs: 1024,
  maxQuietMs: 3000,
} as const

/** Messages of a wave kept until its label and scale have come: one wave a second gets them, so 11 s for 11 waves. */
export const PENDING_WAVES = 64
/** How many values of one object whose label has not come are kept where everything is wanted; then the id alone names them. */
export const UNLABELLED_MAX = 4096
/** Messages of a wave kept where everything is wanted. */
export const PENDING_WAVES_ALL = 4096
/** How long a handle keeps a channel to itself after it was last seen, ticks (5 s). */
export const OWNER_TICKS = 40_000
/** How far a result may lie behind the newest one of its poll to be late and not of another time (10 s), and polls watched. */
export const ORDER = { lateTicks: 80_000, pollsMax: 64 } as const
/** How many chains of linked results are watched at once; the oldest is forgotten. */
export const CHAINS_MAX = 16

/** The one number of this vendor's list that stands for a term with another number in the vocabulary; the rest go by number. */
export const TERM_BY_PHYSIO: Readonly<Record<number, string>> = { 835: 'MDC_ECG_AMPL_ST_V' }
/** The vendor's own numbers of single readings, which no term says: pulse of the cuff. */
export const EPISODIC_PHYSIO: readonly number[] = [61669]
/** Partition 2 (metrics) of the nomenclature; ids from here on are the vendor's own. */
export const METRIC_PARTITION = 0x20000
export const PRIVATE_FROM = 0xf000

/** How a wave usually comes (captured on an MP70): rate, scale and the range of a first drawing. */
export interface WaveGeometry {
  readonly unit: string
  readonly rateHz: number
  readonly gain: number
  readonly offset: number
  readonly lowest: number
  readonly highest: number
}
const PRESSURE: WaveGeometry = {
  unit: 'mm[Hg]',
  rateHz: 125,
  gain: 1 / 16,
  offset: -50,
  lowest: 0,
  highest: 180,
}
/** By the beginning of the wave's name, first match; the last row fits all others. */
export const WAVE_GEOMETRY: readonly (readonly [prefix: string, geometry: WaveGeometry])[] = [
  ['ECG_', { unit: 'mV', rateHz: 500, gain: 0.005, offset: -40.96, lowest: -1, highest: 1.5 }],
  ['PLETH', { unit: '1', rateHz: 125, gain: 1, offset: 0, lowest: 0, highest: 4095 }],
  ['PULS_OXIM_PLETH', { unit: '1', rateHz: 125, gain: 1, offset: 0, lowest: 0, highest: 4095 }],
  ['PRESS_BLD_VEN', { ...PRESSURE, highest: 30 }],
  ['PRESS_BLD_ATR', { ...PRESSURE, highest: 30 }],
  ['PRESS_BLD_ART_PULM', { ...PRESSURE, highest: 60 }],
  ['PRESS_INTRA_CRAN', { ...PRESSURE, highest: 40 }],
  ['PRESS_AWAY', { unit: 'cm[H2O]', rateHz: 62.5, gain: 1, offset: 0, lowest: -5, highest: 40 }],
  ['PRESS_', PRESSURE],
  ['AWAY_CO2', { unit: 'mm[Hg]', rateHz: 62.5, gain: 1 / 60, offset: -20 / 3, lowest: 0, highest: 60 }],
  ['RESP', { unit: 'Ohm', rateHz: 62.5, gain: 1.9 / 4095, offset: 0, lowest: 0, highest: 1.9 }],
  ['EEG', { unit: 'uV', rateHz: 125, gain: 1, offset: 0, lowest: -100, highest: 100 }],
  ['FLOW_AWAY', { unit: 'L/min', rateHz: 62.5, gain: 1, offset: 0, lowest: -60, highest: 60 }],
  // Gases; monitors send their share.
  ['CONC_AWAY', { unit: '%', rateHz: 62.5, gain: 1, offset: 0, lowest: 0, highest: 100 }],
  ['', { unit: '1', rateHz: 62.5, gain: 1, offset: 0, lowest: 0, highest: 4095 }],
]

/** Waves an engineer may ask for, by name, with the label to ask for (section "wave selection"). */
export const WAVE_CHOICES = [
  { name: 'ecg1', label: 0x00020101, ecg: true },
  { name: 'ecg2', label: 0x00020102, ecg: true },
  { name: 'ecg3', label: 0x0002013d, ecg: true },
  { name: 'avr', label: 0x0002013e, ecg: true },
  { name: 'avl', label: 0x0002013f, ecg: true },
  { name: 'avf', label: 0x00020140, ecg: true },
  { name: 'v', label: 0x00020143, ecg: true },
  { name: 'v1', label: 0x00020103, ecg: true },
  { name: 'v2', label: 0x00020104, ecg: true },
  { name: 'v3', label: 0x00020105, ecg: true },
  { name: 'v4', label: 0x00020106, ecg: true },
  { name: 'v5', label: 0x00020107, ecg: true },
  { name: 'v6', label: 0x00020108, ecg: true },
  { name: 'pleth', label: 0x00024bb4, ecg: false },
  { name: 'abp', label: 0x00024a14, ecg: false },
  { name: 'art', label: 0x00024a10, ecg: false },
  { name: 'pap', label: 0x00024a1c, ecg: false },
  { name: 'cvp', label: 0x00024a44, ecg: false },
  { name: 'icp', label: 0x00025808, ecg: false },
  { name: 'co2', label: 0x000250ac, ecg: false },
  { name: 'resp', label: 0x00025000, ecg: false },
  { name: 'awp', label: 0x000250f0, ecg: false },
  { name: 'awf', label: 0x000250d4, ecg: false },
  { name: 'eeg', label: 0x0002592c, ecg: false },
] as const
export type WaveChoice = (typeof WAVE_CHOICES)[number]['name']

/** Numerics an engineer may list, by name, with the label to ask for (sections "numerics", "numeric priority list"). */
export const NUMERIC_CHOICES = [
  { name: 'hr', label: 0x00024182 },
  { name: 'pvc', label: 0x00024261 },
  { name: 'st', label: 0x00020300 },
  { name: 'spo2', label: 0x00024bb8 },
  { name: 'spo2Pulse', label: 0x00024822 },
  { name: 'perfusion', label: 0x00024bb0 },
  { name: 'pulse', label: 0x0002480a },
  { name: 'nbp', label: 0x00024a04 },
  { name: 'nbpPulse', label: 0x0002f0e5 },
  { name: 'abp', label: 0x00024a14 },
  { name: 'art', label: 0x00024a10 },
  { name: 'pap', label: 0x00024a1c },
  { name: 'cvp', label: 0x00024a44 },
  { name: 'icp', label: 0x00025808 },
  { name: 'cpp', label: 0x00025804 },
  { name: 'rr', label: 0x0002500a },
  { name: 'awrr', label: 0x00025012 },
  { name: 'co2', label: 0x000250ac },
  { name: 'o2', label: 0x00025164 },
  { name: 'n2o', label: 0x000251f0 },
  { name: 'des', label: 0x000251d8 },
  { name: 'enf', label: 0x000251dc },
  { name: 'hal', label: 0x000251e0 },
  { name: 'sev', label: 0x000251e4 },
  { name: 'iso', label: 0x000251e8 },
  { name: 'temp', label: 0x00024b48 },
  { name: 'tblood', label: 0x0002e014 },
  { name: 'trect', label: 0x0002e004 },
  { name: 'tskin', label: 0x00024b74 },
  { name: 'tesoph', label: 0x00024b64 },
  { name: 'tcore', label: 0x00024b60 },
  { name: 'cardiacOutput', label: 0x00024b04 },
  { name: 'bis', label: 0x0002f04e },
] as const

/** Invoke ids of the station: the choices before the polls, which take theirs one after the other from the first. */
export const INVOKE = { waves: 2, firstPoll: 3, numerics: 32 } as const

/** The twin: a monitor with ECG, SpO2, two pressure lines, cuff, breath, gases and temperature. */
export const TWIN = {
  maker: 'Philips',
  model: 'M8000',
  product: 'M8007A',
  serial: 'TWIN000001',
  software: 'T.01.00',
  bed: 'TWIN',
  startTicks: 0x00100000,
  associationTimeoutMs: 10_000,
  createEveryMs: 3000,
  createTries: 3,
  periodMs: 1024,
  waveMessageMs: 256,
  wavesPerBurst: 4,
  /** What a captured MP70 grants on its serial port. */
  serialMtuBytes: 996,
  /** Nobody is a patient of the twin: the words say so. */
  patientId: 'SIM-0001',
  familyName: 'SIMULATED',
  /** Bytes of a poll result around its objects. */
  resultOverhead: 60,
  metricPeriodTicks: 8192,
  automaticMeasurement: 1,
  periodicAccess: 0x5208,
  aperiodicAccess: 0x9200,
  handleBase: 0x8000,
  waveHandleBase: 0x0200,
  alertHandle: 0x0070,
  /** Partial pressure of 1 % of a gas at body conditions: (760 - 47) / 100. */
  mmHgPerPercent: 7.13,
  infoLabel: 0x00030000,
  limits: { spo2Low: 90, spo2VeryLow: 80, heartRateHigh: 120, heartRateLow: 50, artLow: 90 },
  invalidFloat: 0x007fffff,
  star: 0xe40d,
} as const

/** What the export interface carries (section "wave selection"). */
export const WAVE_LIMITS = { ecg: 3, others: 8, total: 11, slowLine: 2 } as const

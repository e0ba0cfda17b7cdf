/** What the model aims at; a scenario moves these along straight lines. Rates per minute, pressures mmHg. */
export interface Targets {
  readonly heartRate: number
  readonly breathRate: number
  readonly spo2Percent: number
  /** Size of the pleth wave, percent modulation. */
  readonly perfusionPercent: number
  readonly artSystolicMmHg: number
  readonly artDiastolicMmHg: number
  readonly papSystolicMmHg: number
  readonly papDiastolicMmHg: number
  readonly cvpMeanMmHg: number
  readonly etco2Percent: number
  readonly fio2Percent: number
  readonly temperatureCelsius: number
  readonly stMillivolt: number
}

export type Rhythm = 'sinus' | 'ventricularTachycardia' | 'paced'

/** One point of a scenario: from here on these targets, reached along a line from the point before. */
export interface Step extends Partial<Targets> {
  readonly atSeconds: number
  /** From here on; it changes at once. */
  readonly rhythm?: Rhythm
  readonly leadsOff?: boolean
  readonly probeOff?: boolean
}

export interface Scenario {
  readonly name: string
  /** One sentence for a list of scenarios. */
  readonly story: string
  /** After this long it begins again. */
  readonly periodSeconds: number
  /** The first step is at 0; a step that leaves a target out keeps it. */
  readonly steps: readonly Step[]
  /** Ectopic beats a minute. */
  readonly ectopicsPerMinute?: number
}

/** A resting adult; each patient moves a little from here by its seed. */
export const RESTING: Targets = {
  heartRate: 74,
  breathRate: 15,
  spo2Percent: 97,
  perfusionPercent: 4,
  artSystolicMmHg: 122,
  artDiastolicMmHg: 70,
  papSystolicMmHg: 25,
  papDiastolicMmHg: 10,
  cvpMeanMmHg: 6,
  etco2Percent: 5,
  fio2Percent: 30,
  temperatureCelsius: 36.9,
  stMillivolt: 0.02,
}

const SHORT_PERIOD_S = 600
const DEVICE_PERIOD_S = 300
/** First event of every scenario that has one. */
const EVENT_S = 60
/** A sudden change is a very steep line, because the model needs a continuous quantity. */
const SUDDEN_S = 0.02

const TABLE: readonly Scenario[] = [
  {
    name: 'stable',
    story: 'Resting adult in sinus rhythm.',
    periodSeconds: SHORT_PERIOD_S,
    steps: [{ atSeconds: 0 }],
    ectopicsPerMinute: 0.5,
  },
  {
    name: 'desaturation',
    story: 'SpO2 falls to 82 % over a minute and a half and recovers.',
    periodSeconds: SHORT_PERIOD_S,
    steps: [
      { atSeconds: 0, spo2Percent: 97, heartRate: 76, breathRate: 16 },
      { atSeconds: EVENT_S, spo2Percent: 97, heartRate: 76, breathRate: 16 },
      { atSeconds: 150, spo2Percent: 82, heartRate: 104, breathRate: 26, etco2Percent: 6.1 },
      { atSeconds: 210, spo2Percent: 82, heartRate: 108, breathRate: 27, etco2Percent: 6.3 },
      { atSeconds: 330, spo2Percent: 97, heartRate: 80, breathRate: 17, etco2Percent: 5 },
    ],
  },
  {
    name: 'asystole',
    story: 'The heart stops for 25 seconds, then resumes slowly.',
    periodSeconds: SHORT_PERIOD_S,
    steps: [
      { atSeconds: 0, heartRate: 70, spo2Percent: 96 },
      { atSeconds: EVENT_S, heartRate: 64, spo2Percent: 96 },
      { atSeconds: EVENT_S + SUDDEN_S, heartRate: 0 },
      { atSeconds: 85, heartRate: 0, spo2Percent: 91 },
      { atSeconds: 85 + SUDDEN_S, heartRate: 48 },
      { atSeconds: 110, heartRate: 66, spo2Percent: 90 },
      { atSeconds: 200, heartRate: 70, spo2Percent: 96 },
    ],
  },
  {
    name: 'vt',
    story: 'Half a minute of ventricular tachycardia with falling pressure.',
    periodSeconds: SHORT_PERIOD_S,
    steps: [
      { atSeconds: 0, heartRate: 82, perfusionPercent: 4, artSystolicMmHg: 122, artDiastolicMmHg: 70 },
      {
        atSeconds: EVENT_S,
        heartRate: 84,
        perfusionPercent: 4,
        artSystolicMmHg: 122,
        artDiastolicMmHg: 70,
        rhythm: 'ventricularTachycardia',
      },
      {
        atSeconds: EVENT_S + SUDDEN_S,
        heartRate: 188,
        perfusionPercent: 1,
        artSystolicMmHg: 78,
        artDiastolicMmHg: 50,
      },
      { atSeconds: 90, heartRate: 192, artSystolicMmHg: 70, artDiastolicMmHg: 46, rhythm: 'sinus' },
      { atSeconds: 90 + SUDDEN_S, heartRate: 70, artSystolicMmHg: 100, artDiastolicMmHg: 60 },
      { atSeconds: 150, heartRate: 82, perfusionPercent: 4, artSystolicMmHg: 122, artDiastolicMmHg: 70 },
    ],
    ectopicsPerMinute: 4,
  },
  {
    name: 'sepsis',
    story: 'Over two hours the rates and the temperature rise and the pressure falls; then treatment helps.',
    periodSeconds: 14_400,
    steps: [
      { atSeconds: 0, heartRate: 84, breathRate: 16, temperatureCelsius: 37.2, spo2Percent: 97 },
      {
        atSeconds: 7200,
        heartRate: 128,
        breathRate: 30,
        temperatureCelsius: 39.4,
        spo2Percent: 90,
        perfusionPercent: 1.8,
        artSystolicMmHg: 82,
        artDiastolicMmHg: 44,
        etco2Percent: 3.7,
        cvpMeanMmHg: 3,
      },
      {
        atSeconds: 9000,
        heartRate: 126,
        breathRate: 29,
        temperatureCelsius: 39.3,
        spo2Percent: 91,
        perfusionPercent: 1.8,
        artSystolicMmHg: 86,
        artDiastolicMmHg: 46,
        etco2Percent: 3.8,
        cvpMeanMmHg: 5,
      },
    ],
  },
  {
    name: 'apnoea',
    story: 'Breathing stops for 35 seconds; SpO2 dips after it.',
    periodSeconds: SHORT_PERIOD_S,
    steps: [
      { atSeconds: 0, breathRate: 13, spo2Percent: 96 },
      { atSeconds: EVENT_S, breathRate: 12 },
      { atSeconds: EVENT_S + SUDDEN_S, breathRate: 0 },
      { atSeconds: 85, spo2Percent: 96 },
      { atSeconds: 95, breathRate: 0, spo2Percent: 92, etco2Percent: 5 },
      { atSeconds: 95 + SUDDEN_S, breathRate: 20, etco2Percent: 6.4 },
      { atSeconds: 115, spo2Percent: 86 },
      { atSeconds: 170, breathRate: 14, spo2Percent: 96, etco2Percent: 5.1 },
    ],
  },
  {
    name: 'leads-off',
    story: 'ECG electrodes come off for half a minute, every five minutes.',
    periodSeconds: DEVICE_PERIOD_S,
    steps: [{ atSeconds: 0 }, { atSeconds: EVENT_S, leadsOff: true }, { atSeconds: 90, leadsOff: false }],
  },
  {
    name: 'probe-off',
    story: 'The SpO2 probe is off for half a minute, every five minutes.',
    periodSeconds: DEVICE_PERIOD_S,
    steps: [{ atSeconds: 0 }, { atSeconds: EVENT_S, probeOff: true }, { atSeconds: 90, probeOff: false }],
  },
  {
    name: 'module-pulled',
    story: 'ECG and SpO2 are pulled out of the monitor for half a minute, every five minutes.',
    periodSeconds: DEVICE_PERIOD_S,
    steps: [
      { atSeconds: 0 },
      { atSeconds: EVENT_S, probeOff: true, leadsOff: true },
      { atSeconds: 90, probeOff: false, leadsOff: false },
    ],
  },
  {
    name: 'paced',
    story: 'Every beat is started by a ventricular pacemaker.',
    periodSeconds: SHORT_PERIOD_S,
    steps: [{ atSeconds: 0, heartRate: 70, rhythm: 'paced' }],
  },
]

/** Names that `createPatient` takes. */
export const scenarioNames: readonly string[] = TABLE.map((scenario) => scenario.name)

/** The scenario of that name. Throws a TypeError that lists the names if there is none. */
export function scenarioByName(name: string): Scenario {
  const found = TABLE.find((scenario) => scenario.name === name)
  if (found === undefined) {
    throw new TypeError(`"scenario" is ${name}, but must be one of ${scenarioNames.join(', ')}`)
  }
  return found
}

import type { Segment } from '../hl7v2/build.ts'
import type { Patient, Vitals } from '../physiology/patient.ts'

/** Atmospheric pressure less water vapour: turns a share of gas into a pressure, in the twin only. */
const DRY_MMHG = 713
const PERCENT = 100
/** OBX-18: the EUI-64 of the monitor behind the gateway, from the range kept for examples. */
const DEVICE = ['00005EFFFE005302', '', '00005EFFFE005302', 'EUI-64']

const UNIT = {
  beats: ['264864', 'MDC_DIM_BEAT_PER_MIN', 'MDC'],
  breaths: ['264928', 'MDC_DIM_RESP_PER_MIN', 'MDC'],
  percent: ['262688', 'MDC_DIM_PERCENT', 'MDC'],
  mmHg: ['266016', 'MDC_DIM_MMHG', 'MDC'],
  celsius: ['268192', 'MDC_DIM_DEGC', 'MDC'],
  millivolt: ['266418', 'MDC_DIM_MILLI_VOLT', 'MDC'],
  cmH2O: ['266048', 'MDC_DIM_CM_H2O', 'MDC'],
} as const

interface NumericRow {
  readonly code: number
  readonly name: string
  /** MDS.VMD.CHAN in the sender's containment. */
  readonly place: string
  readonly unit: keyof typeof UNIT
  readonly digits: number
  /** One reading of the cuff: sent on every second with the time it was taken. */
  readonly isCuff?: true
  value(vitals: Vitals): number | null
}

const asPressure = (share: number | null): number | null =>
  share === null ? null : (share * DRY_MMHG) / PERCENT

/** What the simulated monitor measures: code list of the gateway; for NIBP its alarm list. */
const ROWS: readonly NumericRow[] = [
  row(147_842, 'MDC_ECG_HEART_RATE', '1.7.4', 'beats', 0, (vitals) => vitals.heartRate),
  row(148_066, 'MDC_ECG_V_P_C_RATE', '1.7.2', 'beats', 0, (vitals) => vitals.ectopicsPerMinute),
  row(131_842, 'MDC_ECG_AMPL_ST_II', '1.7.3', 'millivolt', 2, (vitals) => vitals.stMillivolt),
  row(150_456, 'MDC_PULS_OXIM_SAT_O2', '1.3.1', 'percent', 0, (vitals) => vitals.spo2Percent),
  row(149_530, 'MDC_PULS_OXIM_PULS_RATE', '1.3.1', 'beats', 0, (vitals) => vitals.pulseRate),
  row(150_488, 'MDC_BLD_PERF_INDEX', '1.3.1', 'percent', 2, (vitals) => vitals.perfusionPercent),
  row(151_578, 'MDC_TTHOR_RESP_RATE', '1.7.1', 'breaths', 0, (vitals) => vitals.respirationRate),
  row(150_037, 'MDC_PRESS_BLD_ART_ABP_SYS', '1.1.1', 'mmHg', 0, (vitals) => vitals.artSystolicMmHg),
  row(150_038, 'MDC_PRESS_BLD_ART_ABP_DIA', '1.1.1', 'mmHg', 0, (vitals) => vitals.artDiastolicMmHg),
  row(150_039, 'MDC_PRESS_BLD_ART_ABP_MEAN', '1.1.1', 'mmHg', 0, (vitals) => vitals.artMeanMmHg),
  row(150_087, 'MDC_PRESS_BLD_VEN_CENT_MEAN', '1.1.1', 'mmHg', 0, (vitals) => vitals.cvpMeanMmHg),
  row(150_344, 'MDC_TEMP', '1.2.1', 'celsius', 1, (vitals) => vitals.temperatureCelsius),
  row(151_708, 'MDC_CONC_AWAY_CO2_ET', '1.8.1', 'mmHg', 0, (vitals) => asPressure(vitals.etco2Percent)),
  row(151_716, 'MDC_CONC_AWAY_CO2_INSP', '1.8.1', 'mmHg', 0, (vitals) => asPressure(vitals.fico2Percent)),
  row(151_594, 'MDC_CO2_RESP_RATE', '1.8.1', 'breaths', 0, (vitals) => vitals.co2RespirationRate),
  row(152_196, 'MDC_CONC_AWAY_O2_INSP', '1.9.1', 'percent', 1, (vitals) => vitals.fio2Percent),
  row(151_976, 'MDC_VENT_PRESS_AWAY_END_EXP_POS', '1.13.1', 'cmH2O', 1, (vitals) => vitals.peepCmH2O),
  {
    ...row(150_301, 'MDC_PRESS_CUFF_SYS', '1.1.9', 'mmHg', 0, (vitals) => vitals.nibpSystolicMmHg),
    isCuff: true,
  },
  {
    ...row(150_302, 'MDC_PRESS_CUFF_DIA', '1.1.9', 'mmHg', 0, (vitals) => vitals.nibpDiastolicMmHg),
    isCuff: true,
  },
  {
    ...row(150_303, 'MDC_PRESS_CUFF_MEAN', '1.1.9', 'mmHg', 0, (vitals) => vitals.nibpMeanMmHg),
    isCuff: true,
  },
]

function row(
  code: number,
  name: string,
  place: string,
  unit: keyof typeof UNIT,
  digits: number,
  value: NumericRow['value'],
): NumericRow {
  return { code, name, place, unit, digits, value }
}

/** The OBX rows of one second, without their number. `time` writes a second of the patient as DTM. */
export function numericSegments(
  patient: Patient,
  second: number,
  time: (second: number) => string,
): readonly Segment[] {
  const vitals = patient.vitals(second)
  return ROWS.map(({ code, name, place, unit, digits, isCuff, value }) => {
    const number = value(vitals)
    const takenAt = isCuff === true && number !== null ? vitals.nibpAtSeconds : null
    return {
      name: 'OBX',
      fields: {
        2: 'NM',
        3: [String(code), name, 'MDC'],
        4: `${place}.${code}`,
        ...(number === null ? { 8: 'NAV', 11: 'X' } : { 5: number.toFixed(digits), 11: 'R' }),
        6: UNIT[unit],
        ...(takenAt === null ? {} : { 14: time(takenAt) }),
        18: DEVICE,
      },
    }
  })
}

import type { Segment } from '../hl7v2/build.ts'
import type { Patient } from '../physiology/patient.ts'

const INVALID = 32_767
const MDC = 'MDC'

interface WaveRow {
  readonly code: number
  readonly name: string
  readonly place: string
  readonly unit: readonly [code: string, name: string]
  readonly rateHz: number
  /** As the gateway prints it. */
  readonly resolution: string
  /** Physical value, null where there is none. */
  value(patient: Patient, seconds: number): number | null
}

const CO2_DRY_MMHG = 713
const PERCENT = 100
/** Middle and size of traces without a physical unit, in counts. */
const COUNTS = { middle: 128, perPercent: 20, perOhm: 60 } as const

/** Rates and resolutions of the gateway (section 3, waves). */
const ROWS: readonly WaveRow[] = [
  {
    code: 131_330,
    name: 'MDC_ECG_ELEC_POTL_II',
    place: '1.7.6',
    unit: ['266418', 'MDC_DIM_MILLI_VOLT'],
    rateHz: 500,
    resolution: '0.001221',
    value: (patient, seconds) => (patient.leadsOff(seconds) ? null : patient.ecgMillivolt('II', seconds)),
  },
  {
    code: 150_452,
    name: 'MDC_PULS_OXIM_PLETH',
    place: '1.3.1',
    unit: ['262656', 'MDC_DIM_DIMLESS'],
    rateHz: 60,
    resolution: '1.000000',
    value: (patient, seconds) =>
      patient.probeOff(seconds) ? null : COUNTS.middle + COUNTS.perPercent * patient.plethPercent(seconds),
  },
  {
    code: 150_032,
    name: 'MDC_PRESS_BLD_ART',
    place: '1.1.1',
    unit: ['266016', 'MDC_DIM_MMHG'],
    rateHz: 128,
    resolution: '0.100000',
    value: (patient, seconds) => patient.arterialMmHg(seconds),
  },
  {
    code: 150_084,
    name: 'MDC_PRESS_BLD_VEN_CENT',
    place: '1.1.1',
    unit: ['266016', 'MDC_DIM_MMHG'],
    rateHz: 128,
    resolution: '0.100000',
    value: (patient, seconds) => patient.venousMmHg(seconds),
  },
  {
    code: 151_792,
    name: 'MDC_PRESS_AWAY',
    place: '1.11.1',
    unit: ['266048', 'MDC_DIM_CM_H2O'],
    rateHz: 50,
    resolution: '0.100000',
    value: (patient, seconds) => patient.airwayPressureCmH2O(seconds),
  },
  {
    code: 151_780,
    name: 'MDC_IMPED_TTHOR',
    place: '1.7.1',
    unit: ['262656', 'MDC_DIM_DIMLESS'],
    rateHz: 256,
    resolution: '1.000000',
    value: (patient, seconds) =>
      patient.leadsOff(seconds) ? null : COUNTS.middle + COUNTS.perOhm * patient.respirationOhm(seconds),
  },
  {
    code: 151_700,
    name: 'MDC_CONC_AWAY_CO2',
    place: '1.8.1',
    unit: ['266016', 'MDC_DIM_MMHG'],
    rateHz: 50,
    resolution: '0.010000',
    value: (patient, seconds) => (patient.co2Percent(seconds) * CO2_DRY_MMHG) / PERCENT,
  },
]

/** The OBX rows of the second that begins at `second`: samples, then rate, resolution and the mark of no sample. */
export function waveSegments(patient: Patient, second: number): readonly Segment[] {
  return ROWS.flatMap(({ code, name, place, unit, rateHz, resolution, value }) => {
    const own = `${place}.${code}`
    const counts = Array.from({ length: rateHz }, (_, index) => {
      const physical = value(patient, second + index / rateHz)
      return String(physical === null ? INVALID : Math.round(physical / Number(resolution)))
    })
    const facet = (
      level: string,
      type: readonly string[],
      text: string,
      unitText: readonly string[],
    ): Segment => ({
      name: 'OBX',
      fields: { 2: 'NM', 3: type, 4: `${own}.${level}`, 5: text, 6: unitText, 11: 'R' },
    })
    return [
      {
        name: 'OBX',
        fields: { 2: 'NA', 3: [String(code), name, MDC], 4: own, 5: counts, 11: 'R' },
      },
      facet('1', ['0', 'MDC_ATTR_SAMP_RATE', MDC], String(rateHz), ['264640', 'MDC_DIM_HZ', MDC]),
      facet('2', ['2381', 'MDC_ATTR_NU_MSMT_RES', MDC], resolution, [...unit, MDC]),
      facet('3', ['262196', 'MDC_EVT_INOP', MDC], String(INVALID), ['262656', 'MDC_DIM_DIMLESS', MDC]),
    ]
  })
}

import type { Segment } from '../hl7v2/build.ts'
import type { Patient, Vitals } from '../physiology/patient.ts'

interface AlarmRow {
  readonly event: number
  readonly name: string
  /** Containment of what alarms. */
  readonly place: string
  /** OBX-8, highest to lowest: PH, PM, PL; SP of the patient, ST of the monitor. */
  readonly mark: readonly string[]
  holds(patient: Patient, vitals: Vitals, second: number): boolean
}

const LIMIT = { spo2Low: 90, heartHigh: 120, heartLow: 50 } as const
const above = (value: number | null, limit: number): boolean => value !== null && value > limit
const below = (value: number | null, limit: number): boolean => value !== null && value < limit

const ROWS: readonly AlarmRow[] = [
  {
    event: 196_674,
    name: 'MDC_EVT_LO_VAL_LT_LIM',
    place: '1.3.1.150456',
    mark: ['H', 'PM', 'SP'],
    holds: (_, vitals) => below(vitals.spo2Percent, LIMIT.spo2Low),
  },
  {
    event: 196_652,
    name: 'MDC_EVT_HI_VAL_GT_LIM',
    place: '1.7.4.147842',
    mark: ['H', 'PM', 'SP'],
    holds: (_, vitals) => above(vitals.heartRate, LIMIT.heartHigh),
  },
  {
    event: 196_674,
    name: 'MDC_EVT_LO_VAL_LT_LIM',
    place: '1.7.4.147842',
    mark: ['H', 'PM', 'SP'],
    holds: (_, vitals) => below(vitals.heartRate, LIMIT.heartLow),
  },
  {
    event: 199_684,
    name: 'MDC_EVT_ECG_ASYSTOLE',
    place: '1.7.2.0',
    mark: ['H', 'PH', 'SP'],
    holds: (_, vitals) => vitals.heartRate === 0,
  },
  {
    event: 199_680,
    name: 'MDC_EVT_APNEA',
    place: '1.7.1.0',
    mark: ['H', 'PH', 'SP'],
    holds: (_, vitals) => vitals.respirationRate === 0,
  },
  {
    event: 196_916,
    name: 'MDC_EVT_SENSOR_DISCONN',
    place: '1.3.1.0',
    mark: ['H', 'PM', 'ST'],
    holds: (patient, _, second) => patient.probeOff(second),
  },
  {
    event: 30_126,
    name: 'MNDRY_EVT_ECG_LOST',
    place: '1.7.1.0',
    mark: ['H', 'PM', 'ST'],
    holds: (patient, _, second) => patient.leadsOff(second),
  },
]

/** The alarms of a simulated monitor; asked once for each second, in order. */
export function createAlarmTwin(patient: Patient): {
  /** The rows of one report each for what began or ended since the last second. */
  reportsAt(second: number): readonly (readonly Segment[])[]
} {
  const active = new Set<AlarmRow>()
  return {
    reportsAt(second) {
      const vitals = patient.vitals(second)
      return ROWS.flatMap((row) => {
        const holds = row.holds(patient, vitals, second)
        if (holds === active.has(row)) return []
        if (holds) active.add(row)
        else active.delete(row)
        return [reportOf(row, holds ? 'start' : 'end')]
      })
    },
  }
}

function reportOf({ event, name, place, mark }: AlarmRow, phase: 'start' | 'end'): readonly Segment[] {
  const device = place.split('.').slice(0, 3).join('.')
  const priority = mark[1] ?? ''
  const facet = (code: number, facetName: string, text: string): Segment => ({
    name: 'OBX',
    fields: { 2: 'ST', 3: [String(code), facetName, 'MDC'], 4: place, 5: text, 11: 'R' },
  })
  const system = name.startsWith('MNDRY') ? '99MNDRY' : 'MDC'
  return [
    {
      name: 'OBX',
      fields: { 3: ['69965', 'MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS', 'MDC'], 4: '1.0.0.0', 11: 'X' },
    },
    {
      name: 'OBX',
      fields: { 3: ['69855', 'MDC_DEV_METER_PRESS_BLD_CHAN', 'MDC'], 4: `${device}.0`, 11: 'X' },
    },
    {
      name: 'OBX',
      fields: {
        2: 'CWE',
        3: ['196616', 'MDC_EVT_ALARM', 'MDC'],
        4: place,
        5: [String(event), name, system],
        8: { repeats: mark },
        11: 'R',
      },
    },
    facet(68_481, 'MDC_ATTR_EVENT_PHASE', phase),
    facet(68_482, 'MDC_ATTR_ALARM_STATE', phase === 'start' ? 'active' : 'inactive'),
    facet(68_483, 'MDC_ATTR_ALARM_INACTIVATION_STATE', 'enabled'),
    facet(68_484, 'MDC_ATTR_ALARM_PRIORITY', priority),
  ]
}

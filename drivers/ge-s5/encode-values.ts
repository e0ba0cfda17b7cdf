import type { Vitals } from '../physiology/patient.ts'
import { type FieldPlan, fieldPlansByClass } from './channels.ts'
import { CLASSES, type ClassName, CODE, GROUP, GROUPS, SUBRECORD, TWIN } from './codes.ts'
import type { RecordBuilder } from './encode-record.ts'

/** What the twin shows in one group: its header and its values by field name, in the field's unit. */
interface Shown {
  readonly status: number
  readonly label: number
  readonly values: Readonly<Record<string, number | null>>
}

const ON = GROUP.exists | GROUP.active
const MM_PER_MILLIVOLT = 10

/** The vitals as the groups of a monitor with ECG, three pressures, cuff, temperature, SpO2 and gases. */
function shownBy(vitals: Vitals, seconds: number): Readonly<Record<string, Shown>> {
  const { heartRate, pulseRate } = vitals
  const source = heartRate !== null ? TWIN.fromEcg : pulseRate !== null ? TWIN.fromPleth : 0
  const leadsOff = heartRate === null ? TWIN.allLeadsOff : 0
  const asystole = heartRate === 0 ? TWIN.asystole : 0
  const ecgStatus = ON | source | leadsOff | asystole
  const ecg = { status: ecgStatus, label: TWIN.ecgLabel }
  const st = vitals.stMillivolt === null ? null : vitals.stMillivolt * MM_PER_MILLIVOLT
  const line = (label: number, sys: number | null, dia: number | null, mean: number | null): Shown => ({
    status: ON,
    label,
    values: { sys, dia, mean, hr: sys === null ? null : (heartRate ?? pulseRate) },
  })
  const cuffAge = vitals.nibpAtSeconds === null ? 0 : seconds - vitals.nibpAtSeconds
  return {
    ecg: {
      ...ecg,
      values: { hr: heartRate ?? pulseRate, st1: st, imp_rr: vitals.respirationRate },
    },
    ecg_extra: {
      ...ecg,
      values: { hr_ecg: heartRate, hr_max: heartRate, hr_min: heartRate },
    },
    arrh_ecg: {
      ...ecg,
      values: { hr: heartRate, pvc: vitals.ectopicsPerMinute, arrh_status: asystole === 0 ? 0 : 1 },
    },
    ecg12: { ...ecg, values: { stII: st } },
    p1: line(TWIN.art, vitals.artSystolicMmHg, vitals.artDiastolicMmHg, vitals.artMeanMmHg),
    p2: line(TWIN.cvp, null, null, vitals.cvpMeanMmHg),
    p3: line(TWIN.pa, vitals.papSystolicMmHg, vitals.papDiastolicMmHg, vitals.papMeanMmHg),
    nibp: {
      status: ON,
      label: TWIN.cuffAuto | (cuffAge > TWIN.cuffOldSeconds ? TWIN.cuffOld : 0),
      values: {
        sys: vitals.nibpSystolicMmHg,
        dia: vitals.nibpDiastolicMmHg,
        mean: vitals.nibpMeanMmHg,
        hr: vitals.nibpPulseRate,
      },
    },
    t1: { status: ON, label: TWIN.core, values: { temp: vitals.temperatureCelsius } },
    spo2: {
      status: ON,
      label: 0,
      values: { SpO2: vitals.spo2Percent, pr: pulseRate, ir_amp: vitals.perfusionPercent },
    },
    co2: {
      status: ON | (vitals.co2RespirationRate === null ? TWIN.apnea : 0),
      label: TWIN.co2Label,
      values: {
        et: vitals.etco2Percent,
        fi: vitals.fico2Percent,
        rr: vitals.co2RespirationRate,
        amb_press: TWIN.ambientMmHg,
      },
    },
    o2: { status: ON, label: 0, values: { et: vitals.eto2Percent, fi: vitals.fio2Percent } },
    flow_vol: {
      status: ON,
      label: TWIN.flowLabel,
      values: {
        rr: vitals.co2RespirationRate,
        ppeak: vitals.peakPressureCmH2O,
        peep: vitals.peepCmH2O,
      },
    },
  }
}

/**
 * Adds the wanted classes to a record. In: the record type (displayed or trend),
 * the class bits of the request, the vitals, their moment in seconds of the
 * patient and in Unix seconds of the monitor.
 */
export function addClasses(
  record: RecordBuilder,
  type: number,
  classBits: number,
  vitals: Vitals,
  seconds: number,
  unixSeconds: number,
): void {
  const shown = shownBy(vitals, seconds)
  for (const [index, className] of CLASSES.entries()) {
    // Bit 0 denies the basic class, the other bits ask for theirs.
    const bit = (classBits >>> index) & 1
    if (bit === (index === 0 ? 1 : 0)) continue
    addClass(record, type, className, index, shown, unixSeconds)
  }
}

function addClass(
  record: RecordBuilder,
  type: number,
  className: ClassName,
  index: number,
  shown: Readonly<Record<string, Shown>>,
  unixSeconds: number,
): void {
  const { view } = record
  const start = record.add(type, SUBRECORD.size)
  view.setUint32(start + SUBRECORD.time, unixSeconds, true)
  const data = start + SUBRECORD.data
  for (const group of GROUPS[className]) {
    const one = shown[group.name]
    if (group.follows !== undefined || one === undefined) continue
    view.setUint32(data + group.offset + GROUP.status, one.status, true)
    view.setUint16(data + group.offset + GROUP.label, one.label, true)
  }
  for (const plan of fieldPlansByClass[className]) writeField(view, data, plan, shown[plan.group.name])
  view.setUint16(
    start + SUBRECORD.classWord,
    (index << SUBRECORD.classShift) | TWIN.classWordLevel | type,
    true,
  )
}

function writeField(view: DataView, data: number, plan: FieldPlan, shown: Shown | undefined): void {
  const { field } = plan
  const value = shown?.values[field.name] ?? null
  const at = data + plan.offset
  if (field.type === 'u8') view.setUint8(at, value ?? 0)
  else if (field.type === 'u32') view.setUint32(at, value ?? 0, true)
  else view.setInt16(at, value === null ? CODE.invalid : Math.round(value * field.divisor), true)
}

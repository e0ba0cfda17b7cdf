import { pointsOf, type Score, totalled } from './points.ts'
import { CART, MEWS, NEWS2, NEWS2_BANDS, QSOFA } from './score-tables.ts'

/** Alert, new confusion, voice, pain, unresponsive. */
export type Consciousness = 'A' | 'C' | 'V' | 'P' | 'U'

/** What the scores read: /min, %, mm[Hg], Cel, years; null = not known. */
export interface ScoreInputs {
  readonly respiration: number | null
  readonly spo2: number | null
  readonly systolic: number | null
  readonly diastolic: number | null
  readonly pulse: number | null
  readonly temperature: number | null
  readonly consciousness: Consciousness | null
  readonly isOnOxygen: boolean | null
  readonly age: number | null
}

/** NEWS2 clinical risk (RCP 2017, table 3). */
export type News2Band = 'low' | 'low-medium' | 'medium' | 'high'

/** NEWS2. Scale 2 only where a clinician has decided on 88-92 %. Not for under 16 years, nor in pregnancy. */
export function news2(
  inputs: ScoreInputs,
  spo2Scale: 1 | 2 = 1,
): (Score & { readonly band: News2Band }) | null {
  const { isOnOxygen, consciousness } = inputs
  const scale2 = isOnOxygen === null ? null : isOnOxygen ? NEWS2.spo2Scale2Oxygen : NEWS2.spo2Scale2Air
  const spo2Table = spo2Scale === 1 ? NEWS2.spo2Scale1 : scale2
  const score = totalled({
    respiration: pointsOf(NEWS2.respiration, inputs.respiration),
    spo2: spo2Table === null ? null : pointsOf(spo2Table, inputs.spo2),
    oxygen: isOnOxygen === null ? null : isOnOxygen ? NEWS2.oxygen : 0,
    systolic: pointsOf(NEWS2.systolic, inputs.systolic),
    pulse: pointsOf(NEWS2.pulse, inputs.pulse),
    consciousness: consciousness === null ? null : consciousness === 'A' ? 0 : NEWS2.notAlert,
    temperature: pointsOf(NEWS2.temperature, inputs.temperature, 1),
  })
  return score === null ? null : { ...score, band: news2Risk(score) }
}

/** The clinical risk of a total over all seven items; a part of them has none. */
export function news2Risk({ total, items }: Pick<Score, 'total' | 'items'>): News2Band {
  if (total >= NEWS2_BANDS.high) return 'high'
  if (total >= NEWS2_BANDS.medium) return 'medium'
  return Object.values(items).some((points) => points === NEWS2_BANDS.single) ? 'low-medium' : 'low'
}

const AVPU_POINTS: Readonly<Record<Consciousness, number>> = { A: 0, C: 1, V: 1, P: 2, U: 3 }

/** MEWS (Subbe 2001); new confusion counts as a response to voice. */
export function mews({
  systolic,
  pulse,
  respiration,
  temperature,
  consciousness,
}: ScoreInputs): Score | null {
  return totalled({
    systolic: pointsOf(MEWS.systolic, systolic),
    pulse: pointsOf(MEWS.pulse, pulse),
    respiration: pointsOf(MEWS.respiration, respiration),
    temperature: pointsOf(MEWS.temperature, temperature, 1),
    consciousness: consciousness === null ? null : AVPU_POINTS[consciousness],
  })
}

/** CART (Churpek 2012): 0 to 57. */
export function cart({ respiration, pulse, diastolic, age }: ScoreInputs): Score | null {
  return totalled({
    respiration: pointsOf(CART.respiration, respiration),
    heartRate: pointsOf(CART.heartRate, pulse),
    diastolic: pointsOf(CART.diastolic, diastolic),
    // Completed years: 54.9 is 54.
    age: pointsOf(CART.age, age === null ? null : Math.floor(age)),
  })
}

/** qSOFA: 0 to 3. */
export function qsofa({ respiration, systolic, consciousness }: ScoreInputs): Score | null {
  return totalled({
    respiration: respiration === null ? null : Number(Math.round(respiration) >= QSOFA.respirationFrom),
    systolic: systolic === null ? null : Number(Math.round(systolic) <= QSOFA.systolicTo),
    mentation: consciousness === null ? null : Number(consciousness !== 'A'),
  })
}

/** Heart rate through systolic pressure; null if either is not known. */
export function shockIndex({ pulse, systolic }: ScoreInputs): number | null {
  return pulse === null || systolic === null || systolic <= 0 ? null : pulse / systolic
}

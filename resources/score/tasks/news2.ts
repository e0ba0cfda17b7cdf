import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  cart,
  news2,
  type ScoreInputs,
  shockIndex,
} from '../../../electron/engine/analytics/scores/scores.ts'
import { type Figures, rounded, type TaskResult } from '../frame.ts'
import { readRows } from '../labels.ts'

const SET = 'icu-vitals-2012'
/** Columns of vitals.csv.gz: id,min,HR,RespRate,Temp,SysABP,DiasABP,MAP,NISysABP,NIDiasABP,NIMAP,SaO2,GCS,FiO2,MechVent. */
const [MINUTE, HR, RR, TEMP, SYS, DIA, NISYS, NIDIA, SAO2, GCS, FIO2] = [
  1, 2, 3, 4, 5, 6, 8, 9, 11, 12, 13,
] as const
const FROM_MINUTE = 24 * 60
const ALERT_GCS = 15
const ROOM_AIR = 0.21
/** Columns of outcomes.csv. */
const [AGE, DEATH] = [1, 8] as const

/** Entries outside are slips of the keyboard, left in on purpose: they are no measurement. */
const PLAUSIBLE: Readonly<Record<number, readonly [number, number]>> = {
  [HR]: [20, 300],
  [RR]: [3, 80],
  [TEMP]: [28, 43],
  [SYS]: [40, 300],
  [DIA]: [15, 200],
  [NISYS]: [40, 300],
  [NIDIA]: [15, 200],
  [SAO2]: [40, 100],
  [GCS]: [3, 15],
  [FIO2]: [0.21, 1],
}

type Last = Record<number, number | undefined>

function lastValues(rows: readonly string[][]): Map<string, Last> {
  const stays = new Map<string, Last>()
  for (const row of rows) {
    if (Number(row[MINUTE]) < FROM_MINUTE) continue
    const id = row[0] ?? ''
    const last = stays.get(id) ?? {}
    stays.set(id, last)
    for (const [column, [low, high]] of Object.entries(PLAUSIBLE)) {
      const cell = row[Number(column)]
      const value = Number(cell)
      if (cell !== undefined && cell !== '' && value >= low && value <= high) last[Number(column)] = value
    }
  }
  return stays
}

function inputsOf(last: Last, age: number): ScoreInputs {
  const value = (...columns: number[]) =>
    columns.map((column) => last[column]).find((one) => one !== undefined) ?? null
  const gcs = value(GCS)
  const fio2 = value(FIO2)
  return {
    respiration: value(RR),
    spo2: value(SAO2),
    systolic: value(SYS, NISYS),
    diastolic: value(DIA, NIDIA),
    pulse: value(HR),
    temperature: value(TEMP),
    consciousness: gcs === null ? null : gcs >= ALERT_GCS ? 'A' : 'V',
    isOnOxygen: fio2 === null ? null : fio2 > ROOM_AIR,
    age,
  }
}

/** Area under the ROC curve by ranks; ties count half. */
function areaUnderCurve(cases: readonly { score: number; died: boolean }[]): number | null {
  const dead = cases.filter(({ died }) => died)
  const alive = cases.filter(({ died }) => !died)
  if (dead.length === 0 || alive.length === 0) return null
  let won = 0
  for (const one of dead) {
    for (const other of alive) won += one.score > other.score ? 1 : one.score === other.score ? 1 / 2 : 0
  }
  return rounded(won / dead.length / alive.length)
}

/** The score tables on real stays: last values of hours 24 to 48 against death in hospital. */
export function scoreNews2(dataDir: string, missing: (set: string) => void): TaskResult | null {
  const folder = join(dataDir, SET)
  const vitals = existsSync(folder) ? readRows(join(folder, 'vitals.csv.gz')) : null
  const outcomes = existsSync(folder) ? readRows(join(folder, 'outcomes.csv')) : null
  if (vitals === null || outcomes === null) {
    missing(SET)
    return null
  }
  const stays = lastValues(vitals)
  const known = outcomes.map((row) => {
    const last = stays.get(row[0] ?? '')
    return { died: row[DEATH] === '1', inputs: last === undefined ? null : inputsOf(last, Number(row[AGE])) }
  })
  const auc = (score: (inputs: ScoreInputs) => number | null) =>
    areaUnderCurve(
      known.flatMap(({ died, inputs }) => {
        const value = inputs === null ? null : score(inputs)
        return value === null ? [] : [{ score: value, died }]
      }),
    )
  const scored = known
    .flatMap(({ inputs }) => (inputs === null ? [] : [news2(inputs)]))
    .filter((one) => one !== null)
  const pooled: Figures = {
    n: known.length,
    answered: scored.length,
    notAnswered: known.length - scored.length,
    partial: scored.filter(({ lacks }) => lacks.length > 0).length,
    auc: auc((inputs) => news2(inputs)?.total ?? null),
    aucCart: auc((inputs) => cart(inputs)?.total ?? null),
    aucShockIndex: auc(shockIndex),
  }
  return {
    task: 'news2',
    set: { [SET]: pooled },
    pooled,
    records: [{ set: SET, id: 'set-a', ...pooled }],
    notes: [
      'area under the curve of the last known values of hours 24 to 48 against death in hospital; a missing input adds nothing',
      'notAnswered: stays without one usable value; partial: totals that lack an input, nearly all of them',
      'the tables themselves are held by vectors in electron/engine/analytics/scores',
    ],
  }
}

import { DeskBench } from '../../../electron/engine/alarms/testing/desk-bench.ts'
import { every, noise, syntheticEcg } from '../../../electron/engine/analytics/testing/synthetic.ts'
import { AnalysisDesk } from '../../../electron/engine/live-analysis/desk.ts'
import {
  CHEST,
  ECG_HZ,
  evenSamples,
  LEAD_II,
  PLETH,
  timed,
  waveChannel,
} from '../../../electron/engine/live-analysis/testing.ts'
import { ManualTime } from '../../../electron/engine/testing/manual-time.ts'
import { RHYTHM_KINDS } from '../../../electron/ipc/rhythm.ts'
import { RHYTHM_FIGURES_VERSION } from '../../../electron/ipc/rhythm-figures.ts'

export const BEDS = 32
/** Packets as lines bring them. */
const PACKET_MS = 250
const TICK_MS = 50
const MS_PER_S = 1_000
const SECONDS_A_MINUTE = 60
/** Raw units of a millivolt, and of the noise on each lead. */
const MILLIVOLT = 1_000
const NOISE = 15
/** Each bed beats a little faster than the one before it; every fourth is uneven, as in fibrillation of the atria. */
const SLOWEST = 60
const UNEVEN = 4
const BREATHS = 15
const LEADS = [
  LEAD_II,
  waveChannel('MDC_ECG_ELEC_POTL_V1', 'V1', ECG_HZ),
  waveChannel('MDC_ECG_ELEC_POTL_I', 'I', ECG_HZ),
]

function beatsOf(bed: number, perMinute: number, seconds: number): number[] {
  const even = every(SECONDS_A_MINUTE / perMinute, seconds)
  if (bed % UNEVEN !== 0) return even
  const chance = noise(even.length, bed + 1)
  return even.map((at, index) => at + ((chance[index] ?? 0) * SECONDS_A_MINUTE) / (perMinute * UNEVEN))
}

function wavesOf(bed: number, seconds: number) {
  const perMinute = SLOWEST + bed
  const beats = beatsOf(bed, perMinute, seconds)
  const leads = LEADS.map((channel, lead) => {
    const chance = noise(ECG_HZ * seconds, bed * LEADS.length + lead + 1)
    const clean = syntheticEcg(ECG_HZ, seconds, beats)
    const samples = Int16Array.from(clean, (value, index) =>
      Math.round(MILLIVOLT * value + NOISE * (chance[index] ?? 0)),
    )
    return { channel, samples }
  })
  return [
    ...leads,
    { channel: PLETH, samples: evenSamples(perMinute, seconds) },
    { channel: CHEST, samples: evenSamples(BREATHS, seconds) },
  ]
}

/**
 * A full ward whose waves the live desk reads as fast as it can: three leads, a pleth and a breath wave on each of 32 beds.
 * In: whether all rhythm findings are switched on, and for how many seconds there are waves.
 */
export function analysedWard(isOn: boolean, seconds: number) {
  const time = new ManualTime()
  const ids = Array.from({ length: BEDS }, (_, bed) => `b${bed}`)
  const bench = new DeskBench(time, ids)
  const of = { priority: 'low', by: 'AB', atUtcMs: 0, figures: RHYTHM_FIGURES_VERSION } as const
  const choices = isOn ? RHYTHM_KINDS.map((kind) => ({ kind, ...of })) : []
  const desk = new AnalysisDesk({
    clock: time,
    beds: () => bench.beds,
    alarms: bench.desk,
    rhythms: () => choices,
  })
  const beds = ids.map((id, bed) => ({ id, waves: wavesOf(bed, seconds) }))
  for (const id of ids) {
    bench.desk.of(id).act([{ type: 'ageClass', atMs: 0, actor: null, before: null, after: 'adult' }])
  }
  let packets = 0
  const bring = () => {
    const atMs = time.monotonicMs()
    const atUtcMs = time.utcMs(atMs)
    for (const { id, waves } of beds) {
      const timedWaves = waves.map(({ channel, samples }) => {
        const length = (channel.rateHz * PACKET_MS) / MS_PER_S
        const from = Math.round(packets * length)
        return timed(channel, samples.slice(from, Math.round(from + length)), atUtcMs - PACKET_MS)
      })
      const measurements = timedWaves.map(({ wave }) => wave)
      desk.onBatch({ bed: id, atMs, atUtcMs, simulated: true, measurements, waves: timedWaves })
    }
    packets++
  }
  return {
    /** Goes on until so many seconds of waves are read. */
    runTo(untilSeconds: number): void {
      while (time.monotonicMs() < untilSeconds * MS_PER_S) {
        time.advance(TICK_MS)
        if (time.monotonicMs() % PACKET_MS === 0) bring()
        desk.tick()
      }
    },
    /** How many beds have a counted heart rate, and how many a rhythm that is told. */
    seen(): { readonly counted: number; readonly told: number } {
      const states = [...bench.beds.values()]
      const counted = states.filter((state) =>
        state
          .view(time.monotonicMs())
          .analysis?.rates.some(({ of: what, perMinute }) => what === 'heart' && perMinute !== null),
      ).length
      const told = states.filter((state) =>
        state.conditions().some(({ id }) => id.includes('/rhythm/')),
      ).length
      return { counted, told }
    },
  }
}

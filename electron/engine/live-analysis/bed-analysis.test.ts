import { describe, expect, it } from 'vitest'
import type { BedAnalysis } from '../../ipc/analysis.ts'
import { noise } from '../analytics/testing/synthetic.ts'
import { BedAnalyser } from './bed-analysis.ts'
import {
  CHEST,
  type ChunkChanges,
  chunks,
  ECG_HZ,
  ecgSamples,
  evenSamples,
  LEAD_II,
  PLETH,
  PLETH_HZ,
  timed,
  waveChannel,
} from './testing.ts'

const T0 = Date.UTC(2026, 5, 16, 14)
const MS_PER_S = 1_000
const SECOND = ECG_HZ

function rateOf(view: BedAnalysis, of: 'heart' | 'pulse' | 'breath' = 'heart') {
  return view.rates.find((rate) => rate.of === of)
}

function withLead(seconds: number, perMinute = 75): BedAnalyser {
  const analyser = new BedAnalyser()
  for (const one of chunks(LEAD_II, ecgSamples(perMinute, seconds), T0, SECOND)) analyser.take(one)
  return analyser
}

function at(seconds: number): number {
  return T0 + seconds * MS_PER_S
}

describe('rates that Vigil counts', () => {
  it('are those of the waves, each with the wave that it was counted on', () => {
    const analyser = withLead(60, 72)
    for (const one of chunks(PLETH, evenSamples(71, 60), T0, PLETH_HZ)) analyser.take(one)
    for (const one of chunks(CHEST, evenSamples(15, 60), T0, PLETH_HZ)) analyser.take(one)
    const view = analyser.view(at(60))
    expect(view.rates).toEqual([
      { of: 'heart', label: 'II', perMinute: 72, why: null },
      { of: 'pulse', label: 'Pleth', perMinute: 71, why: null },
      { of: 'breath', label: 'Resp', perMinute: 15, why: null },
    ])
    expect(view.waves.map(({ grade, reasons }) => [grade, reasons])).toEqual([
      ['good', []],
      ['good', []],
      ['good', []],
    ])
  })

  it('are the same however the samples were packed', () => {
    const samples = ecgSamples(88, 30)
    const views = [1, 37, 250, 4_000].map((length) => {
      const analyser = new BedAnalyser()
      for (const one of chunks(LEAD_II, samples, T0, length)) analyser.take(one)
      return analyser.view(at(30))
    })
    for (const view of views) expect(view).toEqual(views[0])
  })

  it('are none before 10 s, and say "starting"', () => {
    expect(rateOf(withLead(9).view(at(9)))).toMatchObject({ perMinute: null, why: 'starting' })
    expect(rateOf(withLead(11).view(at(11)))).toMatchObject({ perMinute: 75, why: null })
  })

  it('are none once the wave comes no more', () => {
    const analyser = withLead(30)
    expect(rateOf(analyser.view(at(32)))).toMatchObject({ perMinute: 75 })
    expect(rateOf(analyser.view(at(34)))).toMatchObject({ perMinute: null, why: 'missing' })
    expect(analyser.view(at(34)).waves).toMatchObject([{ grade: 'bad', reasons: ['missing'] }])
  })

  it('are counted on lead II where there are several, and on another one while II is off', () => {
    const other = waveChannel('MDC_ECG_ELEC_POTL_V1', 'V1', ECG_HZ)
    const analyser = new BedAnalyser()
    const samples = ecgSamples(75, 30)
    for (const one of chunks(other, samples, T0, SECOND)) analyser.take(one)
    for (const one of chunks(LEAD_II, samples, T0, SECOND)) analyser.take(one)
    expect(rateOf(analyser.view(at(30)))?.label).toBe('II')
    for (const one of chunks(other, samples.slice(0, 5 * SECOND), at(30), SECOND)) analyser.take(one)
    const off = { marks: [{ at: 0, kind: 'leadOff' } as const] }
    for (let second = 0; second < 5; second++) {
      analyser.take(timed(LEAD_II, new Int16Array(SECOND), at(30 + second), off))
    }
    expect(rateOf(analyser.view(at(35)))).toMatchObject({ label: 'V1', perMinute: 75 })
  })
})

describe('no output rather than a wrong one', () => {
  it('a lead that is off reads nothing, says so, and needs beats of its own afterwards', () => {
    const analyser = withLead(30)
    const off = { marks: [{ at: 0, kind: 'leadOff' } as const] }
    analyser.take(timed(LEAD_II, new Int16Array(5 * SECOND), at(30), off))
    const view = analyser.view(at(35))
    expect(view.waves).toMatchObject([{ grade: 'bad', reasons: ['leadOff'] }])
    expect(rateOf(view)).toMatchObject({ perMinute: null, why: 'leadOff' })
  })

  it('a flat line has no rate', () => {
    const analyser = withLead(30)
    analyser.take(timed(LEAD_II, new Int16Array(6 * SECOND), at(30)))
    expect(rateOf(analyser.view(at(36)))).toMatchObject({ perMinute: null, why: 'flat' })
  })

  it.each([
    ['a gap of the line', { gapBefore: true }, 4],
    ['samples marked as missing', { missing: [{ start: 0, length: 2 * SECOND }] }, 0],
    ['a gap within a packet', { marks: [{ at: 1, kind: 'gap' } as const] }, 0],
  ])('%s is bridged by no distance between beats', (_, changes, laterSeconds) => {
    const analyser = withLead(30)
    const start = at(30 + laterSeconds)
    analyser.take(timed(LEAD_II, ecgSamples(75, 10), start, changes))
    const { perMinute } = rateOf(analyser.view(start + 10 * MS_PER_S)) ?? {}
    expect([75, null]).toContain(perMinute)
  })

  it('a long hole and a clock that was set back start the analysis anew', () => {
    for (const byMs of [40_000, -3_600_000]) {
      const analyser = withLead(30)
      const start = at(30) + byMs
      analyser.take(timed(LEAD_II, ecgSamples(75, 5), start, { gapBefore: true }))
      const view = analyser.view(start + 5 * MS_PER_S)
      expect(view.waves).toMatchObject([{ grade: 'starting' }])
      expect(rateOf(view)).toMatchObject({ perMinute: null, why: 'starting' })
    }
  })

  it('another rate, scale or unit of a wave starts it anew', () => {
    for (const changes of [{ rateHz: 500 }, { gain: 0.005 }, { unit: 'uV' }]) {
      const analyser = withLead(30)
      const channel = { ...LEAD_II, ...changes }
      analyser.take(timed(channel, ecgSamples(75, 5, channel.rateHz), at(30)))
      expect(analyser.view(at(35)).waves).toMatchObject([{ grade: 'starting' }])
    }
  })

  it('reads no wave of a term that it does not know, and no wave that came too late', () => {
    const analyser = new BedAnalyser()
    for (const id of ['MDC_PRESS_BLD', 'MDC_PRESS_BLD_ART_PULM', 'MDC_AWAY_CO2', 'X_OWN_WAVE']) {
      analyser.take(timed(waveChannel(id, id, PLETH_HZ), evenSamples(70, 20), T0))
    }
    const late = timed(LEAD_II, ecgSamples(75, 20), T0)
    analyser.take({ ...late, wave: { ...late.wave, isPast: true } })
    expect(analyser.isEmpty).toBe(true)
    expect(analyser.evidence(at(20))).toBeNull()
  })

  it('reads at most three leads of twelve', () => {
    const analyser = new BedAnalyser()
    for (const lead of ['I', 'II', 'III', 'V1', 'V2']) {
      const channel = waveChannel(`MDC_ECG_ELEC_POTL_${lead}`, lead, ECG_HZ)
      analyser.take(timed(channel, ecgSamples(75, 12), T0))
    }
    expect(analyser.view(at(12)).waves).toHaveLength(3)
  })
})

it('H11 takes marked pacemaker pulses out before beats are counted, and says so', () => {
  const seconds = 30
  // A pacemaker that goes on at 100/min over a heart that beats 50 times: only every second pulse makes a beat.
  const samples = ecgSamples(50, seconds)
  const marks: { at: number; kind: 'pace' }[] = []
  for (let pulse = 0.4; pulse < seconds; pulse += 0.6) {
    const index = Math.round(pulse * ECG_HZ)
    samples[index] = 3_000
    marks.push({ at: index, kind: 'pace' })
  }
  const marked = new BedAnalyser()
  marked.take(timed(LEAD_II, samples, T0, { marks }))
  const view = marked.view(at(seconds))
  expect(rateOf(view)?.perMinute).toBe(50)
  expect(view.waves).toMatchObject([{ isPaced: true }])
})

describe('what the waves showed at a moment', () => {
  it('is their rhythm up to it, in one word and a rate', () => {
    const analyser = withLead(40, 72)
    for (const one of chunks(PLETH, evenSamples(72, 40), T0, PLETH_HZ)) analyser.take(one)
    expect(analyser.evidence(at(36))).toEqual({
      version: 1,
      witnesses: [
        { of: 'ecg', label: 'II', says: 'regular', perMinute: 72, why: null },
        { of: 'pulse', label: 'Pleth', says: 'regular', perMinute: 72, why: null },
      ],
    })
  })

  it('is never the rate of before a pause', () => {
    const analyser = withLead(30, 72)
    const pleth = [...evenSamples(72, 30), ...new Int16Array(8 * PLETH_HZ)]
    analyser.take(timed(PLETH, Int16Array.from(pleth), T0))
    analyser.take(timed(LEAD_II, new Int16Array(8 * SECOND), at(30)))
    for (let second = 33; second <= 36; second++) {
      const evidence = analyser.evidence(at(second))
      expect(evidence?.witnesses.map(({ says, perMinute }) => [says, perMinute])).toEqual([
        ['cannotTell', null],
        ['cannotTell', null],
      ])
    }
  })

  it('is nothing while it is starting, and "cannot tell" with the reason where samples are missing', () => {
    expect(withLead(8).evidence(at(8))).toBeNull()
    const analyser = withLead(40)
    analyser.take(timed(LEAD_II, ecgSamples(75, 3), at(43), { gapBefore: true }))
    expect(analyser.evidence(at(45))?.witnesses).toMatchObject([{ says: 'cannotTell' }])
  })
})

describe('H11 rhythms of a bed', () => {
  const STOPS_S = 40
  const ENDS_S = 50
  const marked = { marks: [{ at: 0, kind: 'pace' } as const] }
  const kindsOf = (analyser: BedAnalyser, seconds: number) =>
    analyser.rhythms(at(seconds)).map(({ kind }) => kind)

  /** A lead that beats and then holds nothing but a little noise; each second is a chunk. */
  function stopped(change: (second: number) => ChunkChanges = () => ({})): BedAnalyser {
    const analyser = new BedAnalyser()
    const quiet = noise(ENDS_S * SECOND, 3)
    const samples = ecgSamples(75, ENDS_S).map(
      (value, index) => (index < STOPS_S * SECOND ? value : 0) + 10 * (quiet[index] ?? 0),
    )
    for (let second = 0; second < ENDS_S; second++) {
      const piece = samples.slice(second * SECOND, (second + 1) * SECOND)
      analyser.take(timed(LEAD_II, piece, at(second), change(second)))
    }
    return analyser
  }

  it('are told of a heart that stops, and since when', () => {
    const [found] = stopped().rhythms(at(ENDS_S))
    expect(found?.kind).toBe('asystole')
    expect(Math.abs((found?.sinceUtcMs ?? 0) - at(STOPS_S))).toBeLessThan(MS_PER_S)
  })

  it.each([
    ['the electrode is off', { marks: [{ at: 0, kind: 'leadOff' } as const] }],
    ['samples are missing', { missing: [{ start: 0, length: SECOND }] }],
    ['there is a gap', { gapBefore: true }],
  ])('are none where %s', (_, changes) => {
    const analyser = stopped((second) => (second > STOPS_S ? changes : {}))
    expect(kindsOf(analyser, ENDS_S)).toEqual([])
  })

  it('end at once where a sample is lost, however long they stood', () => {
    const analyser = stopped()
    expect(kindsOf(analyser, ENDS_S)).toEqual(['asystole'])
    const quiet = Int16Array.from(noise(SECOND / 2, 4), (value) => Math.round(10 * value))
    analyser.take(timed(LEAD_II, quiet, at(ENDS_S), { gapBefore: true }))
    expect(kindsOf(analyser, ENDS_S + 0.5)).toEqual([])
  })

  it('are none at another rate of samples, after a patient and once the wave comes no more', () => {
    const analyser = stopped()
    expect(kindsOf(analyser, ENDS_S + 10)).toEqual([])
    const faster = waveChannel(LEAD_II.id, 'II', 2 * ECG_HZ)
    analyser.take(timed(faster, new Int16Array(2 * SECOND).fill(3), at(ENDS_S)))
    expect(kindsOf(analyser, ENDS_S + 1)).toEqual([])
    const other = stopped()
    other.reset()
    expect(kindsOf(other, ENDS_S)).toEqual([])
  })

  it('need every lead that can be read, and no pulse wave that goes on', () => {
    const two = stopped()
    const beating = waveChannel('MDC_ECG_ELEC_POTL_V1', 'V1', ECG_HZ)
    for (const one of chunks(beating, ecgSamples(75, ENDS_S), T0, SECOND)) two.take(one)
    expect(kindsOf(two, ENDS_S)).toEqual([])
    const pulsing = stopped()
    for (const one of chunks(PLETH, evenSamples(75, ENDS_S), T0, PLETH_HZ)) pulsing.take(one)
    expect(kindsOf(pulsing, ENDS_S)).toEqual([])
  })

  it('say that the monitor marks pacemaker pulses', () => {
    expect(stopped().isPaced).toBe(false)
    expect(stopped(() => marked).isPaced).toBe(true)
  })
})

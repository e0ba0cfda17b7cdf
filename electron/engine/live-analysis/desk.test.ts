import { expect, it } from 'vitest'
import { interval as INTERVAL } from '../../../drivers/ble-health/channels.ts'
import type { RhythmChoice } from '../../ipc/rhythm.ts'
import { loggedOf, replayed } from '../alarms/log.ts'
import { DeskBench } from '../alarms/testing/desk-bench.ts'
import { noise } from '../analytics/testing/synthetic.ts'
import { linkView } from '../testing/link-view.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { AnalysisDesk } from './desk.ts'
import { chunks, ECG_HZ, ecgSamples, LEAD_II } from './testing.ts'

const SECOND_MS = 1_000
const TICK_MS = 50

function adult(time: ManualTime) {
  const atMs = time.monotonicMs()
  return { type: 'ageClass', atMs, actor: null, before: null, after: 'adult' } as const
}

/** A bed on a desk whose lead beats evenly. */
function bench(time = new ManualTime(), choices: readonly RhythmChoice[] = []) {
  const ward = new DeskBench(time, ['b1'])
  const desk = new AnalysisDesk({
    clock: time,
    beds: () => ward.beds,
    alarms: ward.desk,
    rhythms: () => choices,
  })
  const bring = (seconds: number, samples = ecgSamples(75, seconds)): void => {
    const atMs = time.monotonicMs()
    const waves = chunks(LEAD_II, samples, time.utcMs(atMs), ECG_HZ)
    const ends = waves.map((_, index) => index + 1)
    for (const [index, end] of ends.entries()) {
      const wave = waves[index]
      while (time.monotonicMs() < atMs + end * SECOND_MS) tick()
      if (wave === undefined) continue
      const now = { atMs: time.monotonicMs(), atUtcMs: time.utcMs(time.monotonicMs()) }
      desk.onBatch({ bed: 'b1', ...now, simulated: false, measurements: [wave.wave], waves: [wave] })
    }
  }
  const tick = (): void => {
    time.advance(TICK_MS)
    ward.tick()
    desk.tick()
  }
  const view = () => ward.beds.get('b1')?.view(time.monotonicMs())
  const alarm = (text: string) => view()?.alarms.find((one) => one.text === text)
  return { time, ward, desk, bring, tick, view, alarm }
}

const ON = { priority: 'medium', by: 'AB', atUtcMs: 0, figures: 1 } as const
const ASYSTOLE = 'Vigil analysis: possible asystole'

/** Beats until a time, then little noise. */
function stopping(seconds: number, stopSeconds: number) {
  const quiet = noise(seconds * ECG_HZ, 3)
  const beating = ecgSamples(75, seconds)
  return beating.map((value, index) => (index < stopSeconds * ECG_HZ ? value : 0) + 10 * (quiet[index] ?? 0))
}

it('H11 tells an asystole as a low alarm of its own where the site has switched it on, and its log rebuilds it', () => {
  const quiet = bench()
  quiet.ward.desk.of('b1').act([adult(quiet.time)])
  quiet.bring(40, stopping(40, 25))
  expect(quiet.alarm(ASYSTOLE)).toBeUndefined()
  expect(quiet.view()?.analysis?.rhythms).toBeUndefined()

  const { time, ward, bring, view, alarm } = bench(new ManualTime(), [{ ...ON, kind: 'asystole' }])
  ward.desk.of('b1').act([adult(time)])
  bring(40, stopping(40, 25))
  // The driver carries alarms of the device, so it is low whatever the site wants.
  expect(alarm(ASYSTOLE)).toMatchObject({
    priority: 'low',
    source: 'vigil',
    kind: 'physiological',
    state: 'active',
  })
  expect(view()?.analysis?.rhythms).toEqual({ told: ['asystole'], withheld: [] })
  const now = { nowMs: time.monotonicMs(), nowUtcMs: time.utcMs(time.monotonicMs()) }
  expect(replayed(ward.eventsOf('b1'), now).alarms).toEqual(ward.desk.of('b1').machine.state.alarms)
  bring(30)
  expect(alarm(ASYSTOLE)).not.toMatchObject({ endedUtcMs: null })
})

it('H11 ends it when the line is lost, and tells none of a paced patient or of who is no adult', () => {
  const lost = bench(new ManualTime(), [{ ...ON, kind: 'asystole' }])
  lost.ward.desk.of('b1').act([adult(lost.time)])
  lost.bring(40, stopping(40, 25))
  expect(lost.alarm(ASYSTOLE)).toMatchObject({ endedUtcMs: null })
  lost.ward.line('b1', 'silent')
  expect(lost.alarm(ASYSTOLE)).not.toMatchObject({ endedUtcMs: null })

  const paced = bench(new ManualTime(), [{ ...ON, kind: 'asystole' }])
  paced.ward.desk.of('b1').act([adult(paced.time)])
  const facts = { name: null, birthDate: null, ageClass: 'adult', paced: 'yes' } as const
  paced.ward.beds.get('b1')?.setPatient({ id: 'T-1', authority: 'HOSP' }, facts)
  paced.bring(40, stopping(40, 25))
  expect(paced.alarm(ASYSTOLE)).toBeUndefined()
  expect(paced.view()?.analysis?.rhythms?.withheld).toEqual([{ kind: 'asystole', why: 'paced' }])

  const unknown = bench(new ManualTime(), [{ ...ON, kind: 'asystole' }])
  unknown.bring(40, stopping(40, 25))
  expect(unknown.alarm(ASYSTOLE)).toBeUndefined()
  expect(unknown.view()?.analysis?.rhythms?.withheld).toEqual([{ kind: 'asystole', why: 'notAdult' }])
})

it('tells of a bed without waves nothing, then that it starts, then its rate', () => {
  const { bring, tick, view } = bench()
  tick()
  expect(view()?.analysis).toBeUndefined()
  bring(5)
  expect(view()?.analysis?.rates).toMatchObject([{ perMinute: null, why: 'starting' }])
  bring(8)
  expect(view()?.analysis?.rates).toMatchObject([{ perMinute: 75, why: null }])
})

it('starts anew when the line is lost, when somebody else lies in the bed, and shows nothing of an empty bed', () => {
  const { time, ward, desk, bring, tick, view } = bench()
  bring(15)
  const change = {
    bed: 'b1',
    atMs: time.monotonicMs(),
    atUtcMs: time.utcMs(time.monotonicMs()),
    link: linkView({ phase: 'silent' }),
    seen: { lastGoodUtcMs: null, bytesSinceGood: 0, badSinceGood: 0 },
  }
  ward.beds.get('b1')?.onLink(change)
  desk.onLink(change)
  tick()
  expect(view()?.analysis).toBeUndefined()
  bring(15)
  expect(view()?.analysis?.rates).toMatchObject([{ perMinute: 75 }])
  ward.beds.get('b1')?.setPatient({ id: 'T-1', authority: 'HOSP' })
  expect(view()?.analysis).toBeUndefined()
  bring(3)
  expect(view()?.analysis?.rates).toMatchObject([{ why: 'starting' }])
  ward.beds.get('b1')?.standBy(0)
  for (let ms = 0; ms < 2 * SECOND_MS; ms += TICK_MS) tick()
  expect(view()?.analysis).toBeUndefined()
})

it('adds to a bedside alarm once what the waves showed when it began, and keeps it with the events', () => {
  const { ward, bring, alarm } = bench()
  bring(20)
  ward.alert('b1', 'ASYSTOLE', 'start', 'high')
  ward.tick()
  const before = alarm('ASYSTOLE')
  expect(before?.evidence).toBeUndefined()
  bring(6)
  const after = alarm('ASYSTOLE')
  expect(after).toEqual({ ...before, evidence: after?.evidence })
  expect(after?.evidence?.witnesses).toMatchObject([{ of: 'ecg', says: 'regular', perMinute: 75 }])
  bring(10)
  const events = ward.eventsOf('b1').filter(({ type }) => type === 'analysed')
  expect(events.map((event) => loggedOf(event).about?.facts.text)).toEqual(['ASYSTOLE'])
})

it('says nothing about alarms that it saw nothing of: while it starts, without waves, technical ones', () => {
  const { ward, bring, tick, alarm } = bench()
  bring(2)
  ward.alert('b1', 'TACHY', 'start', 'medium')
  bring(7)
  expect(alarm('TACHY')?.evidence).toBeUndefined()
  for (let ms = 0; ms < 30 * SECOND_MS; ms += TICK_MS) tick()
  expect(ward.eventsOf('b1').some(({ type }) => type === 'analysed')).toBe(false)
})

it('leaves samples out and starts anew rather than falling ever further behind', () => {
  const { time, desk, tick, view } = bench()
  const waves = chunks(LEAD_II, ecgSamples(75, 40), time.utcMs(0), ECG_HZ)
  for (const wave of waves) {
    desk.onBatch({
      bed: 'b1',
      atMs: 0,
      atUtcMs: time.utcMs(0),
      simulated: false,
      measurements: [],
      waves: [wave],
    })
  }
  for (let ms = 0; ms < 2 * SECOND_MS; ms += TICK_MS) tick()
  expect(view()?.analysis?.rates.some(({ perMinute }) => perMinute !== null)).not.toBe(true)
})

it('H11 tells AF from the distances of a chest strap where no lead is read', () => {
  const strap = (priority: RhythmChoice['priority']) => {
    const time = new ManualTime()
    const { ward, desk, alarm } = bench(time, [{ ...ON, priority, kind: 'atrialFibrillation' }])
    ward.desk.of('b1').act([adult(time)])
    for (const chance of noise(200, 7)) {
      const value = Math.round(700 + 300 * chance)
      for (const untilMs = time.monotonicMs() + value; time.monotonicMs() < untilMs; ) {
        time.advance(Math.min(TICK_MS, untilMs - time.monotonicMs()))
        ward.tick()
        desk.tick()
      }
      const atMs = time.monotonicMs()
      const interval = {
        type: 'numeric',
        channel: INTERVAL,
        value,
        validity: 'good',
        atMs,
        deviceMs: null,
      } as const
      desk.onBatch({
        bed: 'b1',
        atMs,
        atUtcMs: time.utcMs(atMs),
        simulated: false,
        measurements: [interval],
        waves: [],
      })
    }
    return alarm('Vigil analysis: possible AF')
  }
  expect(strap('low')).toMatchObject({ priority: 'low', endedUtcMs: null })
  // The driver of this bed says that its link carries alarms.
  expect(strap('medium')).toMatchObject({ priority: 'low', endedUtcMs: null })
})

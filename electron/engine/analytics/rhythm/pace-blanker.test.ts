import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { QrsDetector } from '../ecg/qrs-detector.ts'
import { every, syntheticEcg } from '../testing/synthetic.ts'
import { PaceBlanker } from './pace-blanker.ts'
import { PACE } from './rhythm-table.ts'
import { type RhythmEvent, RhythmWatch } from './rhythm-watch.ts'

const RATE_HZ = 250
const PULSE_MILLIVOLT = 1.5
/** From a pulse to the top of the beat that it makes. */
const ANSWER_SECONDS = 0.09

/** A wave with a pacemaker pulse of two samples at each time, and which samples the monitor marks. */
function paced(seconds: number, pulses: readonly number[], answers: readonly number[]) {
  const values = syntheticEcg(RATE_HZ, seconds, answers)
  const marked = new Set(pulses.map((at) => Math.round(at * RATE_HZ)))
  for (const at of marked) {
    values[at] = (values[at] ?? 0) + PULSE_MILLIVOLT
    values[at + 1] = (values[at + 1] ?? 0) - PULSE_MILLIVOLT / 2
  }
  return { values, marked }
}

/** Beats and rhythms of a wave, with pulses taken out or left in. */
function analysed({ values, marked }: ReturnType<typeof paced>, isBlanked: boolean) {
  const beats: number[] = []
  const events: RhythmEvent[] = []
  const watch = new RhythmWatch((event) => events.push(event))
  const detector = new QrsDetector(RATE_HZ, (beat) => {
    beats.push(beat.atSeconds)
    watch.beat(beat)
  })
  let samples = 0
  const sample = (value: number) => {
    detector.push(value)
    watch.tick(++samples / RATE_HZ)
  }
  const blanker = new PaceBlanker(RATE_HZ, sample)
  for (const [index, value] of values.entries()) {
    if (isBlanked) blanker.push(value, marked.has(index))
    else sample(value)
  }
  blanker.flush()
  return { beats, events, samples }
}

const PULSES = every(0.85, 40)

describe('pacemaker pulses', () => {
  it('H11 hide no asystole once they are taken out, and did before', () => {
    // The heart answers for 20 s, then no more; the pacemaker goes on.
    const answers = PULSES.filter((at) => at < 20).map((at) => at + ANSWER_SECONDS)
    const lost = paced(40, PULSES, answers)
    expect(analysed(lost, false).events.map(({ kind }) => kind)).not.toContain('asystole')
    const { events } = analysed(lost, true)
    expect(events).toMatchObject([{ kind: 'asystole', phase: 'start' }])
    expect(events[0]?.sinceSeconds).toBeCloseTo(answers.at(-1) ?? Number.NaN, 0)
  })

  it('leave every beat that they make', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 1.2, noNaN: true }), (step) => {
        const pulses = every(step, 28)
        const answers = pulses.map((at) => at + ANSWER_SECONDS)
        const { beats, events } = analysed(paced(30, pulses, answers), true)
        expect(events).toEqual([])
        for (const at of answers) {
          expect(beats.filter((beat) => Math.abs(beat - at) < 0.15)).toHaveLength(1)
        }
        expect(beats).toHaveLength(answers.length)
      }),
      { numRuns: 20 },
    )
  })
})

describe('what is taken out', () => {
  function through(values: readonly number[], marks: readonly number[]): number[] {
    const out: number[] = []
    const blanker = new PaceBlanker(RATE_HZ, (value) => out.push(value))
    for (const [index, value] of values.entries()) blanker.push(value, marks.includes(index))
    blanker.flush()
    return out
  }

  it('is a line over the pulse, and nothing else: as many samples come out as went in', () => {
    const line = Array.from({ length: 60 }, (_, index) => index)
    const spiked = line.map((value, index) => (index === 30 ? 500 : value))
    const out = through(spiked, [30])
    expect(out).toHaveLength(60)
    for (const [index, value] of out.entries()) expect(value).toBeCloseTo(line[index] ?? Number.NaN, 9)
  })

  it('changes no sample away from a mark, makes nothing up beside a gap, and holds little', () => {
    const reach = Math.ceil((PACE.longestSeconds + PACE.afterSeconds + PACE.beforeSeconds) * RATE_HZ)
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.double({ min: -5, max: 5, noNaN: true }), fc.constant(Number.NaN)), {
          maxLength: 500,
        }),
        fc.array(fc.nat(500), { maxLength: 20 }),
        (values, marks) => {
          const out = through(values, marks)
          expect(out).toHaveLength(values.length)
          for (const [index, value] of values.entries()) {
            if (marks.every((mark) => Math.abs(mark - index) > reach)) expect(out[index]).toBe(value)
          }
        },
      ),
    )
    // Beside a gap, and under marks that never end, the stretch is missing.
    expect(through([Number.NaN, ...Array.from({ length: 40 }, () => 1)], [1])[5]).toBeNaN()
    const endless = through(
      Array.from({ length: 500 }, () => 1),
      Array.from({ length: 500 }, (_, index) => index),
    )
    expect(endless.every(Number.isNaN)).toBe(true)
  })
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Measurement } from '../model/measurement.ts'
import { ATTRIBUTE, CLASS } from './codes.ts'
import { createEvent } from './encode-messages.ts'
import { addAbsoluteTime } from './encode-values.ts'
import { frameMessage } from './frame.ts'
import { validityOf } from './numerics.ts'
import { Listener } from './testing/listener.ts'
import {
  alarms,
  category,
  ecgFacts,
  joined,
  label,
  numeric,
  object,
  poll,
  pollFrames,
  samples,
  text,
  words,
} from './testing/polls.ts'

import type { Writer } from './writer.ts'

const HR = 0x00024182
const BPM = 0x0aa0
const MMHG = 0x0f20

function hear(...parts: readonly Uint8Array[]) {
  const listener = new Listener()
  for (const part of parts) listener.decoder.push(part, 0)
  return listener
}

const numericsOf = (said: readonly Measurement[]) =>
  said.flatMap((one) => (one.type === 'numeric' ? [one] : []))
const wavesOf = (said: readonly Measurement[]) => said.flatMap((one) => (one.type === 'wave' ? [one] : []))
const alertsOf = (said: readonly Measurement[]) =>
  said.flatMap((one) =>
    one.type === 'alert' ? [`${one.phase} ${one.priority} ${one.kind} ${one.text}`] : [],
  )

it('gives a number only where the state allows one; demo stays demo', () => {
  for (const [state, validity, value] of [
    [0x0000, 'good', 60],
    [0x0002, 'good', 60],
    [0x00ff, 'good', 60],
    [0x4000, 'questionable', 60],
    [0x0400, 'demo', 60],
    [0x4400, 'demo', 60],
    [0x0800, 'demo', 60],
    [0x8000, 'invalid', null],
    [0x8400, 'invalid', null],
    [0x2400, 'invalid', null],
    [0x1000, 'invalid', null],
  ] as const) {
    const { said } = hear(poll(CLASS.numeric, [object(1, label(HR), numeric(0x4182, state, BPM, 60))]))
    expect(numericsOf(said)).toMatchObject([{ validity, value, channel: { id: 'MDC_ECG_HEART_RATE' } }])
  }
})

it('never gives a number with a state that has none, for any of the 65,536 states', () => {
  const wrong: number[] = []
  for (let state = 0; state <= 0xffff; state++) {
    const hasNone = (state & 0xb000) !== 0
    if ((validityOf(state) === 'invalid') !== hasNone) wrong.push(state)
  }
  expect(wrong).toEqual([])
})

it('has no number for a value that is none, whatever its state', () => {
  const { said } = hear(poll(CLASS.numeric, [object(1, label(HR), numeric(0x4182, 0, BPM, null))]))
  expect(numericsOf(said)).toMatchObject([{ validity: 'invalid', value: null }])
})

it('holds a value back until its label says where it is from', () => {
  const value = numeric(0x480a, 0, BPM, 71)
  const listener = hear(poll(CLASS.numeric, [object(1, value)]))
  expect(numericsOf(listener.said)).toEqual([])
  listener.decoder.push(poll(CLASS.numeric, [object(1, label(0x80035402), value)]), 0)
  listener.decoder.push(poll(CLASS.numeric, [object(1, value)]), 0)
  expect(numericsOf(listener.said).map(({ channel }) => channel.key)).toEqual(
    new Array(3).fill('MDC_PULS_RATE@abp'),
  )
})

it('forgets what handles mean when the monitor begins an association', () => {
  const { said } = hear(
    poll(CLASS.numeric, [object(1, label(HR))]),
    frameMessage(createEvent(1, 0, 0)),
    poll(CLASS.numeric, [object(1, numeric(0x4182, 0, BPM, 60))]),
  )
  expect(numericsOf(said)).toEqual([])
})

it('leaves settings and alarm limits out', () => {
  const { said } = hear(
    poll(CLASS.numeric, [
      object(1, category(3), label(0x000251a8), numeric(0x51a8, 0, 0x0f40, 5)),
      object(2, category(130), label(HR), numeric(0x4182, 0, BPM, 120)),
      object(3, label(0x0402513c), numeric(0x513c, 0, 0x0652, 500)),
    ]),
  )
  expect(said).toEqual([])
})

it('shows a code that nobody knows with its number', () => {
  const { said } = hear(
    poll(CLASS.numeric, [object(1, label(0x0002fffe), text('New'), numeric(0xfffe, 0, 0xfff0, 7))]),
  )
  expect(numericsOf(said)).toMatchObject([
    {
      value: 7,
      channel: {
        id: 'X_PHILIPS_INTELLIVUE_FFFE',
        code: null,
        label: 'New',
        unit: '{0xFFF0}',
        vendor: '0xFFFE label 0x2FFFE',
      },
    },
  ])
})

it('H7 refuses and counts a unit that is not legal for what is measured', () => {
  const listener = hear(poll(CLASS.numeric, [object(1, label(HR), numeric(0x4182, 0, MMHG, 60))]))
  expect(numericsOf(listener.said)).toEqual([])
  expect(listener.faults()).toEqual({ illegalUnit: 1 })
})

it('keeps a legal unit as it was sent, on a channel of its own', () => {
  const { said } = hear(
    poll(CLASS.numeric, [object(1, label(0x00024a14), numeric(0x4a15, 0, 0x0f03, 16, 1))]),
  )
  expect(numericsOf(said)).toMatchObject([
    {
      value: 16,
      channel: { id: 'MDC_PRESS_BLD_ART_ABP_SYS', unit: 'kPa', key: 'MDC_PRESS_BLD_ART_ABP_SYS#kPa' },
    },
  ])
})

it('tells two objects with one label apart, and lets a new handle follow one that is gone', () => {
  const at = (handle: number, value: number, ticks: number) =>
    poll(CLASS.numeric, [object(handle, label(HR), numeric(0x4182, 0, BPM, value))], { ticks })
  const both = numericsOf(hear(at(1, 60, 1000), at(2, 90, 1000)).said)
  expect(new Set(both.map(({ channel }) => channel.key)).size).toBe(2)
  const replugged = numericsOf(hear(at(1, 60, 1000), at(2, 61, 9000), at(2, 62, 60_000)).said)
  const keys = replugged.map(({ channel }) => channel.key)
  expect([keys[1] === keys[0], keys[2] === keys[0]]).toEqual([false, true])
  const later = numericsOf(hear(at(1, 60, 1000), at(2, 90, 90_000)).said)
  expect(new Set(later.map(({ channel }) => channel.key)).size).toBe(1)
})

it('gives a cuff reading the time at which it was taken', () => {
  const takenMs = Date.UTC(2026, 0, 1, 8, 0, 0)
  const { said } = hear(
    poll(CLASS.numeric, [
      object(
        1,
        label(0x00024a04),
        (list) => list.attribute(ATTRIBUTE.measuredAt, (it) => addAbsoluteTime(it, takenMs)),
        numeric(0x4a05, 0, MMHG, 121),
      ),
    ]),
  )
  expect(numericsOf(said)).toMatchObject([
    { value: 121, measuredDeviceMs: takenMs, channel: { timing: 'episodic', source: 'nbp' } },
  ])
})

it('keeps samples until their label and scale have come, then says all of them', () => {
  const early = poll(CLASS.wave, [object(9, samples(0x0102, 0, [8192, 8193, 8194, 8195]))], { ticks: 1000 })
  const late = poll(CLASS.wave, [object(9, ...ecgFacts(), samples(0x0102, 0, [8196, 8197, 8198, 8199]))], {
    ticks: 1064,
  })
  const listener = hear(early)
  expect(wavesOf(listener.said)).toEqual([])
  listener.decoder.push(late, 0)
  expect(wavesOf(listener.said).map(({ samples: raw }) => [...raw])).toEqual([
    [8192, 8193, 8194, 8195],
    [8196, 8197, 8198, 8199],
  ])
  const [wave] = wavesOf(listener.said)
  expect(wave?.channel).toMatchObject({ id: 'MDC_ECG_ELEC_POTL_II', rateHz: 500, unit: 'mV', offset: -40.96 })
  expect(wave?.channel.gain).toBeCloseTo(0.005, 12)
})

it('clears the flag bits of a sample, marks it, and makes an invalid one missing', () => {
  const { said } = hear(
    poll(CLASS.wave, [object(9, ...ecgFacts(), samples(0x0102, 0, [0xa084, 0x2085, 0xa008, 0x8001]))]),
  )
  expect(wavesOf(said)).toMatchObject([
    {
      samples: Int16Array.of(0x2080, 0x2085, 0x2000, 0),
      marks: [
        { at: 0, kind: 'pace' },
        { at: 2, kind: 'saturation' },
      ],
      missing: [{ start: 3, length: 1 }],
    },
  ])
})

it('marks a gap where the counter of a wave does not continue, and nowhere else', () => {
  const at = (ticks: number) =>
    poll(CLASS.wave, [object(9, ...ecgFacts(), samples(0x0102, 0, [1, 2, 3, 4]))], { ticks })
  const waves = wavesOf(hear(at(1000), at(1064), at(1192), at(1256)).said)
  expect(waves.map(({ marks }) => marks.length)).toEqual([0, 0, 1, 0])
})

it('takes a stretch that two overlapping polls bring once', () => {
  const wave = poll(CLASS.wave, [object(9, ...ecgFacts(), samples(0x0102, 0, [1, 2, 3, 4]))], { ticks: 1000 })
  const waves = wavesOf(hear(wave, wave).said)
  expect(waves).toHaveLength(1)
})

it('reads the leads of a compound ECG as leads', () => {
  const facts = [label(0x00020100), ...ecgFacts().slice(1)]
  const compound = (list: Writer) =>
    list.attribute(ATTRIBUTE.compoundWave, (it) =>
      it.list(
        ...[0x0101, 0x0102].map((physio) => (one: Writer) => {
          one.u16(physio).u16(0)
          one.sized((body) => body.u16(1).u16(2).u16(3).u16(4))
        }),
      ),
    )
  const waves = wavesOf(hear(poll(CLASS.wave, [object(9, ...facts, compound)])).said)
  expect(waves.map(({ channel, samples: raw }) => [channel.id, ...raw])).toEqual([
    ['MDC_ECG_ELEC_POTL_I', 1, 2, 3, 4],
    ['MDC_ECG_ELEC_POTL_II', 1, 2, 3, 4],
  ])
})

it('keeps leads that share one handle apart, each with the rate of its own array size', () => {
  const compoundFacts = [
    label(0x00020100),
    ...ecgFacts().slice(1, 2),
    (list: Writer) => list.attribute(ATTRIBUTE.samplePeriod, (it) => it.u32(32)),
    (list: Writer) => list.attribute(ATTRIBUTE.waveSpec, (it) => it.u16(2).u8(16).u8(14).u16(0)),
    ...ecgFacts().slice(4),
  ]
  const message = (ticks: number, ...more: readonly Uint8Array[]) =>
    poll(
      CLASS.wave,
      [
        object(9, samples(0x0143, 0, [5, 6])),
        object(9, samples(0x0101, 0, [1, 2, 3, 4])),
        object(9, samples(0x0102, 0, [7, 8, 9, 10])),
        ...more,
      ],
      { ticks },
    )
  const facts = [object(9, ...ecgFacts()), object(9, ...compoundFacts)]
  const waves = wavesOf(hear(message(1000, ...facts), message(1064), message(1128)).said)
  const said = waves.map(({ channel, marks }) => `${channel.label} ${channel.rateHz} ${marks.length}`)
  expect(said).toEqual([
    ...['V 250 0', 'V 250 0', 'I 500 0', 'I 500 0', 'II 500 0', 'II 500 0'],
    ...['V 250 0', 'I 500 0', 'II 500 0'],
  ])
})

it('has no sample for a wave whose state says that there is none', () => {
  const { said } = hear(poll(CLASS.wave, [object(9, ...ecgFacts(), samples(0x0102, 0x8000, [1, 2, 3, 4]))]))
  expect(wavesOf(said)).toMatchObject([{ missing: [{ start: 0, length: 4 }], marks: [] }])
})

it('begins and ends alarms by the list, the most urgent type winning', () => {
  const list = (...all: Parameters<typeof alarms> extends [number, ...infer A] ? A : never) =>
    poll(CLASS.alert, [object(1, alarms(ATTRIBUTE.patientAlarms, ...all), alarms(ATTRIBUTE.technicalAlarms))])
  const { said, decoder } = hear(
    list({ words: '*** Asystole', type: 0x0400 }, { words: null, type: 0x0100 }),
    list({ words: '*** Asystole', type: 0x0400 }),
    list(),
  )
  expect(alertsOf(said)).toEqual([
    'start high physiological *** Asystole',
    'start low physiological Alarm 0008 from 4182 ECG_CARD_BEAT_RATE',
    'end low physiological Alarm 0008 from 4182 ECG_CARD_BEAT_RATE',
    'end high physiological *** Asystole',
  ])
  expect(decoder.alertsFlow).toBe(true)
})

it('names an alarm without words by the vendor\u2019s lists; its lowest bit says which of them has the source', () => {
  const wordless = (code: number, source: number) =>
    alertsOf(
      hear(
        poll(CLASS.alert, [
          object(1, alarms(ATTRIBUTE.technicalAlarms, { words: null, type: 4, code, source })),
        ]),
      ).said,
    )
  expect(wordless(0x0028, 0x4182)).toEqual([
    'start high technical Alarm 0028 from 4182 HI ECG_CARD_BEAT_RATE',
  ])
  expect(wordless(0x00c3, 0xf27e)).toEqual(['start high technical Alarm 00C3 from F27E BATT_LO OBJ_BATT'])
  expect(wordless(0x0fff, 0xfffe)).toEqual(['start high technical Alarm 0FFF from FFFE'])
})

it('ends no alarm by an answer without a list, nor by a list with a lost part', () => {
  const many = Array.from({ length: 30 }, (_, index) => ({ words: `Alarm number ${index}`, type: 2 }))
  const full = pollFrames(
    CLASS.alert,
    many.map((alarm, index) => object(index, alarms(ATTRIBUTE.technicalAlarms, alarm))),
  )
  expect(full.length).toBeGreaterThan(2)
  const listener = hear(joined(full), poll(CLASS.alert, [object(1)]))
  expect(alertsOf(listener.said)).toHaveLength(30)
  listener.decoder.push(joined(full.filter((_, index) => index !== 1)), 0)
  expect(alertsOf(listener.said)).toHaveLength(30)
  expect(listener.faults()).toEqual({ lostFrame: 1 })
})

it('stamps with the wall clock of the monitor, also when its counter wraps', () => {
  const startMs = Date.UTC(2026, 0, 1)
  const value = (ticks: number) =>
    poll(CLASS.numeric, [object(1, label(HR), numeric(0x4182, 0, BPM, 60))], { ticks })
  const { said } = hear(frameMessage(createEvent(1, 0xfffffff0, startMs)), value(0xfffffff8), value(0x10))
  expect(numericsOf(said).map(({ deviceMs }) => deviceMs)).toEqual([startMs + 1, startMs + 4])
  expect(said[0]).toMatchObject({ type: 'identity', fields: { model: 'M8007A' } })
})

it('counts a message whose own lengths do not fit, and one of a kind nobody knows', () => {
  const whole = poll(CLASS.numeric, [object(1, label(HR), numeric(0x4182, 0, BPM, 60))])
  expect(numericsOf(hear(whole).said)).toHaveLength(1)
  const message = [0xe1, 0, 0, 2, 0, 2, 0, 200, 0, 1, 0, 7]
  expect(hear(frameMessage(Uint8Array.from(message))).faults()).toEqual({ unexpectedValue: 1 })
  expect(hear(frameMessage(Uint8Array.of(0x77, 1, 2))).faults()).toEqual({ unknownRecord: 1 })
  expect(hear(poll(CLASS.numeric, [object(1, label(HR), words(ATTRIBUTE.numeric, 1, 2))])).faults()).toEqual({
    unexpectedValue: 1,
  })
})

it('makes nothing but counted faults of any well-framed message', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const message = Uint8Array.from([0xe1, 0, 0, 2, 0, 2, 0, 120, 0, 1, 0, 7, 0, 110, ...bytes])
      const { said } = hear(frameMessage(message))
      for (const one of said) if (one.type === 'numeric') expect(one.value).not.toBeNaN()
    }),
  )
})

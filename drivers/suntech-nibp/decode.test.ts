import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Measurement } from '../model/measurement.ts'
import { QUESTION, TWIN } from './codes.ts'
import { SuntechDecoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { suntechOptions } from './options.ts'

const TICK_MS = 50
const DONE = frame(0x4b)

/** A frame of the module: all its bytes add up to zero. */
function frame(...data: readonly number[]): Uint8Array {
  const open = [0x3e, data.length + 3, ...data]
  return Uint8Array.from([...open, -open.reduce((sum, byte) => sum + byte, 0) & 0xff])
}
const low = (value: number) => [value & 0xff, (value >> 8) & 0xff]
const pressure = (mmHg: number) => frame(...low(mmHg))
const LOCK = Array.from({ length: 8 }, () => pressure(0))
const INFLATED = [pressure(160), pressure(120)]

function result(sys: number, dia: number, mean: number, rate = 72, error = 0): Uint8Array {
  return frame(
    ...low(sys),
    ...low(dia),
    30,
    1,
    ...[0, 0, 0, 0, 0, 0, 0, 0],
    rate,
    0,
    ...low(mean),
    error,
    0,
    0,
  )
}

function hear(
  pieces: readonly Uint8Array[],
  { asks = false, everything = false }: { readonly asks?: boolean; readonly everything?: boolean } = {},
) {
  const said: Measurement[] = []
  const decoder = new SuntechDecoder(
    {
      measure: (one) => said.push(one),
      ...(asks && { send: () => undefined }),
      ...(everything && { wantsEverything: true }),
    },
    suntechOptions.parse({}),
  )
  for (const piece of pieces) decoder.push(piece, 0)
  decoder.end(0)
  return { said, counts: decoder.counts }
}

function shown(...args: Parameters<typeof hear>): readonly string[] {
  return hear(...args).said.flatMap((one) =>
    one.type === 'numeric' && one.channel.timing === 'episodic'
      ? [`${one.channel.vendor} ${one.value} ${one.validity}`]
      : [],
  )
}

const READING = [
  'systolic 120 good',
  'diastolic 80 good',
  'mean 93 good',
  'heart rate 72 good',
  'beats 30 good',
  'error 0 good',
]

describe('a reading', () => {
  const one = result(120, 80, 93)

  it('that stood in the module before is shown to nobody, and listed by decode', () => {
    expect(shown([...LOCK, one, one, one])).toEqual([])
    expect(shown([...LOCK, one], { everything: true })).toEqual(READING)
  })

  it('is shown once it differs from the one before', () => {
    expect(shown([...LOCK, result(110, 70, 83), one, one])).toEqual(READING)
    expect(shown([...LOCK, result(0, 0, 0, 0), one])).toEqual(READING)
  })

  it('is shown after "done" of a cuff that was seen inflated, as the first too', () => {
    expect(shown([...LOCK, ...INFLATED, DONE, one])).toEqual(READING)
    // "Done" may answer something else, and one pressure may be a damaged frame.
    expect(shown([...LOCK, DONE, one])).toEqual([])
    expect(shown([...LOCK, pressure(160), pressure(0), DONE, one])).toEqual([])
  })

  it('that was asked for must come twice', () => {
    const changed = [...LOCK, result(110, 70, 83), result(110, 70, 83), one]
    expect(shown(changed, { asks: true })).toEqual([])
    expect(shown([...changed, one], { asks: true })).toEqual(READING)
  })

  it('without a number says why', () => {
    expect(shown([...LOCK, ...INFLATED, DONE, result(0, 0, 0, 0, 0x57)])).toEqual([
      'systolic null invalid',
      'diastolic null invalid',
      'mean null invalid',
      'heart rate null invalid',
      'beats null invalid',
      'error 87 good',
    ])
    // Numbers beside an error are what was measured before it.
    expect(shown([...LOCK, ...INFLATED, DONE, result(120, 80, 93, 72, 0x02)])[0]).toBe(
      'systolic null invalid',
    )
  })

  it.each([
    ['a mean above the systolic', result(120, 80, 125)],
    ['a diastolic above the systolic', result(80, 120, 93)],
    ['one pressure for both', result(93, 93, 93)],
    ['a pressure that no patient has', result(400, 80, 93)],
    ['no diastolic', result(120, 0, 93)],
  ])('with %s is none at all, and counted', (_what, impossible) => {
    const { said } = hear([...LOCK, ...INFLATED, DONE, impossible])
    expect(shown([...LOCK, ...INFLATED, DONE, impossible]).slice(0, 5)).toEqual(
      ['systolic', 'diastolic', 'mean', 'heart rate', 'beats'].map((name) => `${name} null invalid`),
    )
    expect(said.at(-1)).toMatchObject({ type: 'fault', kind: 'unexpectedValue' })
  })

  it('of a line that came back belongs to nobody', () => {
    const said: Measurement[] = []
    const decoder = new SuntechDecoder({ measure: (say) => said.push(say) }, suntechOptions.parse({}))
    for (const piece of [...LOCK, result(110, 70, 83)]) decoder.push(piece, 0)
    decoder.end(1)
    for (const piece of [...LOCK, one, one]) decoder.push(piece, 2)
    expect(said.some((say) => say.type === 'numeric' && say.channel.timing === 'episodic')).toBe(false)
  })
})

it('takes no reading that changed while the line was silent for one of now', () => {
  const said: Measurement[] = []
  const decoder = new SuntechDecoder({ measure: (say) => said.push(say) }, suntechOptions.parse({}))
  for (const piece of [...LOCK, result(110, 70, 83)]) decoder.push(piece, 0)
  decoder.push(result(120, 80, 93), 60_000)
  expect(said.some((say) => say.type === 'numeric' && say.channel.timing === 'episodic')).toBe(false)
})

describe('frames', () => {
  it('say the pressure of the cuff, a little below zero too, and none that cannot be', () => {
    const { said } = hear([...LOCK.slice(1), pressure(258), pressure(-3), pressure(900)])
    expect(said.slice(-4)).toMatchObject([
      { value: 258 },
      { value: -3 },
      { value: null, validity: 'invalid' },
      { type: 'fault', kind: 'unexpectedValue' },
    ])
  })

  it('of other kinds are counted, and those that it knows say nothing', () => {
    const words = [0x4f, 0x41, 0x42, 0x45].map((word) => frame(word))
    expect(hear([...LOCK, ...words]).said).toHaveLength(LOCK.length)
    const { said, counts } = hear([...LOCK, frame(0x5a), frame(1, 2, 3, 4, 5, 6)])
    expect(said.slice(-2)).toMatchObject([{ kind: 'unknownRecord' }, { kind: 'unknownRecord' }])
    expect(counts).toMatchObject({ good: 10, checksum: 0 })
  })

  it('never throw, on any bytes, and are the same however they are cut', () => {
    const piece = fc.oneof(
      fc.constantFrom(...LOCK, ...INFLATED, DONE, result(120, 80, 93)),
      fc.uint8Array({ maxLength: 10 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), fc.integer({ min: 1, max: 20 }), (pieces, size) => {
        const whole = Uint8Array.from(pieces.flatMap((bytes) => [...bytes]))
        const cut = Array.from({ length: Math.ceil(whole.length / size) }, (_, at) =>
          whole.subarray(at * size, (at + 1) * size),
        )
        expect(hear(cut)).toEqual(hear([whole]))
      }),
    )
  })
})

describe('questions', () => {
  function run(listenOnly: boolean, untilMs: number) {
    const twin = createTwin({ scenario: 'stable', seed: 3, startUtcMs: 0 })
    const sent: { readonly atMs: number; readonly bytes: string }[] = []
    const said: Measurement[] = []
    let nowMs = 0
    const decoder = new SuntechDecoder(
      {
        measure: (one) => said.push(one),
        send: (bytes) => {
          sent.push({ atMs: nowMs, bytes: bytes.join() })
          twin.receive(bytes, nowMs)
        },
      },
      { listenOnly, mayStartCuff: false },
    )
    for (; nowMs < untilMs; nowMs += TICK_MS) {
      decoder.push(twin.produce(nowMs), nowMs)
      decoder.tick(nowMs)
    }
    return { sent, said, quietMs: decoder.quietMs }
  }

  it('are for the pressure and the result, and never anything that moves a cuff', () => {
    const { sent } = run(false, 120_000)
    const known = Object.values(QUESTION).map((question) => question.join())
    expect(new Set(sent.map(({ bytes }) => bytes))).toEqual(new Set(known))
    const gaps = sent.slice(1).map(({ atMs }, index) => atMs - (sent[index]?.atMs ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(250)
  })

  it('bring each reading once, soon after it was taken', () => {
    const { said } = run(false, 420_000)
    const readings = said.filter(
      (one) => one.type === 'numeric' && one.channel.id === 'MDC_PRESS_BLD_NONINV_SYS',
    )
    const ends = [TWIN.endsSeconds, TWIN.endsSeconds + TWIN.everySeconds].map((seconds) => seconds * 1_000)
    expect(readings).toHaveLength(ends.length)
    for (const [index, { atMs }] of readings.entries()) {
      expect(atMs - (ends[index] ?? 0)).toBeGreaterThanOrEqual(0)
      expect(atMs - (ends[index] ?? 0)).toBeLessThan(1_000)
    }
  })

  it('are not asked where Vigil only listens, and silence may last longer there', () => {
    const { sent, quietMs } = run(true, 10_000)
    expect(sent).toEqual([])
    expect(quietMs).toBeGreaterThan(3_600_000)
    expect(run(false, 0).quietMs).toBe(3_000)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ActAnswer, CuffPhase, DeviceAct } from '../model/act.ts'
import type { LimitProfile } from '../model/limits.ts'
import type { Measurement } from '../model/measurement.ts'
import { QUESTION } from './codes.ts'
import { SuntechDecoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { suntechOptions } from './options.ts'

const TICK_MS = 50
const PROFILES = ['adult', 'paediatric', 'neonate'] as const
const ALLOWED = suntechOptions.parse({ mayStartCuff: true })
/** As shared/protocols/suntech-nibp.md prints them. */
const START: Readonly<Record<LimitProfile, string>> = {
  adult: '3a 20 a6',
  paediatric: '3a 87 3f',
  neonate: '3a 28 9e',
}
const STOP = '3a 79 01 00 4c'
const ASKED: ReadonlySet<string> = new Set(Object.values(QUESTION).map((bytes) => hex(bytes)))

function hex(bytes: Iterable<number>): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
}

/** A frame of the module: all its bytes add up to zero. */
function frame(...data: readonly number[]): Uint8Array {
  const open = [0x3e, data.length + 3, ...data]
  return Uint8Array.from([...open, -open.reduce((sum, byte) => sum + byte, 0) & 0xff])
}
const pressure = (mmHg: number) => frame(mmHg & 0xff, mmHg >> 8)
const AT_REST = pressure(2)
const UP = pressure(150)
const word = (letter: string) => frame(letter.charCodeAt(0))
const [RECEIVED, DONE, ABORTED, BUSY, ERROR] = [...'OKABE'].map((letter) => word(letter))

/** A line that a test answers by hand. */
function bench(options = ALLOWED) {
  const sent: string[] = []
  let nowMs = 0
  const decoder = new SuntechDecoder(
    { measure: () => undefined, send: (bytes) => sent.push(hex(bytes)) },
    options,
  )
  const pass = (ms: number, heard?: Uint8Array) => {
    for (const untilMs = nowMs + ms; nowMs < untilMs; nowMs += TICK_MS) {
      if (heard !== undefined && nowMs % 250 === 0) decoder.push(heard, nowMs)
      decoder.tick(nowMs)
    }
  }
  return {
    decoder,
    pass,
    /** What was sent but questions. */
    moved: () => sent.filter((bytes) => !ASKED.has(bytes)),
    sent,
    say: (...frames: (Uint8Array | undefined)[]) => {
      for (const bytes of frames) decoder.push(bytes ?? new Uint8Array(), nowMs)
    },
    act: (act: DeviceAct): ActAnswer => decoder.act(act, nowMs),
    start: (patient: LimitProfile = 'adult') => decoder.act({ kind: 'startCuff', patient }, nowMs),
    stop: () => decoder.act({ kind: 'stopCuff' }, nowMs),
    phase: (): CuffPhase | undefined => decoder.cuff?.phase,
    outcome: () => decoder.cuff?.outcome,
  }
}

/** With a module that has been heard long enough to be believed. */
function ready() {
  const one = bench()
  one.pass(3_000, AT_REST)
  return one
}

describe('a start of the cuff', () => {
  it.each(PROFILES)('H19 is the one frame of the age class: %s', (patient) => {
    const { start, moved, pass, phase } = ready()
    expect(phase()).toBe('idle')
    expect(start(patient)).toBe('sent')
    expect(phase()).toBe('starting')
    pass(60_000, AT_REST)
    expect(moved()).toEqual([START[patient]])
  })

  it('H19 is one, whatever the module answers, silence and damage too', () => {
    const answer = fc.oneof(
      fc.constantFrom(AT_REST, UP, RECEIVED, DONE, ABORTED, BUSY, ERROR),
      fc.uint8Array({ maxLength: 12 }),
      fc.constant(new Uint8Array()),
    )
    const step = fc.tuple(answer, fc.integer({ min: 0, max: 20_000 }), fc.boolean())
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 25 }),
        fc.constantFrom(...PROFILES),
        fc.boolean(),
        (steps, patient, starts) => {
          const { decoder, pass, say, start, moved } = ready()
          if (starts) expect(start(patient)).toBe('sent')
          for (const [bytes, ms, isCut] of steps) {
            say(bytes)
            pass(ms)
            if (isCut) decoder.end(0)
          }
          // Without an act nothing that moves a cuff is ever sent.
          expect(moved()).toEqual(starts ? [START[patient]] : [])
        },
      ),
      { numRuns: 60 },
    )
  })

  it('H19 is refused without the option, and nothing is sent for a stop either', () => {
    for (const options of [{}, { listenOnly: true }]) {
      const { act, moved, pass, decoder } = bench(suntechOptions.parse(options))
      pass(3_000, AT_REST)
      expect(decoder.cuff).toBeNull()
      expect(act({ kind: 'startCuff', patient: 'adult' })).toBe('notAllowed')
      expect(act({ kind: 'stopCuff' })).toBe('notAllowed')
      expect(moved()).toEqual([])
    }
  })

  it('H19 is refused where nothing may be sent on the line', () => {
    const decoder = new SuntechDecoder({ measure: () => undefined }, ALLOWED)
    expect(decoder.cuff).toBeNull()
    expect(decoder.act({ kind: 'startCuff', patient: 'adult' }, 0)).toBe('notAllowed')
  })

  it('H19 is refused before the module was heard, after it fell silent, and once the line was cut', () => {
    const { decoder, start, pass, moved, phase } = bench()
    expect(phase()).toBe('unknown')
    expect(start()).toBe('notLive')
    pass(1_000, AT_REST)
    expect(start()).toBe('notLive')
    pass(2_000, AT_REST)
    pass(4_000)
    expect(start()).toBe('notLive')
    pass(3_000, AT_REST)
    decoder.end(0)
    expect(phase()).toBe('unknown')
    expect(start()).toBe('notLive')
    expect(moved()).toEqual([])
  })

  it('H19 is refused while the cuff is in use, whoever started it', () => {
    const { start, pass, moved, phase } = ready()
    pass(500, UP)
    expect(phase()).toBe('measuring')
    expect(start()).toBe('cuffInUse')
    pass(500, AT_REST)
    expect(start()).toBe('sent')
    expect(start()).toBe('cuffInUse')
    expect(moved()).toHaveLength(1)
  })

  it('H19 is not believed in "listen only": the options say so in one sentence', () => {
    const { error } = suntechOptions.safeParse({ listenOnly: true, mayStartCuff: true })
    expect(error?.issues.map(({ message, path }) => [path.join(), message])).toEqual([
      [
        'mayStartCuff',
        'Vigil starts no cuff where it only listens: switch off "listenOnly" or "mayStartCuff".',
      ],
    ])
    expect(suntechOptions.parse({})).toEqual({ listenOnly: false, mayStartCuff: false })
  })
})

describe('what became of a start', () => {
  it('H19 is told: it runs until the module says how it ended', () => {
    const { start, say, pass, phase, outcome } = ready()
    start()
    say(RECEIVED)
    pass(1_000, AT_REST)
    // "Done" is of something else before the cuff was inflated.
    say(DONE)
    expect(phase()).toBe('starting')
    pass(1_000, UP)
    expect([phase(), outcome()]).toEqual(['measuring', null])
    pass(500, AT_REST)
    expect(phase()).toBe('measuring')
    say(DONE)
    expect([phase(), outcome()]).toEqual(['idle', 'done'])
  })

  it.each([
    ['busy', BUSY],
    ['error', ERROR],
    ['aborted', ABORTED],
  ])('H19 is told: %s', (outcome, said) => {
    const one = ready()
    one.start()
    one.say(said)
    expect([one.phase(), one.outcome()]).toEqual(['idle', outcome])
    // If the cuff is inflated all the same, a stop is offered again.
    one.pass(500, UP)
    expect(one.phase()).toBe('measuring')
  })

  it('H19 is told where the cuff stays empty, and never while nothing is heard', () => {
    const empty = ready()
    empty.start()
    empty.pass(9_000, AT_REST)
    expect(empty.phase()).toBe('starting')
    empty.pass(2_000, AT_REST)
    expect([empty.phase(), empty.outcome()]).toEqual(['idle', 'noAnswer'])
    const silent = ready()
    silent.start()
    silent.pass(60_000)
    expect(silent.phase()).toBe('starting')
  })

  it('H19 is over without a last word once the cuff is at rest', () => {
    const { start, pass, phase, outcome } = ready()
    start()
    pass(2_000, UP)
    pass(2_000, AT_REST)
    expect([phase(), outcome()]).toEqual(['idle', null])
  })
})

describe('a stop', () => {
  it('H19 goes out at once, ahead of any question, in every state of the line, as often as it is asked for', () => {
    const one = bench()
    expect(one.stop()).toBe('sent')
    one.pass(3_000, AT_REST)
    one.start()
    expect(one.stop()).toBe('sent')
    expect(one.sent.slice(-2)).toEqual([START.adult, STOP])
    one.pass(10_000)
    expect(one.stop()).toBe('sent')
    expect(one.sent.at(-1)).toBe(STOP)
    expect(one.moved()).toEqual([STOP, START.adult, STOP, STOP])
  })

  it('H19 is over when the cuff is at rest, and says where it is not', () => {
    const { start, stop, say, pass, phase, outcome } = ready()
    start()
    pass(2_000, UP)
    stop()
    expect(phase()).toBe('stopping')
    say(ABORTED)
    pass(1_000, UP)
    expect([phase(), outcome()]).toEqual(['stopping', 'aborted'])
    pass(4_000, UP)
    expect(phase()).toBe('stopFailed')
    expect(start()).toBe('cuffInUse')
    pass(2_000, AT_REST)
    expect([phase(), outcome()]).toEqual(['idle', 'aborted'])
  })
})

describe('with the twin', () => {
  function run(acts: ReadonlyMap<number, DeviceAct>, untilMs: number) {
    const twin = createTwin({ scenario: 'stable', seed: 3, startUtcMs: 0 })
    const said: Measurement[] = []
    const phases: CuffPhase[] = []
    let nowMs = 0
    const decoder = new SuntechDecoder(
      { measure: (one) => said.push(one), send: (bytes) => twin.receive(bytes, nowMs) },
      ALLOWED,
    )
    for (; nowMs < untilMs; nowMs += TICK_MS) {
      decoder.push(twin.produce(nowMs), nowMs)
      decoder.tick(nowMs)
      const act = acts.get(nowMs)
      if (act !== undefined) decoder.act(act, nowMs)
      const phase = decoder.cuff?.phase ?? 'unknown'
      if (phases.at(-1) !== phase) phases.push(phase)
    }
    const values = (id: string) =>
      said.flatMap((one) => (one.type === 'numeric' && one.channel.id === id ? [one.value] : []))
    return { phases, values, outcome: decoder.cuff?.outcome }
  }
  const SYSTOLIC = 'MDC_PRESS_BLD_NONINV_SYS'
  const CUFF = 'X_SUNTECH_NIBP_CUFF'

  it('a start brings a reading, with the pressure of the age class', () => {
    for (const [patient, most] of [
      ['adult', 160],
      ['neonate', 85],
    ] as const) {
      // The plan of the twin is over until five minutes have passed.
      const { phases, values, outcome } = run(new Map([[70_000, { kind: 'startCuff', patient }]]), 120_000)
      expect(phases.slice(-4)).toEqual(['idle', 'starting', 'measuring', 'idle'])
      expect(outcome).toBe('done')
      expect(values(SYSTOLIC)).toHaveLength(2)
      const pressures = values(CUFF)
        .slice(-200)
        .filter((value) => value !== null)
      expect(Math.max(...pressures)).toBeGreaterThan(most - 10)
      expect(Math.max(...pressures)).toBeLessThanOrEqual(most)
    }
  })

  it('a stop empties the cuff, and there is no reading', () => {
    const { phases, values, outcome } = run(
      new Map<number, DeviceAct>([
        [70_000, { kind: 'startCuff', patient: 'adult' }],
        [80_000, { kind: 'stopCuff' }],
      ]),
      120_000,
    )
    expect(phases.slice(-5)).toEqual(['idle', 'starting', 'measuring', 'stopping', 'idle'])
    expect(outcome).toBe('aborted')
    expect(values(SYSTOLIC).at(-1)).toBeNull()
    expect(values('X_SUNTECH_NIBP_ERROR').at(-1)).toBe(0x56)
  })

  it('a start during a measurement of its own is busy, and that one can be stopped', () => {
    const { phases, values } = run(
      new Map<number, DeviceAct>([
        [30_000, { kind: 'startCuff', patient: 'adult' }],
        [31_000, { kind: 'stopCuff' }],
      ]),
      90_000,
    )
    expect(phases).toEqual(['unknown', 'idle', 'measuring', 'stopping', 'idle'])
    expect(values(SYSTOLIC)).toEqual([null])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Measurement } from '../model/measurement.ts'
import { QUESTION, TWIN } from './codes.ts'
import { Tm2655Decoder } from './decode.ts'
import { createTwin } from './encode.ts'

const TICK_MS = 50
const HEAD = [0x16, 0x16, 0x01, 0x30, 0x20, 0x06]

const fields = (...texts: readonly string[]) => texts.join('\x1e')
function reply(text: string, { head = HEAD, check = [0x00] as readonly number[] } = {}): Uint8Array {
  return Uint8Array.of(...head, 0x02, ...Array.from(text, (letter) => letter.charCodeAt(0)), 0x03, ...check)
}
const OLD = fields('TM2655', '2611220900', '', '', '0', 'S110', 'M83', 'D70', 'P60')
/** The one text that the specification prints. */
const NEW = fields('TM2655', '2611220941', '', '', '0', 'S120', 'M93', 'D80', 'P72')

function hear(pieces: readonly Uint8Array[], everything = false) {
  const said: Measurement[] = []
  const decoder = new Tm2655Decoder({
    measure: (one) => said.push(one),
    ...(everything && { wantsEverything: true }),
  })
  for (const piece of pieces) decoder.push(piece, 0)
  decoder.end(0)
  return { said, counts: decoder.counts }
}

const times = (count: number, text: string, more: Parameters<typeof reply>[1] = {}) =>
  Array.from({ length: count }, () => reply(text, more))

function shown(pieces: readonly Uint8Array[], everything = false): readonly string[] {
  return hear(pieces, everything).said.flatMap((one) =>
    one.type === 'numeric' && one.channel.timing === 'episodic'
      ? [`${one.channel.vendor} ${one.value} ${one.validity}`]
      : [],
  )
}

const readAfterOld = (text: string) => shown([...times(3, OLD), ...times(3, text)])
const READING = ['S 120 good', 'D 80 good', 'M 93 good', 'P 72 good', 'L null invalid']

describe('a reading', () => {
  it('is shown with the time of the kiosk once three replies say the same', () => {
    expect(readAfterOld(NEW)).toEqual(READING)
    expect(shown([...times(3, OLD), ...times(2, NEW)])).toEqual([])
    const { said } = hear([...times(3, OLD), ...times(9, NEW)])
    const systolic = said.filter((one) => one.type === 'numeric' && one.channel.vendor === 'S')
    expect(systolic).toMatchObject([{ value: 120, measuredDeviceMs: Date.UTC(2026, 10, 22, 9, 41) }])
  })

  it('that stood in the kiosk before is shown to nobody, and listed by decode', () => {
    expect(shown(times(9, NEW))).toEqual([])
    expect(shown(times(3, NEW), true)).toEqual([...READING, ...READING, ...READING])
  })

  it('that was taken while the line was silent is of nobody knows when', () => {
    const said: Measurement[] = []
    const decoder = new Tm2655Decoder({ measure: (one) => said.push(one) })
    const push = (texts: readonly Uint8Array[], fromMs: number) => {
      for (const [index, bytes] of texts.entries()) decoder.push(bytes, fromMs + 2_000 * index)
    }
    push(times(3, OLD), 0)
    push(times(5, NEW), 60_000)
    expect(said.some((one) => one.type === 'numeric' && one.channel.vendor === 'S')).toBe(false)
  })

  it('is told by its letters, not by their order', () => {
    expect(
      readAfterOld(fields('TM2655', '2611220941', '', '', '0', 'P 72', 'D 80', 'S120', 'M 93', 'L180', '12')),
    ).toEqual(['S 120 good', 'D 80 good', 'M 93 good', 'P 72 good', 'L 180 good'])
  })

  it.each([
    ['with an error', fields('TM2655', '2611220941', '', '', '5', 'S120', 'M93', 'D80', 'P72')],
    ['with an error alone', fields('TM2655', '2611220941', '', '', '5')],
    ['without a systolic', fields('TM2655', '2611220941', '', '', '0', 'S', 'M93', 'D80', 'P72')],
    ['with a diastolic above the systolic', fields('TM2655', '2611220941', '', '', '0', 'S80', 'D120')],
    ['with one pressure for both', fields('TM2655', '2611220941', '', '', '0', 'S93', 'M93', 'D93')],
    ['with a mean outside', fields('TM2655', '2611220941', '', '', '0', 'S120', 'M130', 'D80')],
  ])('%s has no number', (_what, text) => {
    expect(readAfterOld(text)).toEqual(['S', 'D', 'M', 'P', 'L'].map((letter) => `${letter} null invalid`))
  })

  it('says why there is none by the number of the kiosk', () => {
    const { said } = hear(times(3, fields('TM2656', '2611220941', '', '', '12')))
    const errors = said.filter((one) => one.type === 'numeric' && one.channel.vendor === 'error')
    expect(errors).toMatchObject([{ value: 12 }, { value: 12 }, { value: 12 }])
    expect(said[0]).toMatchObject({ type: 'identity', fields: { model: 'TM2656' } })
  })
})

describe('a reply', () => {
  it('has any head that ends as it must, and a check or none', () => {
    for (const check of [[], [0x5a]])
      for (const head of [HEAD, [0x06]]) {
        const { counts } = hear(times(3, OLD, { check, head }))
        expect(counts).toEqual({
          good: 3,
          checksum: 0,
          length: 0,
          short: 0,
          escape: 0,
          partial: 0,
          skippedBytes: 0,
        })
      }
  })

  it.each([
    ['a day that does not exist', OLD.replace('2611220900', '2602300900')],
    ['another device', OLD.replace('TM2655', 'UA767')],
    ['a letter twice', `${OLD}\x1eS110`],
    ['an error that is none', OLD.replace('\x1e0\x1e', '\x1eE\x1e')],
    ['no error', OLD.replace('\x1e0\x1e', '\x1e')],
    ['letters for digits', OLD.replace('S110', 'S1l0')],
  ])('with %s is refused', (_what, text) => {
    expect(hear(times(3, text)).counts).toMatchObject({ good: 0, checksum: 3 })
  })

  it('starts the count again when it is damaged, or when bytes lie between two', () => {
    const noise = Uint8Array.from({ length: 20 }, () => 0x55)
    for (const bad of [noise, reply(NEW.replace('TM', 'XM')), reply('short')]) {
      const pieces = [...times(3, OLD), ...times(2, NEW), bad, ...times(2, NEW)]
      expect(shown(pieces)).toEqual([])
      expect(shown([...pieces, reply(NEW)])).toEqual(READING)
    }
  })

  it('is damaged where it says something else of the same time, unless it says so again and again', () => {
    const other = OLD.replace('S110', 'S11')
    const once = hear([...times(3, OLD), reply(other), ...times(3, OLD)])
    expect(once.counts).toMatchObject({ good: 6, checksum: 1 })
    expect(shown([...times(3, OLD), ...times(4, OLD.replace('S110', 'S115'))])).toEqual([])
    expect(shown([...times(3, OLD), ...times(5, OLD.replace('S110', 'S115'))])[0]).toBe('S 115 good')
  })

  it('stands as far from the next as that from the one before, or a byte was lost', () => {
    const shorter = reply(OLD, { head: HEAD.slice(1) })
    expect(hear([...times(3, OLD), shorter, reply(OLD)]).counts).toMatchObject({ good: 5, skippedBytes: 13 })
  })

  it('never makes it throw, on any bytes, and is the same however it is cut', () => {
    const piece = fc.oneof(fc.constantFrom(reply(OLD), reply(NEW)), fc.uint8Array({ maxLength: 12 }))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.integer({ min: 1, max: 30 }), (pieces, size) => {
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
  it('are for the last reading every two seconds and nothing else, and bring each new one once', () => {
    const startUtcMs = Date.UTC(2026, 0, 1)
    const twin = createTwin({ scenario: 'stable', seed: 3, startUtcMs })
    const sentMs: number[] = []
    const said: Measurement[] = []
    let nowMs = 0
    const decoder = new Tm2655Decoder({
      measure: (one) => said.push(one),
      send: (bytes) => {
        expect([...bytes]).toEqual([...QUESTION])
        sentMs.push(nowMs)
        twin.receive(bytes, nowMs)
      },
    })
    for (; nowMs < 400_000; nowMs += TICK_MS) {
      decoder.push(twin.produce(nowMs), nowMs)
      decoder.tick(nowMs)
    }
    expect(sentMs.slice(0, 3)).toEqual([0, 2_000, 4_000])
    const readings = said.filter((one) => one.type === 'numeric' && one.channel.vendor === 'S')
    expect(readings.map((one) => one.type === 'numeric' && one.measuredDeviceMs)).toEqual(
      [0, TWIN.everySeconds].map(
        (seconds) => startUtcMs + Math.floor((TWIN.firstSeconds + seconds) / 60) * 60_000,
      ),
    )
  })
})

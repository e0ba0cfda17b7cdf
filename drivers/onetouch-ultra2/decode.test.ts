import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Measurement } from '../model/measurement.ts'
import { QUESTION, TWIN } from './codes.ts'
import { Ultra2Decoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { type Ultra2Options, ultra2Options } from './options.ts'

const TICK_MS = 50
const GLUCOSE = 'MDC_CONC_GLU_CAPILLARY_WHOLEBLOOD'

function line(text: string): string {
  const sum = Array.from(text).reduce((total, letter) => total + letter.charCodeAt(0), 0)
  return `${text} ${sum.toString(16).toUpperCase().padStart(4, '0')}\r\n`
}
const header = (count: number, serial = 'METER0001') =>
  line(`P ${String(count).padStart(3, '0')},"${serial}","MG/DL "`)
const record = (time: string, result: string, date = '11/22/26', flag = 'N') =>
  line(`P "SUN","${date}","${time}   ","${result}","${flag}","00", 00`)
const OLD = record('08:00:00', '  097 ')
const NEW = record('09:41:00', '  131 ')

function meter(options: Partial<Ultra2Options> = {}, everything = false) {
  const said: Measurement[] = []
  const decoder = new Ultra2Decoder(
    { measure: (one) => said.push(one), ...(everything && { wantsEverything: true }) },
    ultra2Options.parse(options),
  )
  const push = (text: string, atMs = 0) =>
    decoder.push(
      Uint8Array.from(text, (letter) => letter.charCodeAt(0)),
      atMs,
    )
  const shown = () =>
    said.flatMap((one) =>
      one.type === 'numeric' && one.channel.id === GLUCOSE ? [`${one.value} ${one.validity}`] : [],
    )
  return { said, decoder, push, shown }
}

const clock = (time: string) => line(`F "SUN","11/22/26","${time}   "`)

function listed(result: string): readonly string[] {
  const { said, push } = meter({}, true)
  push(header(1) + record('08:00:00', result))
  return said.flatMap((one) =>
    one.type === 'numeric' &&
    ['result', 'result out of range', 'control solution'].includes(one.channel.vendor)
      ? [`${one.channel.vendor} ${one.value} ${one.validity}`]
      : [],
  )
}

describe('whose reading', () => {
  it('is one that comes into the memory while the meter stays joined, and no older one', () => {
    const { push, shown, said } = meter()
    push(header(1) + OLD)
    expect(shown()).toEqual([])
    push(header(2) + NEW + OLD, 6_000)
    push(header(2) + NEW + OLD, 12_000)
    expect(shown()).toEqual(['131 good'])
    expect(said).toContainEqual(
      expect.objectContaining({ value: 131, measuredDeviceMs: Date.UTC(2026, 10, 22, 9, 41), atMs: 6_000 }),
    )
  })

  it('has its age by the clock of the meter', () => {
    const { push, said } = meter()
    push(clock('09:40:55') + header(1) + OLD)
    push(header(2) + NEW + OLD, 7_000)
    const reading = said.find((one) => one.type === 'numeric' && one.channel.id === GLUCOSE)
    const takenMs = Date.UTC(2026, 10, 22, 9, 41)
    expect(reading).toMatchObject({ measuredDeviceMs: takenMs, deviceMs: takenMs + 2_000, atMs: 7_000 })
  })

  it('is not one that was taken while the meter was away, silent, unplugged or another one', () => {
    const silent = meter()
    silent.push(header(1) + OLD)
    silent.push(header(2) + NEW + OLD, 60_000)
    const unplugged = meter()
    unplugged.push(header(1) + OLD)
    unplugged.decoder.end(1_000)
    unplugged.push(header(2) + NEW + OLD, 6_000)
    const other = meter()
    other.push(header(1) + OLD)
    other.push(header(2, 'METER0002') + NEW + OLD, 6_000)
    for (const one of [silent, unplugged, other]) expect(one.shown()).toEqual([])
  })

  it('is all of them where the meter is the patient\u2019s own, from the latest on', () => {
    const { push, shown, decoder, said } = meter({ ownMeter: true })
    push(clock('09:00:00') + header(2) + OLD + record('07:00:00', '  110 '))
    expect(shown()).toEqual(['97 good'])
    decoder.end(1_000)
    push(
      clock('11:00:00') + header(4) + record('10:00:00', '  140 ') + NEW + OLD + record('07:00:00', '  110 '),
      90_000,
    )
    expect(shown()).toEqual(['97 good', '131 good', '140 good'])
    const last = said.findLast((one) => one.type === 'numeric' && one.channel.id === GLUCOSE)
    expect(last?.deviceMs).toBe(Date.UTC(2026, 10, 22, 11))
  })

  it('is none whose age nobody knows, because the meter did not say its clock', () => {
    const { push, shown } = meter({ ownMeter: true })
    push(header(1) + OLD)
    expect(shown()).toEqual([])
    push(header(2) + NEW + OLD, 6_000)
    expect(shown()).toEqual(['131 good'])
    // Away for a minute: the clock has to be said anew.
    push(header(3) + record('10:00:00', '  140 ') + NEW + OLD, 90_000)
    expect(shown()).toEqual(['131 good'])
  })

  it('is told by what was there before, also when the clock of the meter was set back', () => {
    const { push, shown } = meter()
    push(header(1) + NEW)
    push(header(2) + OLD + NEW, 6_000)
    expect(shown()).toEqual(['97 good'])
  })

  it('waits for a whole answer', () => {
    const { push, shown } = meter()
    push(header(1) + OLD)
    push(header(2) + NEW + OLD.replace('097', '079').replace('08:', '80:'), 6_000)
    push(`${header(3)}${NEW}`, 7_000)
    expect(shown()).toEqual([])
    push(header(2) + NEW + OLD, 12_000)
    expect(shown()).toEqual(['131 good'])
  })

  it('is not an old one that was missed before because a line came twice, nor one behind a known one', () => {
    const older = record('07:00:00', '  110 ')
    const { push, shown } = meter()
    push(header(2) + OLD + OLD)
    push(header(2) + OLD + older, 6_000)
    expect(shown()).toEqual([])
    push(header(3) + OLD + older + record('06:00:00', '  099 '), 12_000)
    expect(shown()).toEqual([])
  })

  it('is none of an empty memory, and the first that comes into it', () => {
    const { push, shown } = meter()
    push(header(0))
    push(header(1) + NEW, 6_000)
    expect(shown()).toEqual(['131 good'])
  })
})

describe('a result', () => {
  it.each([
    ['  081 ', ['result 81 good', 'result out of range 0 good']],
    ['  600 ', ['result 600 good', 'result out of range 0 good']],
    ['  081?', ['result null invalid', 'result out of range 0 good']],
    [' HIGH ', ['result null invalid', 'result out of range 1 good']],
    ['  LOW ', ['result null invalid', 'result out of range -1 good']],
    ['  601 ', ['result null invalid', 'result out of range 1 good']],
    ['  019 ', ['result null invalid', 'result out of range -1 good']],
    ['C 112 ', ['control solution 112 good']],
  ])('"%s"', (result, expected) => {
    expect(listed(result)).toEqual(expected)
  })

  it('with control solution is nothing of a patient', () => {
    const { push, shown, said } = meter()
    push(header(1) + OLD)
    push(header(2) + record('09:41:00', 'C 112 ') + OLD, 6_000)
    expect(shown()).toEqual([])
    expect(said.some((one) => one.type === 'numeric' && one.channel.vendor === 'control solution')).toBe(
      false,
    )
  })

  it.each([
    ['a result that nobody knows', record('09:41:00', '  ?!? ')],
    ['a date that does not exist', record('09:41:00', '  131 ', '02/30/26')],
    ['an answer to something else', line('? "METER0001"')],
  ])('%s is counted, and its answer tells nothing', (_what, text) => {
    const { push, shown, said } = meter()
    push(header(1) + OLD)
    push(header(2) + text + OLD, 6_000)
    expect(shown()).toEqual([])
    expect(said.at(-1)).toMatchObject({ type: 'fault', kind: 'unknownRecord' })
  })
})

describe('lines', () => {
  it('with one changed character are always refused', () => {
    const good = header(1) + OLD
    for (let at = 0; at < good.length; at++) {
      const bytes = Uint8Array.from(good, (letter) => letter.charCodeAt(0))
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 7))
      const { said, decoder } = meter({}, true)
      decoder.push(bytes, 0)
      decoder.end(0)
      const values = said.flatMap((one) =>
        one.type === 'numeric' && one.channel.id === GLUCOSE ? [one.value] : [],
      )
      expect([[], [97]]).toContainEqual(values)
    }
  })

  it('never throw, on any bytes, and are the same however they are cut', () => {
    const piece = fc.oneof(fc.constantFrom(header(1), header(2), OLD, NEW), fc.string({ maxLength: 10 }))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.integer({ min: 1, max: 30 }), (pieces, size) => {
        const text = pieces.join('')
        const whole = meter()
        whole.push(text)
        whole.decoder.end(0)
        const cut = meter()
        for (let at = 0; at < text.length; at += size) cut.push(text.slice(at, at + size))
        cut.decoder.end(0)
        expect(cut.said).toEqual(whole.said)
      }),
    )
  })
})

describe('questions', () => {
  function run(options: Partial<Ultra2Options>, untilMs: number, isAnswered = true) {
    const twin = createTwin({ scenario: 'stable', seed: 3, startUtcMs: Date.UTC(2026, 0, 1) })
    const sentMs: number[] = []
    const asked = new Set<string>()
    const said: Measurement[] = []
    let nowMs = 0
    const send = (bytes: Uint8Array) => {
      asked.add(bytes.join())
      if (bytes.join() === QUESTION.memory.join()) sentMs.push(nowMs)
      if (isAnswered) twin.receive(bytes, nowMs)
    }
    const decoder = new Ultra2Decoder(
      { measure: (one) => said.push(one), send },
      ultra2Options.parse(options),
    )
    for (; nowMs < untilMs; nowMs += TICK_MS) {
      decoder.push(twin.produce(nowMs), nowMs)
      decoder.tick(nowMs)
    }
    return { sentMs, asked, said, quietMs: decoder.quietMs }
  }

  it('come every six seconds, answered or not, or as seldom as an engineer says', () => {
    expect(run({}, 20_000).sentMs).toEqual([50, 6_050, 12_050, 18_050])
    // The clock is waited for.
    expect(run({}, 20_000, false).sentMs).toEqual([1_000, 7_000, 13_000, 19_000])
    const seldom = run({ everySeconds: 60 }, 100_000)
    expect(seldom.sentMs).toEqual([50, 60_050])
    const known = Object.values(QUESTION).map((question) => question.join())
    expect([...seldom.asked].sort()).toEqual(known.sort())
    expect(seldom.quietMs).toBe(150_000)
  })

  it('wait for the end of a long answer', () => {
    const sentMs: number[] = []
    let nowMs = 0
    const decoder = new Ultra2Decoder(
      { measure: () => undefined, send: () => sentMs.push(nowMs) },
      ultra2Options.parse({}),
    )
    for (; nowMs < 30_000; nowMs += TICK_MS) {
      if (nowMs < 20_000) decoder.push(Uint8Array.of(0x50), nowMs)
      decoder.tick(nowMs)
    }
    expect(sentMs).toEqual([22_950, 23_950, 28_950, 29_950])
  })

  it('bring each reading once, within one round of when it was taken', () => {
    const { said } = run({}, 110_000)
    const readings = said.flatMap((one) =>
      one.type === 'numeric' && one.channel.id === GLUCOSE
        ? [one.atMs - ((one.measuredDeviceMs ?? 0) - Date.UTC(2026, 0, 1))]
        : [],
    )
    expect(readings).toHaveLength(3)
    expect(TWIN.firstSeconds + 2 * TWIN.everySeconds).toBeLessThan(110)
    for (const lateMs of readings) {
      expect(lateMs).toBeGreaterThanOrEqual(0)
      expect(lateMs).toBeLessThanOrEqual(6_200)
    }
  })
})

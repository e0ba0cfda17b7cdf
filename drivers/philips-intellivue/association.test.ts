import { describe, expect, it } from 'vitest'
import { associationRequest } from './association.ts'
import {
  ASSOCIATION,
  ATTRIBUTE,
  CLASS,
  COMMAND,
  GROUP,
  INVOKE,
  MTU,
  RELEASE_ANSWER,
  SESSION_BYTE,
  SET_STATUS,
  TIMING,
} from './codes.ts'
import { associationAnswer, busyError, createEvent, priorityResult, setError } from './encode-messages.ts'
import { frameMessage } from './frame.ts'
import { createResult, selectLabels, singlePoll } from './requests.ts'
import { Line, WIRES, type WireName } from './testing/line.ts'
import { hexOf, messageOf } from './testing/messages.ts'
import { createNetworkTwin } from './twin.ts'

const { connect: CONNECT, release: RELEASE } = SESSION_BYTE
const TICK_MS = 100

/** Hexadecimal text of every message the station sent. */
const sentBy = ({ log }: Line) => log.map(({ bytes, atMs }) => ({ atMs, hex: hexOf(messageOf(bytes)) }))
const asksFor = (attribute: number) => attribute.toString(16)
const setsOf = (line: Line, attribute: number) =>
  sentBy(line).filter(({ hex }) => hex.includes(asksFor(attribute)))
const numbersOf = ({ listener }: Line) =>
  new Set(listener.said.flatMap((one) => (one.type === 'numeric' ? [one.channel.label] : [])))

describe.each(WIRES)('an association on the %s wire', (wire) => {
  it('confirms the device system at once, under the id of the event, and again when it comes again', () => {
    const line = new Line(wire)
    line.run(500, () => undefined)
    line.hear(associationAnswer(8000, 996))
    for (const invoke of [7, 7, 9]) {
      const before = line.listener.sent.length
      line.hear(createEvent(invoke, 1000, 0))
      const [answer] = line.listener.sent.slice(before)
      expect(hexOf(messageOf(answer))).toBe(hexOf(createResult(invoke)))
    }
  })

  it('gives up on a monitor that grants an association and then does not say what it is', () => {
    const line = new Line(wire)
    line.run(500, () => undefined)
    line.hear(associationAnswer(8000, 996))
    line.run(TIMING.createWaitMs + 2 * TICK_MS, () => undefined)
    expect(line.times(RELEASE)).toHaveLength(2)
    line.run(TIMING.afterReleaseMs + TICK_MS, () => undefined)
    expect(line.times(CONNECT)).toHaveLength(2)
  })

  it('keeps alive with a short question, well inside the ten seconds after which a monitor ends it', () => {
    const line = new Line(wire).run(100_000)
    const sent = sentBy(line)
    for (const [index, { atMs }] of sent.entries()) {
      expect(atMs - (sent[index - 1]?.atMs ?? 0)).toBeLessThanOrEqual(TIMING.keepAliveMs + TIMING.spacingMs)
    }
    const target = { objectClass: CLASS.alert, group: GROUP.constant }
    const isKeepAlive = (hex: string) => hex.endsWith(hexOf(singlePoll(0, 0, target)).slice(-8))
    expect(sent.filter(({ hex }) => isKeepAlive(hex)).length).toBeGreaterThan(20)
  })

  it('is given back when the station leaves: until then another one is refused', () => {
    const first = new Line(wire).run(5_000)
    const answerToAnother = () => {
      first.twin.produce(first.nowMs)
      const request = associationRequest(MTU.serial)
      first.twin.receive(wire === 'serial' ? frameMessage(request) : request, first.nowMs)
      const [answer] = [first.twin.produce(first.nowMs)].flat()
      return messageOf(answer)[0]
    }
    expect(answerToAnother()).toBe(SESSION_BYTE.refuse)
    first.listener.decoder.leave(first.nowMs)
    first.sendAll()
    expect(first.log.at(-1)?.first).toBe(RELEASE)
    const [answer] = [first.twin.produce(first.nowMs)].flat()
    expect(hexOf(messageOf(answer))).toBe(hexOf(Uint8Array.from(RELEASE_ANSWER)))
    expect(answerToAnother()).toBe(SESSION_BYTE.accept)
  })

  it('needs no farewell where there is none, and nothing is sent twice', () => {
    const silent = new Line(wire, { listenOnly: true }).run(1_000)
    silent.listener.decoder.leave(silent.nowMs)
    const fresh = new Line(wire)
    fresh.listener.decoder.leave(0)
    expect([...silent.listener.sent, ...fresh.listener.sent]).toEqual([])
    const line = new Line(wire).run(5_000)
    const before = line.listener.sent.length
    line.listener.decoder.leave(line.nowMs)
    line.listener.decoder.leave(line.nowMs)
    expect(line.listener.sent.length - before).toBe(1)
  })
})

/** A line whose monitor answers one kind of request as `answer` says; null leaves it without an answer. */
function withAnswer(
  wire: WireName,
  attribute: number,
  answer: (() => Uint8Array) | null,
  options: ConstructorParameters<typeof Line>[1],
): Line {
  const line = new Line(wire, options)
  line.run(20_000, (bytes) => {
    if (!hexOf(messageOf(bytes)).includes(asksFor(attribute))) line.twin.receive(bytes, line.nowMs)
    else if (answer !== null) line.hear(answer())
  })
  return line
}

describe.each([
  { name: 'waves', attribute: ATTRIBUTE.wavePriority, invoke: INVOKE.waves },
  { name: 'numerics', attribute: ATTRIBUTE.numericPriority, invoke: INVOKE.numerics },
] as const)('the list of $name', ({ attribute, invoke }) => {
  const options = { numerics: ['hr', 'abp'] as ('hr' | 'abp')[] }

  it.each(WIRES)('is not asked for again when the monitor refuses it, and polls go on (%s)', (wire) => {
    const refused = withAnswer(
      wire,
      attribute,
      () => setError(invoke, attribute, SET_STATUS.accessDenied),
      options,
    )
    expect(setsOf(refused, attribute)).toHaveLength(1)
    expect(refused.values).toBeGreaterThan(0)
    expect(refused.listener.said.some(({ type }) => type === 'wave')).toBe(true)
    expect(refused.times(CONNECT)).toHaveLength(1)
  })

  it.each(WIRES)('is asked for three times when nobody answers, or the monitor is busy (%s)', (wire) => {
    for (const answer of [null, () => busyError(invoke)]) {
      const line = withAnswer(wire, attribute, answer, options)
      expect(setsOf(line, attribute)).toHaveLength(3)
      expect(line.values).toBeGreaterThan(0)
    }
  })
})

describe.each(WIRES)('the numeric priority list on the %s wire', (wire) => {
  it('is neither asked for nor sent unless an engineer lists numerics', () => {
    const line = new Line(wire).run(10_000)
    expect(setsOf(line, ATTRIBUTE.numericPriority)).toEqual([])
    const request = sentBy(line).find(({ hex }) => hex.startsWith('0d'))?.hex ?? ''
    expect(request).toContain(`f0010008${ASSOCIATION.extensionBits.toString(16)}`)
    expect(numbersOf(line).size).toBeGreaterThan(15)
  })

  it('leaves the numbers that were listed, in one choice beside that of the waves', () => {
    const line = new Line(wire, { numerics: ['spo2', 'hr', 'nbp', 'bis'] }).run(10_000)
    const request = sentBy(line).find(({ hex }) => hex.startsWith('0d'))?.hex ?? ''
    expect(request).toContain('f00100088e000000')
    const [set, ...more] = setsOf(line, ATTRIBUTE.numericPriority)
    expect(set?.hex).toContain('f2390014' + '00040010' + '00024bb8' + '00024182' + '00024a04' + '0002f04e')
    expect(more).toEqual([])
    expect(numbersOf(line)).toEqual(new Set(['HR', 'SpO2', 'NIBP sys', 'NIBP dia', 'NIBP mean']))
    expect(line.listener.said.some(({ type }) => type === 'wave')).toBe(true)
    expect(line.listener.faults()).toEqual({})
  })

  it('is not sent to a monitor that does not grant it, which then sends all it has', () => {
    const line = new Line(wire, { numerics: ['hr'] })
    line.twin = line.freshTwin(false)
    line.run(10_000)
    expect(setsOf(line, ATTRIBUTE.numericPriority)).toEqual([])
    expect(numbersOf(line).size).toBeGreaterThan(15)
  })
})

it('is answered by the twin as a monitor would: refused without a grant, told when asked for', () => {
  const messages = (numericList: boolean, ...requests: readonly Uint8Array[]) => {
    const twin = createNetworkTwin({ scenario: 'stable', seed: 1, startUtcMs: 0 })
    twin.receive(associationRequest(MTU.network, numericList ? ASSOCIATION.numericListBit : 0), 0)
    twin.receive(createResult(1), 100)
    twin.produce(200)
    for (const request of requests) twin.receive(request, 300)
    return twin.produce(300).map((message) => hexOf(message))
  }
  const set = selectLabels(9, ATTRIBUTE.numericPriority, [0x00024182, 0x0002ffff])
  const strange = selectLabels(9, ATTRIBUTE.calibrationBar, [1])
  expect(messages(false, set)).toEqual([
    hexOf(setError(9, ATTRIBUTE.numericPriority, SET_STATUS.accessDenied)),
  ])
  expect(messages(true, strange)).toEqual([
    hexOf(setError(9, ATTRIBUTE.calibrationBar, SET_STATUS.noSuchAttribute)),
  ])
  expect(messages(true, set)).toEqual([
    hexOf(priorityResult(9, COMMAND.confirmedSet, ATTRIBUTE.numericPriority, [0x00024182])),
  ])
})

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { withShared } from '../../resources/testing/with-shared.ts'
import { ABORT, ATTRIBUTE, CLASS, MTU, REFUSE } from './codes.ts'
import { associationAnswer, createEvent } from './encode-messages.ts'
import { messageLength } from './message.ts'
import { Listener } from './testing/listener.ts'
import { alarms, object, pollMessages } from './testing/polls.ts'
import { networkTransport } from './transport.ts'
import { createNetworkTwin } from './twin.ts'

/** Minutes of a monitor take a second alone; a shared machine may be ten times slower. */
vi.setConfig({ testTimeout: 30_000 })
const TICK_MS = 100
const CONNECT = 0x0d

/** A station and a monitor on a network; `arrives` says what becomes of each datagram of the monitor. */
function meet(ms: number, arrives: (datagram: Uint8Array, atMs: number) => readonly Uint8Array[]) {
  const twin = createNetworkTwin({ scenario: 'stable', seed: 1, startUtcMs: 0 })
  const listener = new Listener({}, networkTransport)
  const sent: { atMs: number; message: Uint8Array }[] = []
  for (let nowMs = 0; nowMs < ms; nowMs += TICK_MS) {
    for (const datagram of twin.produce(nowMs))
      for (const one of arrives(datagram, nowMs)) listener.decoder.push(one, nowMs)
    listener.decoder.tick(nowMs)
    for (const message of listener.sent.splice(0)) {
      sent.push({ atMs: nowMs, message })
      twin.receive(message, nowMs)
    }
  }
  return { listener, sent }
}

const samplesOf = ({ said }: Listener, label: string) =>
  said.reduce(
    (sum, one) => sum + (one.type === 'wave' && one.channel.label === label ? one.samples.length : 0),
    0,
  )

it('associates, polls for minutes and keeps alive, in messages without frames, and larger than a serial line has', () => {
  const { listener, sent } = meet(120_000, (one) => [one])
  expect(listener.faults()).toEqual({})
  expect(sent.filter(({ message }) => message[0] === CONNECT)).toHaveLength(1)
  for (const { message } of sent) expect(messageLength(message)).toBe(message.length)
  const connect = sent.find(({ message }) => message[0] === CONNECT)?.message ?? new Uint8Array(0)
  const mtu = Buffer.alloc(8)
  mtu.writeUInt32BE(MTU.network, 0)
  mtu.writeUInt32BE(MTU.network, 4)
  expect(Buffer.from(connect).includes(mtu)).toBe(true)
  expect(samplesOf(listener, 'II')).toBeGreaterThan(115 * 500)
})

it('shows the patient of the twin, who says that he is simulated, as a proposal', () => {
  const { listener } = meet(10_000, (one) => [one])
  const fields = Object.assign(
    {},
    ...listener.said.flatMap((one) => (one.type === 'identity' ? [one.fields] : [])),
  )
  expect(fields).toMatchObject({ patientId: 'SIM-0001', patientName: 'SIMULATED' })
})

it('H6 draws nothing twice and nothing out of order, whatever the network does', () => {
  const clean = samplesOf(meet(60_000, (one) => [one]).listener, 'II')
  const doubled = meet(60_000, (one) => [one, one]).listener
  expect(samplesOf(doubled, 'II')).toBe(clean)
  expect(Object.keys(doubled.faults())).toEqual(['repeatedFrame'])
  let held: Uint8Array | null = null
  const swapped = meet(60_000, (one) => {
    if (held === null) {
      held = one
      return []
    }
    const both = [one, held]
    held = null
    return both
  }).listener
  expect(samplesOf(swapped, 'II')).toBeLessThan(clean)
  const stamps = swapped.said.flatMap((one) =>
    one.type === 'wave' && one.channel.label === 'II' ? [one.deviceMs ?? 0] : [],
  )
  expect(stamps).toEqual([...stamps].sort((one, other) => one - other))
})

it('comes back by itself when datagrams were lost for a while, and counts what was', () => {
  let index = 0
  const { listener } = meet(90_000, (one, atMs) =>
    atMs > 30_000 && atMs < 50_000 && index++ % 3 === 0 ? [] : [one],
  )
  expect(listener.faults().lostFrame).toBeGreaterThan(0)
  const last = listener.said.findLast((one) => one.type === 'numeric')
  expect(last?.atMs).toBeGreaterThan(88_000)
})

it('counts a linked part that the network lost, and ends no alarm by what is left', () => {
  const listener = new Listener({ listenOnly: true }, networkTransport)
  const many = Array.from({ length: 30 }, (_, index) => ({ words: `Alarm number ${index}`, type: 2 }))
  const result = (sequence: number) =>
    pollMessages(
      CLASS.alert,
      many.map((alarm, index) => object(index, alarms(ATTRIBUTE.technicalAlarms, alarm))),
      { sequence, ticks: 8192 * sequence },
    )
  expect(result(1).length).toBeGreaterThan(3)
  for (const message of result(1)) listener.decoder.push(message, 0)
  const alerts = () => listener.said.filter(({ type }) => type === 'alert').length
  expect([alerts(), listener.faults()]).toEqual([30, {}])
  for (const [index, message] of result(2).entries()) if (index !== 1) listener.decoder.push(message, 1000)
  expect([alerts(), listener.faults()]).toEqual([30, { lostFrame: 1 }])
})

it('associates anew after half a minute without a datagram', () => {
  const { listener, sent } = meet(90_000, (one, atMs) => (atMs > 20_000 && atMs < 50_000 ? [] : [one]))
  expect(sent.filter(({ message }) => message[0] === CONNECT).length).toBeGreaterThan(1)
  expect(listener.said.findLast((one) => one.type === 'wave')?.atMs).toBeGreaterThan(88_000)
})

it('answers an event that comes again, and forgets nothing by it', () => {
  const listener = new Listener({}, networkTransport)
  for (let atMs = 0; atMs <= 400; atMs += 100) listener.decoder.tick(atMs)
  listener.decoder.push(associationAnswer(8000, MTU.network), 400)
  const event = createEvent(7, 1000, 0)
  listener.sent.length = 0
  listener.decoder.push(event, 500)
  listener.decoder.push(event, 600)
  expect(listener.sent).toHaveLength(2)
  expect(listener.said.filter((one) => one.type === 'identity')).toHaveLength(1)
})

it('reads the length of every kind of message, and of nothing else', () => {
  const messages = [
    associationAnswer(8000, MTU.network),
    Uint8Array.from(ABORT),
    Uint8Array.from(REFUSE),
    ...pollMessages(6, []),
  ]
  for (const message of messages) expect(messageLength(message)).toBe(message.length)
  expect(messageLength(Uint8Array.of(0x0d, 0xff, 0x01, 0x02))).toBe(4 + 0x102)
  for (const bytes of [
    [],
    [0xc0, 0x11],
    [0xe1, 0x00, 0x00],
    [0xe1, 0x01, 0, 2, 0, 1, 0, 0],
    [0x0d],
    [0x0d, 0xff, 1],
  ])
    expect(messageLength(Uint8Array.from(bytes))).toBeNull()
})

it('H6 makes nothing of any datagram, and does not throw', () => {
  const head = fc.constantFrom([], [0xe1, 0, 0, 2], [0xe1, 0, 0, 2, 0, 2], [0x0e], [0, 0, 1, 0])
  fc.assert(
    fc.property(
      fc.array(fc.tuple(head, fc.uint8Array({ maxLength: 120 })), { maxLength: 6 }),
      (datagrams) => {
        const listener = new Listener({ listenOnly: true }, networkTransport)
        for (const [first, rest] of datagrams) {
          const datagram = Uint8Array.from([...first, ...rest])
          listener.decoder.push(datagram, 0)
          // The same with the length that it says.
          if (datagram.length >= 8 && datagram[0] === 0xe1) {
            new DataView(datagram.buffer).setUint16(6, datagram.length - 8)
            listener.decoder.push(datagram, 0)
          }
        }
        listener.decoder.end(0)
        expect(listener.said.filter((one) => one.type === 'numeric' || one.type === 'wave')).toEqual([])
      },
    ),
  )
})

withShared(
  'protocols/captures/philips_intellivue/pcap_udp/udp_payloads.derived.txt',
  'decodes every datagram of a real monitor on a network as it does the same messages framed, and its announcement',
  (path) => {
    const network = new Listener({ listenOnly: true }, networkTransport)
    const serial = new Listener()
    const framed = readFileSync(path.replace('udp_payloads', 'rs232_framed'), 'utf8')
    const monitorLines = (text: string) =>
      text.split('\n').flatMap((line) => {
        const [, direction, , payload] = line.trim().split(' ')
        return (direction === 'M' || direction === 'B') && payload !== undefined
          ? [{ direction, bytes: Uint8Array.from(Buffer.from(payload, 'hex')) }]
          : []
      })
    const datagrams = monitorLines(readFileSync(path, 'utf8'))
    const [first] = datagrams
    for (const { bytes } of datagrams) network.decoder.push(bytes, 0)
    for (const { bytes } of monitorLines(framed)) serial.decoder.push(bytes, 0)
    expect(network.decoder.counts).toMatchObject({ good: datagrams.length, length: 0, skippedBytes: 0 })
    expect(first?.direction).toBe('B')
    expect(network.said[0]).toMatchObject({
      type: 'identity',
      fields: { model: 'M8003A', software: 'G.01.80' },
    })
    const values = ({ said }: Listener) => said.filter(({ type }) => type === 'numeric' || type === 'wave')
    expect(values(network)).toEqual(values(serial))
    expect(values(network).length).toBeGreaterThan(200)
    expect(network.faults()).toEqual({ unknownRecord: 1 })
  },
)

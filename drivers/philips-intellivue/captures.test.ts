import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { withShared } from '../../resources/testing/with-shared.ts'
import { grantedBits } from './association.ts'
import { hex } from './channels.ts'
import { ATTRIBUTE, CLASS, COMMAND, EVENT } from './codes.ts'
import { type Message, messageLength, readMessage } from './message.ts'
import { Reader } from './reader.ts'
import { readSamples } from './samples.ts'
import { Listener } from './testing/listener.ts'
import { hexOf } from './testing/messages.ts'
import { networkTransport, serialTransport } from './transport.ts'
import { FactBook } from './wave-facts.ts'

/** What the independent decode says about messages, not values. */
interface Expected {
  readonly roer: readonly { readonly invoke: number; readonly err: number }[]
  readonly assoc_response: string
  readonly prio_set_result: readonly string[]
  readonly mds_create: Readonly<Record<string, string>>
  readonly linked: Readonly<Record<string, number>>
  readonly apdu_counts: Readonly<Record<string, number>>
}

const CAPTURES = 'protocols/captures/philips_intellivue'
const SERIAL = `${CAPTURES}/mp70_rs232`
/** All recordings take a second alone; a shared machine may be ten times slower. */
const SLOW_MS = 30_000
const recordingsIn = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('dd_'))

/** Every message of a recording of the serial line, handed on while its bytes are valid. */
function eachMessage(path: string, see: (message: Message, bytes: Uint8Array) => void): void {
  const framer = serialTransport.framer({
    onFrame(frame) {
      const bytes = serialTransport.messageOf(frame)
      if (bytes !== null) see(readMessage(bytes), bytes)
    },
    onFault: () => undefined,
  })
  framer.push(readFileSync(path))
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1
}

withShared(
  SERIAL,
  'reads association, system event, wave list, errors, polls and links of every recording as the independent decode does',
  (folder) => {
    for (const file of recordingsIn(folder)) {
      const want = JSON.parse(readFileSync(join(folder, 'expected', `${file}.json`), 'utf8')) as Expected
      const errors: { invoke: number; err: number }[] = []
      const granted: (number | null)[] = []
      const chosen: string[] = []
      const linked: Record<string, number> = {}
      const polls: Record<string, number> = {}
      let system: Record<string, string> = {}
      eachMessage(join(folder, file), (message, bytes) => {
        if (message.kind === 'association') granted.push(grantedBits(bytes))
        if (message.kind === 'error') errors.push({ invoke: message.invoke, err: message.error })
        if (message.kind === 'event' && message.type === EVENT.create) {
          system = Object.fromEntries([...message.attributes].map(([id, value]) => [hex(id), hexOf(value)]))
        }
        if (message.kind === 'result' && message.command === COMMAND.confirmedSet) {
          const list = message.attributes.get(ATTRIBUTE.wavePriority)
          if (list !== undefined) chosen.push(`F23A ${hexOf(list)}`)
        }
        if (message.kind !== 'poll') return
        if (message.link !== null) count(linked, `state=${message.link.state} count=${message.link.count}`)
        const { extended, objectClass, group } = message
        const operation = message.link === null ? 'RORS' : 'ROLRS'
        const action = extended ? 'F13B' : '0C16'
        count(polls, `${operation} cmd=7 action=${action} class=${objectClass} grp=${hex(group)}`)
      })
      const isPoll = ([name]: readonly [string, number]) => name.includes('action=')
      expect(errors, file).toEqual(want.roer.map(({ invoke, err }) => ({ invoke, err })))
      expect(granted, file).toEqual([0x88000000])
      expect(want.assoc_response, file).toContain('f001000888000000')
      expect(chosen, file).toEqual(want.prio_set_result)
      expect(system, file).toEqual(want.mds_create)
      expect(linked, file).toEqual(want.linked)
      expect(polls, file).toEqual(Object.fromEntries(Object.entries(want.apdu_counts).filter(isPoll)))
    }
  },
  SLOW_MS,
)

withShared(
  SERIAL,
  'has a scale that agrees with the calibration bar of every wave in every recording, which is not used otherwise',
  (folder) => {
    const seen = new Set<number>()
    for (const file of recordingsIn(folder)) {
      eachMessage(join(folder, file), (message) => {
        if (message.kind !== 'poll' || message.objectClass !== CLASS.wave) return
        for (const { attributes } of message.objects) {
          const bar = attributes.get(ATTRIBUTE.calibrationBar)
          const book = new FactBook()
          const isTold = book.learn(attributes) && attributes.has(ATTRIBUTE.scale)
          const spec = attributes.get(ATTRIBUTE.waveSpec)
          if (bar === undefined || !isTold || spec === undefined) continue
          const facts = book.of(new Reader(spec).u16() * 2)
          const reader = new Reader(bar)
          const [low, high] = [reader.float(), reader.float()]
          const [lowSample, highSample] = [reader.u16(), reader.u16()]
          const gain = facts?.scale?.gain ?? 0
          const height = (highSample - lowSample) * gain
          // To the nearest sample.
          expect(Math.abs(height - ((high ?? 0) - (low ?? 0)))).toBeLessThanOrEqual(gain)
          seen.add(facts?.label ?? 0)
        }
      })
    }
    // Both leads, the pulmonary pressure, carbon dioxide and breath.
    expect(seen).toEqual(new Set([0x00020101, 0x00020102, 0x00024a1c, 0x000250ac, 0x00025000]))
  },
  SLOW_MS,
)

withShared(
  `${CAPTURES}/unframed/sample_array_conversion_example.txt`,
  'converts the array that another project wrote out by hand to the same millivolts, and finds its spike',
  (path) => {
    const text = readFileSync(path, 'utf8')
    const array = (/array:\s*\n([\d ]+)/.exec(text)?.[1] ?? '').trim().split(' ').map(Number)
    const numberAfter = (name: string) => Number(new RegExp(`${name}: (-?\\d+)`).exec(text)?.[1])
    const [low, high] = [numberAfter('lower_absolute_value'), numberAfter('upper_absolute_value')]
    const gain = (high - low) / (numberAfter('upper_scaled_value') - numberAfter('lower_scaled_value'))
    const patterns = [...text.matchAll(/sa_fixed_val_id: (\d)\s*\n\s*sa_fixed_val: (\d+)/g)]
    const fixed = patterns.map(([, kind, pattern]) => ({ kind: Number(kind), pattern: Number(pattern) }))
    const raw = Uint8Array.from(array.flatMap((one) => [one >> 8, one & 0xff]))
    const mask = (1 << numberAfter('significant_bits')) - 1
    const book = new FactBook()
    const spec = Uint8Array.of(0, array.length, numberAfter('sample_size'), numberAfter('significant_bits'))
    book.learn(new Map([[ATTRIBUTE.waveSpec, spec]]))
    const facts = book.of(raw.length)
    expect(facts?.mask).toBe(mask)
    if (facts === undefined) return
    const read = readSamples(raw, { ...facts, fixed })
    expect(fixed.length).toBeGreaterThanOrEqual(3)
    expect(read.samples[0]).toBe(8174)
    const stated = Number(/absolute value = (-?[\d.]+) mV/.exec(text)?.[1])
    expect((read.samples[0] ?? 0) * gain + low).toBeCloseTo(stated, 3)
    expect(read.marks).toEqual([{ at: array.indexOf(41_364), kind: 'pace' }])
  },
)

withShared(
  `${CAPTURES}/unframed`,
  'makes nothing of the printed decodes of other projects: they are text, and no frame is in them',
  (folder) => {
    for (const file of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, file))
      for (const transport of [serialTransport, networkTransport]) {
        const { said, decoder } = new Listener({ listenOnly: true }, transport).hearAll(bytes)
        expect(said.filter(({ type }) => type !== 'fault')).toEqual([])
        expect(decoder.counts.good).toBe(0)
      }
    }
  },
)

withShared(
  `${CAPTURES}/pcap_udp`,
  'reads the hexadecimal extracts of the network capture: each line a whole message, the numbers those of the capture',
  (folder) => {
    const messagesOf = (file: string) =>
      readFileSync(join(folder, file), 'utf8')
        .split(/\r?\n/)
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line) => Uint8Array.from(Buffer.from(line, 'hex')))
    const listener = new Listener({ listenOnly: true }, networkTransport)
    const messages = [...messagesOf('enumeration_replies.hex'), ...messagesOf('ptdemog_reply.hex')]
    for (const message of messages) {
      expect(messageLength(message)).toBe(message.length)
      listener.decoder.push(message, 0)
    }
    expect(listener.decoder.counts).toMatchObject({ good: 10, length: 0, skippedBytes: 0 })
    const values = listener.said.flatMap((one) =>
      one.type === 'numeric' ? [`${one.channel.label} ${one.value} ${one.validity}`] : [],
    )
    // The monitor was in demo mode.
    for (const value of [
      'ABP sys 120 demo',
      'ABP dia 70 demo',
      'ABP mean 91 demo',
      'HR 60 demo',
      'SpO2 95 demo',
    ])
      expect(values).toContain(value)
    expect(values.every((value) => value.endsWith(' demo'))).toBe(true)
  },
)

import { describe, expect, it } from 'vitest'
import { MedibusDecoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { commandBytes, responseBytes } from './message.ts'
import { medibusOptions } from './options.ts'

const TICK_MS = 50
const text = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ')
const OPEN = '1b 51 36 43 0d'

/** A station on a line that answers as `answer` does; every sent message with its time. */
function talk(
  seconds: number,
  answer: (bytes: Uint8Array, atMs: number) => readonly Uint8Array[],
  options: object = {},
) {
  const sent: { readonly atMs: number; readonly hex: string }[] = []
  const waiting: Uint8Array[] = []
  let nowMs = 0
  const decoder = new MedibusDecoder(
    {
      measure: () => undefined,
      send: (bytes) => {
        sent.push({ atMs: nowMs, hex: text(bytes) })
        waiting.push(...answer(bytes, nowMs))
      },
    },
    medibusOptions.parse(options),
  )
  for (; nowMs <= seconds * 1000; nowMs += TICK_MS) {
    for (const piece of waiting.splice(0)) decoder.push(piece, nowMs)
    decoder.tick(nowMs)
  }
  return { sent, decoder }
}

/** A device that echoes every command and says nothing else. */
const echo = (bytes: Uint8Array) => (bytes[0] === 0x1b ? [responseBytes(bytes[1] ?? 0)] : [])

describe('the session', () => {
  it('opens every three seconds while nothing answers', () => {
    const { sent } = talk(7, () => [])
    expect(sent).toEqual([0, 3000, 6000].map((atMs) => ({ atMs, hex: OPEN })))
  })

  it('begins anew when the device falls silent', () => {
    const { sent } = talk(12, (bytes, atMs) => (atMs < 4000 ? echo(bytes) : []))
    const opens = sent.filter(({ hex, atMs }) => hex === OPEN && atMs > 0)
    const [first = 0, second = 0] = opens.map(({ atMs }) => atMs)
    expect(first).toBeGreaterThan(4000)
    expect(first).toBeLessThanOrEqual(7050)
    expect(second - first).toBe(3000)
  })

  it('asks one thing at a time, and keeps an idle line alive', () => {
    const { sent } = talk(12, echo, { everySeconds: 10, curves: false })
    const pauses = sent.slice(1).map(({ atMs }, index) => atMs - (sent[index]?.atMs ?? 0))
    expect(Math.max(...pauses)).toBeLessThan(3000)
    expect(sent.filter(({ hex }) => hex.startsWith('1b 24'))).toHaveLength(2)
    const open = sent.findIndex(({ hex }) => hex !== OPEN)
    expect(open).toBe(1)
  })

  it('says nothing on a line that another system asks', () => {
    expect(talk(12, echo, { asks: 'other' }).sent).toEqual([])
  })

  it('answers every command of the device, and who it is, and asks for a damaged one again', () => {
    const { sent, decoder } = talk(1, echo)
    const from = sent.length
    decoder.push(commandBytes(0x7a), 2000)
    decoder.push(commandBytes(0x52), 2000)
    decoder.push(Uint8Array.of(0x1b, 0x30, 0x30, 0x30, 0x0d), 2000)
    expect(sent.slice(from).map(({ hex }) => hex)).toEqual([
      text(responseBytes(0x7a)),
      '01 52 30 31 36 31 27 56 49 47 49 4c 27 30 31 2e 30 30 3a 30 34 2e 30 33 30 32 0d',
      '01 15 31 36 0d',
    ])
  })

  it('keeps still for as long as the device asks for, three seconds at most', () => {
    const { sent, decoder } = talk(1, echo)
    const from = sent.length
    decoder.push(Uint8Array.of(0x11), 1000)
    for (let atMs = 1000; atMs < 3900; atMs += TICK_MS) decoder.tick(atMs)
    expect(sent.length).toBe(from)
    decoder.push(Uint8Array.of(0x13), 3900)
    decoder.tick(3950)
    expect(sent.length).toBeGreaterThan(from)
  })

  it('configures curves by what the device has, switches them on again and again, and off when it leaves', () => {
    const twin = createTwin({ scenario: 'stable', seed: 1, startUtcMs: 0 })
    const { sent, decoder } = talk(12, (bytes, atMs) => {
      twin.receive(bytes, atMs)
      return [twin.produce(atMs)]
    })
    const configured = sent.filter(({ hex }) => hex.startsWith('1b 54')).map(({ hex }) => hex)
    expect(configured).toEqual([text(commandBytes(0x54, '000201020601'))])
    expect(sent.filter(({ hex }) => hex === 'd0 c1 c7 c0 c0').length).toBeGreaterThan(1)
    decoder.leave(12_000)
    expect(sent.slice(-2).map(({ hex }) => hex)).toEqual(['d0 c1 c0 c0 c0', '1b 55 37 30 0d'])
  })

  it('asks a device of an early revision for no curves and no second page', () => {
    const early = (bytes: Uint8Array) =>
      bytes[0] === 0x1b
        ? [responseBytes(bytes[1] ?? 0, bytes[1] === 0x52 ? "8210'Evita'01.00:02.00" : '')]
        : []
    const asked = new Set(talk(12, early).sent.map(({ hex }) => hex.slice(0, 5)))
    for (const never of ['1b 53', '1b 54', '1b 2b', '1b 2e']) expect(asked).not.toContain(never)
    expect(asked).toContain('1b 24')
  })
})

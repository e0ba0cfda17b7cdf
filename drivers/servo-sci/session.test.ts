import { describe, expect, it } from 'vitest'
import type { Measurement } from '../model/measurement.ts'
import { ServoSciDecoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { textBytes } from './message.ts'
import { servoSciOptions } from './options.ts'

const TICK_MS = 50
const STANDBY = Uint8Array.of(0xe0, 0x11, 0x7f, 0x8e)
const NOT_CONFIGURED = Uint8Array.of(0xe0, 0x10, 0x7f, 0x8f)

/** What was sent, as text: `ESC`, or the letters without check and end. */
const named = (bytes: Uint8Array) => (bytes[0] === 0x1b ? 'ESC' : String.fromCharCode(...bytes.slice(0, -3)))

/** A station and a device that answers as `answer` does; null: not at all. */
function talk(
  seconds: number,
  answer: (command: string, bytes: Uint8Array, atMs: number) => Uint8Array | null,
  options: object = {},
) {
  const sent: { readonly atMs: number; readonly command: string }[] = []
  const said: Measurement[] = []
  const waiting: Uint8Array[] = []
  let nowMs = 0
  const decoder = new ServoSciDecoder(
    {
      measure: (one) => said.push(one),
      send: (bytes) => {
        sent.push({ atMs: nowMs, command: named(bytes) })
        const reply = answer(named(bytes), bytes, nowMs)
        if (reply !== null) waiting.push(reply)
      },
    },
    servoSciOptions.parse(options),
  )
  for (; nowMs <= seconds * 1000; nowMs += TICK_MS) {
    for (const piece of waiting.splice(0)) decoder.push(piece, nowMs)
    decoder.tick(nowMs)
  }
  return { sent, said, commands: sent.map(({ command }) => command) }
}

/** The twin, with some answers of its own. */
function twinWith(own: (command: string, atMs: number) => Uint8Array | null | undefined) {
  const twin = createTwin({ scenario: 'stable', seed: 1, startUtcMs: Date.UTC(2026, 0, 1) })
  return (command: string, bytes: Uint8Array, atMs: number) => {
    twin.receive(bytes, atMs)
    const usual = twin.produce(atMs)
    const given = own(command, atMs)
    return given === undefined ? usual : given
  }
}
const usual = twinWith(() => undefined)

const good = (said: readonly Measurement[]) =>
  said.filter((one) => one.type === 'numeric' && one.validity === 'good')

describe('the session', () => {
  it('opens as the manual says, asks for the table until two are the same, then reads again and again', () => {
    const { commands, said } = talk(10, usual)
    expect(commands.slice(0, 8)).toEqual(['ESC', '', 'RPTY', 'RHVE', 'SPVE0003', 'RCCO', 'RCCO', 'RCFGDT'])
    const choice = commands.find((one) => one.startsWith('SDADB'))
    expect(choice).toMatch(/^SDADB100101102/)
    expect(choice).toContain('115')
    expect(choice).not.toMatch(/114|116/)
    expect(commands.filter((one) => one === 'RADAB').length).toBeGreaterThan(10)
    expect(good(said).length).toBeGreaterThan(100)
    const facts = said.flatMap((one) => (one.type === 'identity' ? [one.fields] : []))
    expect(facts).toContainEqual({ mode: 'PRVC' })
    expect(Object.assign({}, ...facts)).toMatchObject({ model: 'SERVO-u', serial: '00000' })
    expect(said).toContainEqual(expect.objectContaining({ type: 'identity', deviceMs: expect.any(Number) }))
  })

  it('asks for nothing but what is read: no alarm, no stream, no limit', () => {
    const known = /^(ESC|RPTY|RHVE|SPVE000\d|RCCO|RCFGDT|RSEN|RSWV|RTIM|SDAD[BS](\d{3})+|RADAB|RADAS|)$/
    for (const command of talk(15, usual).commands) expect(command).toMatch(known)
  })

  it('asks for end-tidal CO2 in the unit of the option', () => {
    const { commands } = talk(5, usual, { co2Unit: 'kPa' })
    expect(commands.find((one) => one.startsWith('SDADB'))).toContain('116')
  })

  it('speaks an older version with a ventilator that has no newer one', () => {
    const old = twinWith((command) => (command === 'RHVE' ? textBytes('0002') : undefined))
    expect(talk(3, old).commands).toContain('SPVE0002')
  })

  it('chooses the common channels where the ventilator tells none, and a shorter list where one is refused', () => {
    const silent = twinWith((command) => (command === 'RCCO' ? textBytes('ER10') : undefined))
    expect(good(talk(10, silent).said).length).toBeGreaterThan(0)
    const strict = twinWith((command) =>
      command === 'RCCO' || (command.startsWith('SDADB') && command.includes('148'))
        ? textBytes('ER12')
        : undefined,
    )
    const { commands, said } = talk(10, strict)
    const choices = commands.filter((one) => one.startsWith('SDADB'))
    expect(choices).toHaveLength(2)
    expect(choices[1]).toBe('SDADB100101102103104105106107108109')
    expect(good(said).length).toBeGreaterThan(0)
  })

  it('waits in standby with signs of life, and chooses everything anew when it ends', () => {
    const isRead = (command: string) => command === 'RADAB' || command === 'RADAS'
    const answer = twinWith((command, atMs) => (isRead(command) && atMs < 20_000 ? STANDBY : undefined))
    const { sent, said } = talk(30, answer)
    const inStandby = sent.filter(({ atMs }) => atMs > 6_000 && atMs < 20_000)
    expect(new Set(inStandby.map(({ command }) => command))).toEqual(new Set(['RADAB', '']))
    expect(inStandby.filter(({ command }) => command === 'RADAB').length).toBeLessThanOrEqual(3)
    const pauses = inStandby.slice(1).map(({ atMs }, index) => atMs - (inStandby[index]?.atMs ?? 0))
    expect(Math.max(...pauses)).toBeLessThanOrEqual(1_100)
    const after = sent.filter(({ atMs }) => atMs > 20_000).map(({ command }) => command)
    expect(after).toContain('RPTY')
    expect(said.some((one) => one.type === 'numeric' && one.atMs < 20_000 && one.value !== null)).toBe(false)
    expect(good(said).some((one) => one.atMs > 24_000)).toBe(true)
  })

  it('chooses its lists again where the ventilator has forgotten them', () => {
    let isForgotten = false
    const answer = twinWith((command, atMs) => {
      if (command !== 'RADAB' || atMs < 8_000 || isForgotten) return undefined
      isForgotten = true
      return NOT_CONFIGURED
    })
    const { sent } = talk(16, answer)
    const again = sent.filter(({ command, atMs }) => command.startsWith('SDADB') && atMs > 8_000)
    expect(again).toHaveLength(1)
  })

  it('begins anew after three questions without an answer, every few seconds and no faster', () => {
    const { sent } = talk(16, () => null)
    const starts = sent.filter(({ command }) => command === 'ESC').map(({ atMs }) => atMs)
    expect(starts).toHaveLength(4)
    expect((starts[1] ?? 0) - (starts[0] ?? 0)).toBeGreaterThanOrEqual(5_000)
  })
})

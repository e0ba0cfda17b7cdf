import { expect, it, onTestFinished } from 'vitest'
import { driverById, drivers } from '../../../drivers/registry.ts'
import { wireOf } from '../../../drivers/wire.ts'
import { LinkLog } from '../testing/link-log.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { tinyDriver, tinyFrame } from '../testing/tiny-driver.ts'
import { createLink, lineBytesPerSecond, serialSettings } from './create-link.ts'
import { parseLink } from './spec.ts'

const PLAIN = { baud: 9_600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' } as const

it('makes every kind of link, marked where it is simulated', () => {
  const time = new ManualTime()
  const kinds: readonly (readonly [string, boolean])[] = [
    ['serial:/dev/x', false],
    ['serial:usb:0403:6001:A5', false],
    ['tcp:127.0.0.1:4001', false],
    ['udp:127.0.0.1:24105', false],
    ['listen:127.0.0.1:2575', false],
    ['replay:x.vcap', true],
    ['sim:', true],
  ]
  for (const [text, simulated] of kinds) {
    const link = createLink(parseLink(text), tinyDriver, time, time)
    expect([text, link.simulated]).toEqual([text, simulated])
    expect(link.write(Uint8Array.of(1))).toBe(false)
    link.close()
    link.close()
  }
})

it('takes what the text leaves out from the driver', () => {
  const driver = { ...tinyDriver, link: { ...tinyDriver.link, serial: { ...PLAIN, baud: 19_200 } } }
  expect(serialSettings(driver, { parity: 'even' })).toEqual({ ...PLAIN, baud: 19_200, parity: 'even' })
  expect(serialSettings(null, { baud: 115_200 })).toEqual({ ...PLAIN, baud: 115_200 })
  expect(lineBytesPerSecond(PLAIN)).toBe(960)
  expect(lineBytesPerSecond({ ...PLAIN, parity: 'even', stopBits: 2 })).toBe(800)
})

/** As a caller may give it that has not read it from a text. */
const SIMULATED = { kind: 'sim', scenario: 'stable', seed: 1, faults: [] as readonly string[] } as const

it.each([
  [{ scenario: 'nowhere' }, 'The simulated line cannot start: "scenario" nowhere is not known'],
  [{ faults: ['sabotage'] }, '"fault" sabotage is not known'],
])('a simulated line with %j is refused with one sentence', (change, sentence) => {
  const time = new ManualTime()
  expect(() => createLink({ ...SIMULATED, ...change }, tinyDriver, time, time)).toThrow(sentence)
  expect(() => createLink(parseLink('sim:'), null, time, time)).toThrow('needs a driver')
})

it('lets every driver simulate, and refuse a scenario it does not know', () => {
  const time = new ManualTime()
  for (const driver of drivers) {
    expect(createLink(parseLink('sim:'), driver, time, time).simulated).toBe(true)
    expect(() => createLink({ ...SIMULATED, scenario: 'nowhere' }, driver, time, time)).toThrow(
      expect.objectContaining({ code: 'badLink' }),
    )
  }
})

it('a simulated line talks only while it is open, as over a cable', () => {
  const time = new ManualTime()
  const link = createLink(parseLink('sim:stable?seed=5'), tinyDriver, time, time)
  const log = new LinkLog()
  time.advance(3_000)
  link.open(log)
  time.advance(1_000)
  const rate = tinyFrame('R', 65)
  expect(log.opened).toHaveLength(1)
  expect(log.bytes.slice(0, rate.length)).toEqual([...rate])
  expect(log.bytes).toHaveLength(2 * rate.length)
  expect(link.write(Uint8Array.of(1))).toBe(true)
  link.close()
  time.advance(10_000)
  expect(log.bytes).toHaveLength(2 * rate.length)
})

it('a simulated line makes up nothing for the time the PC slept', () => {
  const time = new ManualTime()
  const link = createLink(parseLink('sim:stable?seed=5'), tinyDriver, time, time)
  const log = new LinkLog()
  onTestFinished(() => link.close())
  link.open(log)
  time.advance(2_000)
  const aSecond = log.bytes.length / 2
  time.sleep(3_600_000)
  expect(link.write(Uint8Array.of(1))).toBe(true)
  time.advance(2_000)
  expect(log.bytes).toHaveLength(4 * aSecond)
})

it('simulates the network of a monitor that has one: datagrams whole, and refuses it for others', () => {
  const time = new ManualTime()
  const spec = parseLink('sim:?wire=udp')
  expect(() => createLink(spec, tinyDriver, time, time)).toThrow('tiny has no network wire')
  const driver = driverById('philips-intellivue')
  if (driver === undefined) throw new Error('the driver is gone')
  const link = createLink(spec, driver, time, time)
  onTestFinished(() => link.close())
  const log = new LinkLog()
  link.open(log)
  const decoder = wireOf(driver, link.kind).start(
    { measure: () => undefined, send: (bytes) => void link.write(bytes) },
    driver.options.parse({}),
  )
  for (let atMs = 0; atMs < 5_000; atMs += 100) {
    time.advance(100)
    for (const { bytes } of log.pieces.splice(0)) decoder.push(bytes, atMs)
    decoder.tick(atMs)
  }
  expect(link.kind).toBe('datagram')
  expect(decoder.counts).toMatchObject({ length: 0, skippedBytes: 0 })
  expect(decoder.counts.good).toBeGreaterThan(5)
  expect(createLink(parseLink('sim:'), driver, time, time).kind).toBe('stream')
})

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { template } from './_template/driver.ts'
import type { Driver, FrameCounts } from './driver.ts'
import type { Measurement } from './model/measurement.ts'
import { hasNumber } from './model/measurement.ts'
import { scenarioNames } from './physiology/patient.ts'
import { drivers } from './registry.ts'
import { DecodeSummary } from './summary.ts'

const START_UTC_MS = Date.UTC(2026, 0, 1)
const TICK_MS = 100
const NOISE_BYTES = 1_000_000
/** The whole suite of a driver takes about two seconds alone; a shared machine may be ten times slower. */
const SLOW_MS = 30_000

interface Heard {
  readonly said: readonly Measurement[]
  readonly counts: Readonly<FrameCounts>
}

/** Decodes bytes without a way to send, cut into pieces of `size`. */
function listen(driver: Driver, bytes: Uint8Array, size = bytes.length): Heard {
  const said: Measurement[] = []
  const decoder = driver.start({ measure: (one) => said.push(one) }, driver.options.parse({}))
  for (let at = 0; at < bytes.length; at += size) decoder.push(bytes.subarray(at, at + size), 0)
  decoder.end(0)
  return { said, counts: { ...decoder.counts } }
}

/** A station and the driver's twin on one line. Out: what the station heard, and the bytes of the device. */
function session(driver: Driver, scenario: string, seconds: number, seed = 1) {
  const twin = driver.twin({ scenario, seed, startUtcMs: START_UTC_MS })
  const said: Measurement[] = []
  const wire: number[] = []
  let nowMs = 0
  const decoder = driver.start(
    { measure: (one) => said.push(one), send: (bytes) => twin.receive(bytes, nowMs) },
    driver.options.parse({}),
  )
  for (; nowMs <= seconds * 1000; nowMs += TICK_MS) {
    const bytes = twin.produce(nowMs)
    for (const byte of bytes) wire.push(byte)
    decoder.push(bytes, nowMs)
    decoder.tick(nowMs)
  }
  return { said, counts: { ...decoder.counts }, bytes: Uint8Array.from(wire) }
}

function totals(driver: Driver, { said, counts }: Heard, bytes: number) {
  const summary = new DecodeSummary(driver.id)
  for (const one of said) summary.add(one)
  return summary.result(counts, bytes)
}

/** Bytes that look like noise, the same on every run. */
function noise(length: number, seed: number): Uint8Array {
  let state = seed
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return state >>> 24
  })
}

/** Value, channel and validity of every numeric, and every wave sample: what could mislead somebody. */
function claims(said: readonly Measurement[]): Set<string> {
  const all = new Set<string>()
  for (const one of said) {
    if (one.type === 'numeric') all.add(`${one.channel.key} ${one.value} ${one.validity}`)
    if (one.type === 'wave') all.add(`${one.channel.key} ${one.samples.join()}`)
    if (one.type === 'alert') all.add(`${one.text} ${one.priority}`)
  }
  return all
}

/** All samples of each wave in order, as text: a lost frame moves where one wave ends and the next begins. */
function wavesOf(said: readonly Measurement[]): Map<string, string> {
  const waves = new Map<string, string>()
  for (const one of said) {
    if (one.type !== 'wave') continue
    waves.set(one.channel.key, `${waves.get(one.channel.key) ?? ','}${one.samples.join()},`)
  }
  return waves
}

/** Whether a wave of `claims` is an unbroken stretch of what was sent. */
function isStretchOf(waves: ReadonlyMap<string, string>, claim: string): boolean {
  const [key = '', samples = ''] = claim.split(' ')
  return samples !== '' && waves.get(key)?.includes(`,${samples},`) === true
}

const subjects: readonly (readonly [folder: string, driver: Driver])[] = [
  ...drivers.map((driver) => [driver.id, driver] as const),
  ['_template', template],
]

describe.each(subjects)('%s', { timeout: SLOW_MS }, (folder, driver) => {
  const fixture = join(import.meta.dirname, folder, 'fixtures', 'twin.bin')
  const recording = existsSync(fixture)
    ? new Uint8Array(readFileSync(fixture))
    : session(driver, 'probe-off', 70).bytes

  it('says what it is, what it writes and how long it may be silent', () => {
    expect(driver.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    expect(driver.models.length).toBeGreaterThan(0)
    expect(driver.maxQuietMs).toBeGreaterThan(0)
    expect(driver.undetectedErrorRate).toMatch(/1 in [\d,]+/)
    expect(driver.writes === null || driver.writes.endsWith('.')).toBe(true)
    expect(() => driver.options.parse({})).not.toThrow()
    expect(new Set(driver.channels.map((channel) => channel.key)).size).toBe(driver.channels.length)
  })

  it('decodes the recording in its fixtures to the totals beside it', async () => {
    expect(existsSync(fixture)).toBe(true)
    const result = totals(driver, listen(driver, recording), recording.length)
    expect(result.frames.good).toBeGreaterThan(0)
    await expect(`${JSON.stringify(result, null, 2)}\n`).toMatchFileSnapshot(
      join(folder, 'fixtures', 'twin.totals.txt'),
    )
  })

  it('hears the same however the stream is cut', () => {
    const whole = listen(driver, recording)
    const sizes = driver.link.kind === 'stream' ? [1, 7, 64] : []
    for (const size of sizes) expect(listen(driver, recording, size)).toEqual(whole)
  })

  it('loses only what one flipped bit hits, and claims nothing new', () => {
    const part = recording.subarray(0, Math.min(recording.length, 4000))
    const clean = listen(driver, part)
    const known = claims(clean.said)
    const waves = wavesOf(clean.said)
    const step = Math.max(1, Math.floor(part.length / 500))
    for (let at = 0; at < part.length; at += step) {
      const damaged = Uint8Array.from(part)
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8))
      const { said, counts } = listen(driver, damaged)
      // A delimiter that turns into data joins two frames.
      expect(counts.good).toBeGreaterThanOrEqual(clean.counts.good - 2)
      const novel = [...claims(said)].filter(
        (claim) => !claim.endsWith('null off') && !known.has(claim) && !isStretchOf(waves, claim),
      )
      // Without a strong check one damaged frame may be believed, as its driver states; never more than one.
      if (driver.lock !== undefined) expect(novel.length).toBeLessThanOrEqual(driver.channels.length)
      else expect(novel, `after a change at ${at}`).toEqual([])
    }
  })

  it('says what a lock lets through, where it has one', () => {
    if (driver.lock === undefined) return
    expect(driver.undetectedErrorRate).toContain(driver.lock.text)
    expect(driver.lock.damagedFrame).toBeLessThanOrEqual(1)
    // A megabyte of random bytes gives a false lock less than once in a thousand recordings of that kind.
    expect(driver.lock.falseLock * NOISE_BYTES).toBeLessThan(1e-3)
  })

  it('finds its feet again after noise', () => {
    const dirty = new Uint8Array(5000 + recording.length)
    dirty.set(noise(5000, 3))
    dirty.set(recording, 5000)
    const good = listen(driver, recording).counts.good
    expect(listen(driver, dirty).counts.good).toBeGreaterThanOrEqual(good - 1)
  })

  it('H6 makes nothing of a megabyte of noise, and does not throw', () => {
    const { said } = listen(driver, noise(NOISE_BYTES, 7), 4096)
    expect(said.filter((one) => one.type !== 'fault')).toEqual([])
  })

  it('reads its own twin without loss, in every scenario', () => {
    for (const scenario of scenarioNames) {
      const { said, counts } = session(driver, scenario, 75)
      expect(said.filter((one) => one.type === 'fault')).toEqual([])
      expect(counts.good).toBeGreaterThan(0)
      expect(said.some((one) => one.type === 'numeric' && one.validity === 'good')).toBe(true)
      const hasWaves = driver.channels.some((channel) => channel.kind === 'wave')
      expect(said.some((one) => one.type === 'wave')).toBe(hasWaves)
    }
  })

  it('is never silent for longer than it says, while its twin runs', () => {
    const { said } = session(driver, 'stable', 75)
    const times = said.map((one) => one.atMs)
    const pauses = times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0))
    expect(Math.max(...pauses)).toBeLessThanOrEqual(driver.maxQuietMs)
    expect(75_000 - Math.max(...times)).toBeLessThanOrEqual(driver.maxQuietMs)
  })

  it('has a twin that depends on its seed and on nothing else', () => {
    const once = session(driver, 'stable', 10, 5).bytes
    expect(session(driver, 'stable', 10, 5).bytes).toEqual(once)
    expect(session(driver, 'stable', 10, 6).bytes).not.toEqual(once)
  })

  it('gives a number exactly where the validity allows one, and only announced channels', () => {
    const announced = new Set(driver.channels)
    for (const scenario of ['probe-off', 'leads-off']) {
      for (const one of session(driver, scenario, 75).said) {
        if (one.type === 'numeric') expect(one.value !== null).toBe(hasNumber(one.validity))
        if (one.type === 'numeric' || one.type === 'wave') expect(announced.has(one.channel)).toBe(true)
      }
    }
  })

  it('shows a probe that is off as no saturation, never as the last one', () => {
    const off = session(driver, 'probe-off', 80).said.filter(
      (one) => one.type === 'numeric' && one.channel.id === 'MDC_PULS_OXIM_SAT_O2' && one.atMs > 66_000,
    )
    expect(off.length).toBeGreaterThan(0)
    for (const one of off) expect(one).toMatchObject({ value: null })
  })

  it('asks for nothing when it cannot or must not', () => {
    const silent = driver.start({ measure: () => undefined }, driver.options.parse({}))
    for (let atMs = 0; atMs < 60_000; atMs += TICK_MS) silent.tick(atMs)
    if (driver.writes !== null) return
    const sent: Uint8Array[] = []
    const decoder = driver.start(
      { measure: () => undefined, send: (bytes) => sent.push(bytes) },
      driver.options.parse({}),
    )
    for (let atMs = 0; atMs < 60_000; atMs += TICK_MS) decoder.tick(atMs)
    decoder.push(recording, 60_000)
    expect(sent).toEqual([])
  })

  it('takes its calls in any order', () => {
    const decoder = driver.start({ measure: () => undefined }, driver.options.parse({}))
    expect(() => {
      decoder.end(0)
      decoder.tick(1)
      decoder.push(new Uint8Array(0), 2)
      decoder.push(recording.subarray(3, 900), 3)
      decoder.end(4)
      decoder.end(4)
      decoder.push(recording.subarray(0, 900), 5)
    }).not.toThrow()
  })
})

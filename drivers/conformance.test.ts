import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Driver } from './driver.ts'
import type { Measurement } from './model/measurement.ts'
import { hasNumber } from './model/measurement.ts'
import { scenarioNames } from './physiology/patient.ts'
import { DecodeSummary } from './summary.ts'
import {
  cut,
  datagramsIn,
  type Heard,
  listen,
  noise,
  type Subject,
  session,
  subjects,
  TICK_MS,
} from './testing/subjects.ts'

/** What the twin's recording of a new driver holds: a probe that comes off and returns. */
const FIXTURE = { scenario: 'probe-off', seed: 7, fromSeconds: 52, toSeconds: 68 } as const
/** The whole suite of a driver takes about two seconds alone; a shared machine may be ten times slower. */
const SLOW_MS = 30_000

/** Longest of the sessions that several tests look at. */
const SESSION_S = 80
const sessions = new Map<string, Heard>()

/** What a station hears of a scenario in `SESSION_S`. Twins depend on their options alone, so each session runs once. */
function heardIn(subject: Subject, scenario: string): Heard {
  const key = `${subject.fixture} ${scenario}`
  const heard = sessions.get(key) ?? session(subject, scenario, SESSION_S)
  sessions.set(key, heard)
  return heard
}

function totals(driver: Driver, { said, counts }: Heard, bytes: number) {
  const summary = new DecodeSummary(driver.id)
  for (const one of said) summary.add(one)
  return summary.result(counts, bytes)
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

describe.each(subjects)('%s', { timeout: SLOW_MS }, (_name, subject) => {
  const { driver, wire, isStream } = subject
  const fixture = join(import.meta.dirname, `${subject.fixture}.bin`)
  const recorded = existsSync(fixture) ? new Uint8Array(readFileSync(fixture)) : null
  const bytes =
    recorded ??
    Buffer.concat(
      session(subject, FIXTURE.scenario, FIXTURE.toSeconds, FIXTURE.seed, FIXTURE.fromSeconds).pieces,
    )
  const recording = isStream ? [bytes] : [...datagramsIn(driver, bytes)]

  it('says what it is, what it writes and how long it may be silent', () => {
    expect(driver.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    expect(driver.models.length).toBeGreaterThan(0)
    expect(driver.maxQuietMs).toBeGreaterThan(0)
    expect(wire.undetectedErrorRate).toMatch(/1 in [\d,]+/)
    expect(driver.writes === null || driver.writes.endsWith('.')).toBe(true)
    expect(() => driver.options.parse({})).not.toThrow()
    // A maker's word against alarms holds for all that its line carries, and the device's own are not told then.
    const forbids = driver.forbidsAlarms === true
    expect(driver.carriesAlerts && forbids).toBe(false)
    for (const channel of driver.channels) {
      if (channel.kind === 'numeric') expect(channel.isNoAlarmSource === true).toBe(forbids)
    }
    expect(new Set(driver.channels.map((channel) => channel.key)).size).toBe(driver.channels.length)
  })

  it('decodes the recording in its fixtures to the totals beside it', async () => {
    expect(dirname(dirname(fixture)), 'the folder of a driver has the name of its id').toSatisfy(existsSync)
    // A new driver has no recording yet: its twin makes one, and the totals below are written beside it.
    if (recorded === null) {
      mkdirSync(dirname(fixture), { recursive: true })
      writeFileSync(fixture, bytes)
    }
    const result = totals(driver, listen(subject, recording), bytes.length)
    expect(result.frames.good).toBeGreaterThan(0)
    await expect(`${JSON.stringify(result, null, 2)}\n`).toMatchFileSnapshot(`${subject.fixture}.totals.txt`)
  })

  it('hears the same however the stream is cut', () => {
    const whole = listen(subject, recording)
    const sizes = isStream ? [1, 7, 64] : []
    for (const size of sizes) expect(listen(subject, cut(bytes, size))).toEqual(whole)
  })

  it('H6 loses only what the network lost, cut or sent in another order, and claims nothing new', () => {
    if (isStream) return
    const clean = listen(subject, recording)
    const known = claims(clean.said)
    const waves = wavesOf(clean.said)
    const step = Math.max(1, Math.floor(recording.length / 25))
    const trials: Record<string, (at: number) => readonly Uint8Array[]> = {
      dropped: (at) => recording.toSpliced(at, 1),
      doubled: (at) => recording.flatMap((one, index) => (index === at ? [one, one] : [one])),
      swapped: (at) => recording.toSpliced(at, 2, ...recording.slice(at, at + 2).reverse()),
      late: (at) => [...recording.toSpliced(at, 1), ...recording.slice(at, at + 1)],
      cut: (at) => recording.map((one, index) => (index === at ? one.subarray(0, one.length >> 1) : one)),
    }
    for (const [name, change] of Object.entries(trials)) {
      for (let at = 0; at < recording.length; at += step) {
        const { said, counts } = listen(subject, change(at))
        const novel = [...claims(said)].filter((claim) => !known.has(claim) && !isStretchOf(waves, claim))
        expect(novel, `${name} at ${at}`).toEqual([])
        const whole = recording.length + (name === 'doubled' ? 1 : 0)
        const spoilt = name === 'dropped' || name === 'cut' ? 1 : 0
        expect(counts.good, `${name} at ${at}`).toBe(whole - spoilt)
        // What came twice or late is no new sample.
        for (const [key, samples] of wavesOf(said)) {
          expect(samples.length, `${name} at ${at}`).toBeLessThanOrEqual(waves.get(key)?.length ?? 0)
        }
      }
    }
  })

  it('loses only what one flipped bit hits, and claims nothing new', () => {
    // A network finds damage by itself and drops it.
    if (!isStream) return
    const part = bytes.subarray(0, Math.min(bytes.length, 4000))
    const clean = listen(subject, [part])
    const known = claims(clean.said)
    const waves = wavesOf(clean.said)
    const step = Math.max(1, Math.floor(part.length / 500))
    for (let at = 0; at < part.length; at += step) {
      const damaged = Uint8Array.from(part)
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8))
      const { said, counts } = listen(subject, [damaged])
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

  it('finds its feet again after noise', () => {
    const dirt = noise(5000, 3)
    const dirty = isStream ? [Buffer.concat([dirt, bytes])] : [...cut(dirt, 500), ...recording]
    const good = listen(subject, recording).counts.good
    expect(listen(subject, dirty).counts.good).toBeGreaterThanOrEqual(good - 1)
  })

  it('reads its own twin without loss, in every scenario', () => {
    for (const scenario of scenarioNames) {
      const { said, counts } = heardIn(subject, scenario)
      expect(said.filter((one) => one.type === 'fault')).toEqual([])
      expect(counts.good).toBeGreaterThan(0)
      const hasNumbers = driver.channels.some((channel) => channel.kind === 'numeric')
      expect(said.some((one) => one.type === 'numeric' && one.validity === 'good')).toBe(hasNumbers)
      const hasWaves = driver.channels.some((channel) => channel.kind === 'wave')
      expect(said.some((one) => one.type === 'wave')).toBe(hasWaves)
    }
  })

  it('is never silent for longer than it says, while its twin runs', () => {
    const { said } = heardIn(subject, 'stable')
    const times = said.map((one) => one.atMs)
    const pauses = times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0))
    expect(Math.max(...pauses)).toBeLessThanOrEqual(driver.maxQuietMs)
    expect(SESSION_S * 1000 - Math.max(...times)).toBeLessThanOrEqual(driver.maxQuietMs)
  })

  it('has a twin that depends on its seed and on nothing else', () => {
    const once = session(subject, 'stable', 10, 5).pieces
    expect(session(subject, 'stable', 10, 5).pieces).toEqual(once)
    expect(session(subject, 'stable', 10, 6).pieces).not.toEqual(once)
  })

  it('gives a number exactly where the validity allows one, and only announced channels', () => {
    const announced = new Set(driver.channels)
    for (const scenario of ['probe-off', 'leads-off']) {
      for (const one of heardIn(subject, scenario).said) {
        if (one.type === 'numeric') expect(one.value !== null).toBe(hasNumber(one.validity))
        if (one.type === 'numeric' || one.type === 'wave') expect(announced.has(one.channel)).toBe(true)
      }
    }
  })

  it('shows a probe that is off as no saturation, never as the last one', () => {
    if (!driver.channels.some(({ id }) => id === 'MDC_PULS_OXIM_SAT_O2')) return
    const off = heardIn(subject, 'probe-off').said.filter(
      (one) => one.type === 'numeric' && one.channel.id === 'MDC_PULS_OXIM_SAT_O2' && one.atMs > 66_000,
    )
    expect(off.length).toBeGreaterThan(0)
    for (const one of off) expect(one).toMatchObject({ value: null })
  })

  it('asks for nothing when it cannot or must not', () => {
    const silent = wire.start({ measure: () => undefined }, driver.options.parse({}))
    for (let atMs = 0; atMs < 60_000; atMs += TICK_MS) silent.tick(atMs)
    if (driver.writes !== null) return
    const sent: Uint8Array[] = []
    const decoder = wire.start(
      { measure: () => undefined, send: (bytes) => sent.push(bytes) },
      driver.options.parse({}),
    )
    for (let atMs = 0; atMs < 60_000; atMs += TICK_MS) decoder.tick(atMs)
    for (const piece of recording) decoder.push(piece, 60_000)
    expect(sent).toEqual([])
  })

  it('takes its calls in any order', () => {
    const decoder = wire.start({ measure: () => undefined }, driver.options.parse({}))
    expect(() => {
      decoder.end(0)
      decoder.tick(1)
      decoder.push(new Uint8Array(0), 2)
      decoder.push(bytes.subarray(3, 900), 3)
      decoder.end(4)
      decoder.end(4)
      decoder.push(bytes.subarray(0, 900), 5)
    }).not.toThrow()
  })
})

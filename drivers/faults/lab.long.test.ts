import { describe, expect, it } from 'vitest'
import { template } from '../_template/driver.ts'
import type { Driver } from '../driver.ts'
import { lossOf } from '../framing/counts.ts'
import type { Measurement, Wave } from '../model/measurement.ts'
import { drivers } from '../registry.ts'
import { type Wire, wiresOf } from '../wire.ts'
import { COUNTS_NO_DAMAGE, isExcused, ORDER_UNSEEN } from './excuses.ts'
import { createFaultyPieces, faultLastsMs, isDroppedOn } from './faulty-twin.ts'
import { SentWaves, type WaveTruth } from './sent-waves.ts'
import { type FaultSpec, faults } from './table.ts'

const START_UTC_MS = Date.UTC(2026, 0, 1)
const TICK_MS = 50
/** The slowest twin has been asked and answers, and every lock is earned. */
const FIRST_MS = 10_000
/** Scenarios of the simulated patient begin their trouble at 60 s and end it at 90 s. */
const STORY_ENDS_MS = 90_000
/** Samples that wait for more to make a whole wave are sent by then. */
const SETTLES_MS = 1_000
const RECOVERS_MS = 5_000
const AFTER_MS = 10_000
/** One run takes a few tenths of a second alone; a shared machine may be ten times slower. */
const SLOW_MS = 30_000

/** Drivers whose format numbers or times its frames, so that lost, doubled and late ones show. */
const NUMBERED: ReadonlySet<string> = new Set([
  'dinamap-pro1000',
  'ge-s5',
  'philips-intellivue',
  'capnostream-20',
  'capnostat-5',
  'openbci-cyton',
  'bitalino',
])
/** What no format without such numbers can notice: frames that are lost whole (at the end of a cut stretch too), doubled or swapped. */
const UNNOTICED: Readonly<Record<string, WaveTruth>> = {
  'drop-frame': 'inOrder',
  'truncate-frame': 'inOrder',
  'duplicate-frame': 'sent',
  'swap-frames': 'sent',
}

/** Faults that may turn a frame into another that reads as well. */
const CHANGES: ReadonlySet<string> = new Set(['flip-bit', 'flip-byte'])
/** Formats without a check that write a number with as many digits as it has: without one of them it is another number. */
const WRITTEN_OUT: ReadonlySet<string> = new Set(['hl7-inbound', 'pb-840'])

/** Values with a number and alerts: what could mislead somebody. */
function claimOf(one: Measurement): string | null {
  if (one.type === 'numeric' && one.value !== null) return `${one.channel.key} ${one.value}`
  return one.type === 'alert' ? `${one.text} ${one.priority}` : null
}

/** The waves that are shown: those that came twice or too late are told apart and are not. */
function wavesOf(said: readonly Measurement[]): Wave[] {
  return said.filter((one): one is Wave => one.type === 'wave' && one.isPast !== true)
}

function isLostFrame(one: Measurement): boolean {
  return one.type === 'fault' && one.kind === 'lostFrame'
}

/** A station behind a bad line, and a shadow that hears the same monitor over a clean one. */
function trial(driver: Driver, wire: Wire, fault: FaultSpec) {
  const endMs = fault.scenario === undefined ? FIRST_MS + faultLastsMs(fault, driver) : STORY_ENDS_MS
  const recoverMs = Math.max(RECOVERS_MS, driver.maxQuietMs, driver.recoversMs ?? 0)
  const options = { scenario: 'stable', seed: 1, startUtcMs: START_UTC_MS }
  const schedule = { firstMs: FIRST_MS, everyMs: null }
  const twin = createFaultyPieces(wire, driver.maxQuietMs, options, [fault.name], schedule)
  const said: Measurement[] = []
  const sent: Measurement[] = []
  let nowMs = 0
  const station = wire.start(
    { measure: (one) => said.push(one), send: (bytes) => twin.receive(bytes, nowMs) },
    driver.options.parse({}),
  )
  const shadow = wire.start({ measure: (one) => sent.push(one) }, driver.options.parse({}))
  let stretches = 0
  for (; nowMs <= endMs + recoverMs + AFTER_MS; nowMs += TICK_MS) {
    const arriving = twin.produce(nowMs)
    if (nowMs >= FIRST_MS && nowMs < endMs) stretches += twin.sent.length
    for (const piece of twin.sent) shadow.push(piece, nowMs)
    for (const piece of arriving) station.push(piece, nowMs)
    station.tick(nowMs)
    if (nowMs === endMs && fault.name === 'unplug') station.end(nowMs)
  }
  station.end(nowMs)
  shadow.end(nowMs)
  const known = new Set(sent.map(claimOf))
  const novel = said.filter((one) => claimOf(one) !== null && !known.has(claimOf(one)))
  // A driver without numbers shows waves.
  const hasNumbers = driver.channels.some(({ kind }) => kind === 'numeric')
  const isGood = (one: Measurement): boolean =>
    hasNumbers ? one.type === 'numeric' && one.validity === 'good' : one.type === 'wave'
  const firstGood = said.find((one) => one.atMs >= endMs && isGood(one))
  const isNumbered = NUMBERED.has(driver.id) && !isExcused(ORDER_UNSEEN, driver.id, fault.name)
  const truth = isNumbered ? 'stretch' : (UNNOTICED[fault.name] ?? 'stretch')
  const untrue = new SentWaves(wavesOf(sent)).untrue(wavesOf(said), truth)
  return { said, novel, untrue, stretches, endMs, recoverMs, firstGood, counts: { ...station.counts } }
}

const subjects = [...drivers, template].flatMap((driver) =>
  wiresOf(driver).map((wire) => [driver.id, wire.kind, driver, wire] as const),
)

it.each([COUNTS_NO_DAMAGE, ORDER_UNSEEN])('excuses only drivers and faults that there are: %o', (excuses) => {
  const ids: readonly string[] = drivers.map(({ id }) => id)
  for (const [id, reasons] of Object.entries(excuses)) {
    expect(ids).toContain(id)
    for (const name of Object.keys(reasons)) expect(faults.map((fault) => fault.name)).toContain(name)
  }
})

describe.each(subjects)('%s over a %s', { timeout: SLOW_MS }, (_id, _kind, driver, wire) => {
  it.each(faults.map((fault) => [fault.name, fault] as const))('survives %s', (name, fault) => {
    const result = trial(driver, wire, fault)
    const { said, novel, untrue, stretches, firstGood, endMs, recoverMs } = result
    // A format that stated a weak check may believe a frame with a changed byte, one of each stretch, as its driver says.
    const isChange = CHANGES.has(name) || (WRITTEN_OUT.has(driver.id) && name === 'drop-byte')
    const believed = driver.lock === undefined || !isChange ? 0 : stretches * driver.channels.length
    expect(novel.length, JSON.stringify(novel[0])).toBeLessThanOrEqual(believed)
    expect(untrue.length, JSON.stringify(untrue[0])).toBeLessThanOrEqual(believed)
    const mustCount = fault.counted && !isDroppedOn(wire.kind, fault)
    // The frames that are missing show in their numbers then.
    if (isExcused(COUNTS_NO_DAMAGE, driver.id, name)) expect(said.some(isLostFrame)).toBe(true)
    else if (mustCount) expect(lossOf(result.counts)).toBeGreaterThan(0)
    expect(firstGood?.atMs).toBeLessThanOrEqual(endMs + recoverMs)
    if (NUMBERED.has(driver.id) && name === 'duplicate-frame') {
      expect(said.some((one) => one.type === 'fault' && one.kind === 'repeatedFrame')).toBe(true)
    }
    if (name === 'wrong-baud') {
      const inside = said.filter((one) => one.atMs > FIRST_MS && one.atMs < endMs && claimOf(one) !== null)
      expect(inside).toEqual([])
    }
    if (name === 'stall-quiet') {
      const quietFor = said.filter((one) => one.atMs > FIRST_MS + SETTLES_MS && one.atMs < endMs)
      expect(quietFor).toEqual([])
      expect(endMs - FIRST_MS).toBeGreaterThan(driver.maxQuietMs)
    }
  })
})

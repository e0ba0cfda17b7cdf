import { describe, expect, it } from 'vitest'
import type { Driver } from '../../../drivers/driver.ts'
import { COUNTS_NO_DAMAGE, isExcused, ORDER_UNSEEN } from '../../../drivers/faults/excuses.ts'
import { faults } from '../../../drivers/faults/table.ts'
import { drivers } from '../../../drivers/registry.ts'
import type { NumericView } from '../../ipc/views.ts'
import {
  DAMAGE,
  FAULT_EXPECTATIONS,
  type FaultExpectation,
  ORDER_FAULTS,
} from '../testing/fault-expectations.ts'
import {
  FAULT_AT_MS,
  type FaultTrial,
  LOOK_EVERY_MS,
  type Look,
  runFaultTrial,
} from '../testing/fault-trial.ts'
import { PlacedSamples } from '../testing/placed-samples.ts'
import { SentNumbers } from '../testing/sent-numbers.ts'

/** One run takes some tenths of a second alone; a shared machine may be ten times slower. */
const SLOW_MS = 60_000
/** A stall holds bytes back for a second; a swapped stretch waits for the next one of the slowest twin (2 s). */
const HELD_BACK_MS = 2_000
/** How long the time line waits before it believes in a loss that no frame number tells (wave-timeline.ts). */
const HELD_UP_MS = 2_500
const LEAST_AGE_LIMIT_MS = 5_000
const AGE_LIMIT_INTERVALS = 2.5
/** CLINICAL 2.8: a wearable out of reach is no alarm before. */
const WEARABLE_GAP_MS = 300_000
/** Faults that changed a byte: a format with a weak check may believe one frame of each stretch, as its driver states. */
const CHANGES: ReadonlySet<string> = new Set(['flip-bit', 'flip-byte'])
/** Formats without a check that write a number with as many digits as it has: without one of them it is another number. */
const WRITTEN_OUT: ReadonlySet<string> = new Set(['hl7-inbound', 'pb-840'])
/** Frames lost, doubled or swapped whole, which only formats with frame numbers or times notice. */
const UNNOTICED: ReadonlySet<string> = new Set([
  'drop-frame',
  'truncate-frame',
  'duplicate-frame',
  'swap-frames',
])
const NUMBERED: ReadonlySet<string> = new Set(Object.keys(ORDER_FAULTS))
/** What must be gone from the screen when its sensor or module is. */
const GONE: Readonly<Record<string, readonly string[]>> = {
  'sensor-off': ['MDC_PULS_OXIM_SAT_O2'],
  'leads-off': ['MDC_ECG_HEART_RATE'],
  'module-pulled': ['MDC_PULS_OXIM_SAT_O2', 'MDC_ECG_HEART_RATE'],
}

function lookAt(looks: readonly Look[], atMs: number): Look {
  const look = looks[Math.floor(atMs / LOOK_EVERY_MS) - 1]
  if (look === undefined) throw new TypeError(`"atMs" ${atMs} lies outside the trial`)
  return look
}

/** From how old a number may be at any rate: DESIGN rule 2, or what is usual for the radio of a wearable. */
function leastAgeMs(driver: Driver, key: string): number {
  const channel = driver.channels.find((one) => one.kind === 'numeric' && one.key === key)
  return (channel?.kind === 'numeric' ? channel.wornAgeMs : undefined) ?? LEAST_AGE_LIMIT_MS
}

function withNumber({ bed }: Look): NumericView[] {
  return bed.numerics.filter(({ value }) => value !== null)
}

/**
 * What is wrong with the states of the line: each one that is not live has its cause and its alarm, and live means good
 * frames. A wearable that is out of reach is no alarm before WEARABLE_GAP_MS.
 */
function wrongStates({ looks, startUtcMs }: FaultTrial, { maxQuietMs, wearable }: Driver): string[] {
  let goodMs = 0
  let good = 0
  return looks.flatMap(({ atMs, link, bed }) => {
    if (link.goodFrames > good) goodMs = atMs
    good = link.goodFrames
    const hasCause = link.cause !== null
    const mayHaveNone = link.phase === 'live' || link.phase === 'opening'
    const hasAlarm = bed.alarms.some(({ text }) => text.startsWith('NO DATA'))
    const gapSinceUtcMs = (wearable && bed.wearable?.gapSinceUtcMs) ?? null
    const isShortGap = gapSinceUtcMs !== null && atMs + startUtcMs - gapSinceUtcMs < WEARABLE_GAP_MS
    const lacksAlarm = hasCause && !hasAlarm && !(isShortGap && link.cause === 'silent')
    const isStale = link.phase === 'live' && atMs - goodMs > maxQuietMs + LOOK_EVERY_MS
    return hasCause === mayHaveNone || lacksAlarm || isStale ? [`${link.phase} at ${atMs}`] : []
  })
}

function checkLine(trial: FaultTrial, { line }: FaultExpectation, writes: boolean): void {
  const before = lookAt(trial.looks, FAULT_AT_MS - LOOK_EVERY_MS).link
  expect(before).toMatchObject({ phase: 'live', cause: null })
  const during = trial.looks.filter(({ atMs }) => atMs > FAULT_AT_MS && atMs < trial.endMs)
  const states = new Set(during.map(({ link }) => `${link.phase} ${link.cause ?? ''}`.trim()))
  const last = lookAt(trial.looks, trial.endMs - LOOK_EVERY_MS).link
  switch (line) {
    case 'live':
      expect([...states]).toEqual(['live'])
      break
    case 'silent':
      expect(last).toMatchObject({ phase: 'silent', cause: 'silent' })
      break
    case 'noFrames':
      expect(last).toMatchObject({ phase: 'silent', cause: 'noFrames' })
      break
    case 'unplugged':
      expect(last).toMatchObject({ phase: 'unplugged', cause: 'unplugged' })
      break
    case 'damaged':
      for (const state of states) expect(['live', 'silent noFrames']).toContain(state)
      break
    case 'askedAnew':
      for (const state of states) expect(writes ? ['live', 'silent silent'] : ['live']).toContain(state)
  }
  expect(lookAt(trial.looks, trial.endMs + trial.recoverMs).link).toMatchObject({
    phase: 'live',
    cause: null,
  })
}

function checkCounts(trial: FaultTrial, fault: string, expectation: FaultExpectation, driver: string): void {
  const counted = isExcused(COUNTS_NO_DAMAGE, driver, fault) ? 'state' : expectation.counted
  const kinds = trial.station.measurements.flatMap((one) =>
    one.type === 'fault' && one.atMs >= FAULT_AT_MS ? [one.kind] : [],
  )
  const before = lookAt(trial.looks, FAULT_AT_MS - LOOK_EVERY_MS).link.badFrames
  const isBad = (trial.looks.at(-1)?.link.badFrames ?? 0) > before
  switch (counted) {
    case 'damage':
      expect(kinds.some((kind) => DAMAGE.has(kind))).toBe(true)
      expect(isBad || kinds.includes('skipped')).toBe(true)
      break
    case 'order': {
      const kind = ORDER_FAULTS[driver]?.[fault]
      expect([...new Set(kinds)]).toEqual(kind === undefined ? [] : expect.arrayContaining([kind]))
      break
    }
    case 'nothing':
      expect(kinds).toEqual([])
      break
    case 'state':
      expect(isBad).toBe(false)
  }
}

/** What is wrong with the numbers shown, and those that were not sent, or not shortly before. */
interface NumberFindings {
  readonly wrong: ReadonlySet<string>
  readonly invented: ReadonlySet<string>
}

/** Every number shown was sent, is as old as it says, and goes when it is too old. */
function checkNumbers(trial: FaultTrial, driver: Driver): NumberFindings {
  const sent = new SentNumbers(trial.sent)
  const wrong = new Set<string>()
  const invented = new Set<string>()
  for (const look of trial.looks) {
    for (const { key, value, arrivedUtcMs, ageLimitMs } of withNumber(look)) {
      const arrivedMs = arrivedUtcMs - trial.startUtcMs
      const sentMs = sent.lastOf(key, value, arrivedMs)
      if (sentMs === null || (ageLimitMs !== null && arrivedMs - sentMs > HELD_BACK_MS))
        invented.add(`${key} at ${arrivedMs}`)
      if (ageLimitMs === null) continue
      const limitMs = Math.max(
        leastAgeMs(driver, key),
        AGE_LIMIT_INTERVALS * sent.longestIntervalMs(key, look.atMs),
      )
      if (ageLimitMs > limitMs) wrong.add(`${key} may become ${ageLimitMs} old at ${look.atMs}`)
      if (look.atMs - arrivedMs >= 2 * ageLimitMs) wrong.add(`${key} of ${arrivedMs} shown at ${look.atMs}`)
    }
  }
  return { wrong, invented }
}

/** A fault that keeps everything away: each number is there past its limit, and gone past twice the limit. */
function checkAges({ looks, endMs, startUtcMs }: FaultTrial): void {
  const ageing = withNumber(lookAt(looks, FAULT_AT_MS)).filter(({ episodic }) => !episodic)
  expect(ageing.length).toBeGreaterThan(0)
  for (const { key } of ageing) {
    const isOld = ({ atMs, bed }: Look): boolean => {
      const one = bed.numerics.find((other) => other.key === key)
      return (
        one !== undefined &&
        one.value !== null &&
        atMs + startUtcMs - one.arrivedUtcMs > (one.ageLimitMs ?? 0)
      )
    }
    expect(looks.filter(({ atMs }) => atMs < endMs).some(isOld), key).toBe(true)
  }
  const left = withNumber(lookAt(looks, endMs - LOOK_EVERY_MS)).filter(({ episodic }) => !episodic)
  expect(left).toEqual([])
}

/** Good data is back in time, and in the end the bed shows what it would have shown without the fault. */
function checkRecovery({ looks, cleanLooks, startUtcMs, endMs, recoverMs }: FaultTrial): void {
  const back = looks.filter(({ atMs }) => atMs >= endMs && atMs <= endMs + recoverMs)
  const isFresh = (look: Look): boolean =>
    withNumber(look).some(
      ({ validity, arrivedUtcMs }) => validity === 'good' && arrivedUtcMs - startUtcMs >= endMs,
    )
  expect(back.some(isFresh)).toBe(true)
  const shown = (look: Look | undefined): string[] =>
    look === undefined
      ? []
      : withNumber(look)
          .filter(({ episodic }) => !episodic)
          .map(({ key, value, validity }) => `${key} ${value} ${validity}`)
  expect(shown(looks.at(-1))).toEqual(shown(cleanLooks.at(-1)))
}

/** Where a driver has no numbers: its waves are back in time. */
function checkWavesReturn({ station, endMs, recoverMs }: FaultTrial): void {
  expect(station.wavesAtMs.some((atMs) => atMs >= endMs && atMs <= endMs + recoverMs)).toBe(true)
}

/** Waves are stretches of what was sent, at their time within one packet, joined only where they belong together. */
function checkWaves(trial: FaultTrial, believed: number, isUnnoticed: boolean): void {
  const sent = new PlacedSamples(trial.clean.waves, trial.clean.wavesAtMs)
  const { untrue, joined } = sent.compare(trial.station.waves, isUnnoticed ? HELD_UP_MS : 0)
  if (isUnnoticed) return
  expect(untrue.length, JSON.stringify(untrue[0])).toBeLessThanOrEqual(believed)
  expect(joined.length, JSON.stringify(joined[0])).toBeLessThanOrEqual(believed)
}

it('says what to expect of every fault, and of no other', () => {
  expect(Object.keys(FAULT_EXPECTATIONS)).toEqual(faults.map(({ name }) => name))
})

describe.each(drivers.map((driver) => [driver.id, driver] as const))(
  '%s',
  { timeout: SLOW_MS },
  (id, driver) => {
    it.each(faults.map((fault) => [fault.name, fault] as const))(
      'H6 shows the truth through %s',
      (name, fault) => {
        const expectation = FAULT_EXPECTATIONS[name]
        if (expectation === undefined) throw new TypeError(`"fault" ${name} has no row`)
        const trial = runFaultTrial(driver, fault, expectation)
        const believed =
          driver.lock !== undefined && (CHANGES.has(name) || (WRITTEN_OUT.has(id) && name === 'drop-byte'))
            ? trial.stretches * driver.channels.length
            : 0
        const isNumbered = NUMBERED.has(id) && !isExcused(ORDER_UNSEEN, id, name)
        const isUnnoticed = UNNOTICED.has(name) && !isNumbered
        expect(wrongStates(trial, driver)).toEqual([])
        checkLine(trial, expectation, driver.writes !== null)
        checkCounts(trial, name, expectation, id)
        const { wrong, invented } = checkNumbers(trial, driver)
        expect([...wrong]).toEqual([])
        expect(invented.size, [...invented][0]).toBeLessThanOrEqual(believed)
        const hasNumbers = driver.channels.some(({ kind }) => kind === 'numeric')
        if (hasNumbers && expectation.lastsMs !== undefined) checkAges(trial)
        if (hasNumbers) checkRecovery(trial)
        else checkWavesReturn(trial)
        checkWaves(trial, believed, isUnnoticed)
        const shown = withNumber(lookAt(trial.looks, trial.endMs - LOOK_EVERY_MS)).map((one) => one.id)
        for (const gone of GONE[name] ?? []) expect(shown).not.toContain(gone)
      },
    )
  },
)

import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Twin, TwinOptions } from '../driver.ts'
import { createFaultyTwin, faultNamed, REPEATED } from './faulty-twin.ts'
import { seededRandom } from './random.ts'
import { faultNames, faults } from './table.ts'
import * as transforms from './transforms.ts'

const STEP_MS = 100
const STEP_BYTES = 50
const started: TwinOptions[] = []

/** Sends fifty bytes every tenth of a second: the number of the step since it was switched on. */
const driver = {
  maxQuietMs: 2_000,
  twin(options: TwinOptions): Twin {
    started.push(options)
    return {
      produce: (atMs) => new Uint8Array(STEP_BYTES).fill(Math.round(atMs / STEP_MS)),
      receive: () => undefined,
    }
  },
}
const options: TwinOptions = { scenario: 'stable', seed: 1, startUtcMs: 0 }

/** A minute of a line, as faults leave it. */
function run(names: readonly string[], seed = 1): Uint8Array[] {
  started.length = 0
  const twin = createFaultyTwin(driver, { ...options, seed }, names)
  return Array.from({ length: 600 }, (_, step) => twin.produce(step * STEP_MS))
}

const count = (pieces: readonly Uint8Array[]): number => pieces.reduce((sum, piece) => sum + piece.length, 0)
const ALL = count(run([]))

it('has the twenty faults, each with its own name', () => {
  expect(new Set(faultNames).size).toBe(20)
})

it.each(faultNames)('%s is the same for the same seed, and changes the line or the monitor', (name) => {
  const once = run([name])
  const starts = started.map(({ scenario, startUtcMs }) => `${scenario} ${startUtcMs}`)
  expect(run([name])).toEqual(once)
  const clean = run([])
  const isChanged = starts.join() !== 'stable 0' || JSON.stringify(once) !== JSON.stringify(clean)
  expect(isChanged).toBe(true)
})

it('leaves the line alone before the first time and between two', () => {
  const clean = run([])
  for (const { name, bytes } of faults) {
    if (bytes === undefined) continue
    const from = REPEATED.firstMs / STEP_MS
    expect(run([name]).slice(0, from)).toEqual(clean.slice(0, from))
    expect(run([name]).slice(200, 295)).toEqual(clean.slice(200, 295))
  }
})

it('drops some, adds some, and holds back without losing', () => {
  for (const name of ['drop-byte', 'drop-frame', 'truncate-frame', 'stall-quiet', 'unplug', 'reconnect'])
    expect(count(run([name]))).toBeLessThan(ALL)
  for (const name of ['noise', 'noise-inside', 'duplicate-frame'])
    expect(count(run([name]))).toBeGreaterThan(ALL)
  for (const name of ['flip-bit', 'flip-byte', 'stall', 'swap-frames', 'wrong-baud'])
    expect(count(run([name]))).toBe(ALL)
})

it('switches the monitor off and on, and moves its clock', () => {
  run(['restart'])
  expect(started.map((one) => one.startUtcMs)).toEqual([0, 13_000, 33_000, 53_000])
  run(['clock-day'])
  expect(started[1]?.startUtcMs).toBe(10_000 - 86_400_000)
  run(['leads-off'])
  expect(started[0]?.scenario).toBe('leads-off')
})

it('takes several at once', () => {
  expect(run(['stall', 'drop-byte'])).not.toEqual(run(['stall']))
})

it('leaves the bytes it is given alone', () => {
  const makers = Object.values(transforms)
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom(...makers),
      fc.boolean(),
      (bytes, make, on) => {
        const before = bytes.slice()
        const transform = make(seededRandom(1))
        transform(bytes, on)
        transform(bytes, !on)
        expect(bytes).toEqual(before)
      },
    ),
  )
})

it('names a fault that it does not know', () => {
  expect(() => createFaultyTwin(driver, options, ['drop-byte', 'sabotage'])).toThrow(
    '"fault" sabotage is not known',
  )
  expect(() => faultNamed('toString')).toThrow('"fault" toString')
})

it('gives numbers from 0 to below 1', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = seededRandom(seed)
      for (let index = 0; index < 20; index++) {
        const value = random()
        expect(value >= 0 && value < 1).toBe(true)
      }
    }),
  )
})

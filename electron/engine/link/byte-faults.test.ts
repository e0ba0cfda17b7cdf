import fc from 'fast-check'
import { expect, it } from 'vitest'
import { byteFaultNames, createByteFaults, seededRandom } from './byte-faults.ts'

const STEP_MS = 100
const STEPS = 600
const STEP_BYTES = 200

/** A minute of a line, as a fault leaves it. */
function run(names: readonly string[], seed: number): Uint8Array[] {
  const fault = createByteFaults(names, seed)
  return Array.from({ length: STEPS }, (_, step) =>
    fault(new Uint8Array(STEP_BYTES).fill(step & 0xff), step * STEP_MS),
  )
}

function count(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0)
}

it('is the same for the same seed, and changes something', () => {
  const clean = run([], 1)
  expect(count(clean)).toBe(STEPS * STEP_BYTES)
  for (const name of byteFaultNames) {
    expect(run([name], 1)).toEqual(run([name], 1))
    expect(run([name], 1)).not.toEqual(clean)
  }
})

it('drops some, adds some, flips some, and holds some back', () => {
  const all = STEPS * STEP_BYTES
  expect(count(run(['drop-byte'], 3))).toBeLessThan(all)
  expect(count(run(['noise'], 3))).toBeGreaterThan(all)
  expect(count(run(['flip-bit'], 3))).toBe(all)
  const stalled = run(['stall'], 3)
  expect(stalled.some((piece) => piece.length === 0)).toBe(true)
  expect(stalled.some((piece) => piece.length > STEP_BYTES)).toBe(true)
})

it('leaves the bytes it is given alone', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5_000 }), fc.constantFrom(...byteFaultNames), (bytes, name) => {
      const before = bytes.slice()
      createByteFaults([name], 1)(bytes, 6_000)
      expect(bytes).toEqual(before)
    }),
  )
})

it('names a fault that it does not know', () => {
  expect(() => createByteFaults(['drop-byte', 'sabotage'], 1)).toThrow('"fault" sabotage is not known')
  expect(() => createByteFaults(['toString'], 1)).toThrow('"fault" toString')
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

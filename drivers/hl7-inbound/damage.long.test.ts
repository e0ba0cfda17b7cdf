import { describe, expect, it } from 'vitest'
import { END_BLOCK, START_BLOCK } from '../hl7v2/codes.ts'
import type { Measurement } from '../model/measurement.ts'
import { hl7Inbound, SHOWN_WRONG } from './driver.ts'
import { hear } from './testing/hear.ts'

const FRAMING = [START_BLOCK, END_BLOCK].map((byte) => String.fromCharCode(byte))
/** Two messages decoded some thousand times: two seconds of work alone, on a busy machine ten times that. */
const SLOW_MS = 120_000
/** The stated figures were taken with 1, over half a minute. */
const EVERY_BIT = { numbers: 3, waves: 19 } as const
/** How far a figure from one bit in so many may lie from that of all. */
const SAMPLED = 0.15
const WARM_UP_MS = 3_000
const TICK_MS = 100

/** Messages of the twin as it sends them, without MLLP bytes. */
function twinMessages(): string[] {
  const twin = hl7Inbound.twin({ scenario: 'stable', seed: 1, startUtcMs: 0 })
  const bytes: number[] = []
  for (let atMs = 0; atMs <= WARM_UP_MS; atMs += TICK_MS) bytes.push(...twin.produce(atMs))
  return Buffer.from(bytes)
    .toString('utf8')
    .split(new RegExp(`[${FRAMING.join('')}]`))
    .filter((message) => message.startsWith('MSH'))
}

/** What a reader of the screen would take for true. */
function claims(said: readonly Measurement[]): Set<string> {
  return new Set(
    said.flatMap((one) => {
      if (one.type === 'numeric' && one.value !== null)
        return [`${one.channel.key} ${one.value} ${one.channel.unit}`]
      return one.type === 'wave' ? [`${one.channel.key} ${one.samples.join()}`] : []
    }),
  )
}

/** How many of the messages with one changed bit show something that the whole one does not: 1 in so many. */
function shownWrongOneIn(message: string, everyBit: number): number {
  const truth = claims(hear(message).said)
  expect(truth.size).toBeGreaterThan(0)
  const bytes = Buffer.from(message, 'latin1')
  let wrong = 0
  for (let bit = 0; bit < 8 * bytes.length; bit += everyBit) {
    const changed = Buffer.from(bytes)
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    if (![...claims(hear(changed.toString('latin1')).said)].every((claim) => truth.has(claim))) wrong++
  }
  return (8 * bytes.length) / everyBit / wrong
}

describe('one changed bit', { timeout: SLOW_MS }, () => {
  it.each([
    ['numbers', '|NM|'],
    ['waves', '|NA|'],
  ] as const)('shows another value as often as the driver says of messages with %s', (kind, mark) => {
    const message = twinMessages().find(
      (one) => one.includes(mark) && !(kind === 'numbers' && one.includes('|NA|')),
    )
    expect(message).toBeDefined()
    const oneIn = shownWrongOneIn(message ?? '', EVERY_BIT[kind])
    expect(Math.abs(oneIn / SHOWN_WRONG[kind] - 1)).toBeLessThan(SAMPLED)
  })
})

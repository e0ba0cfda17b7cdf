import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withShared } from '../../resources/testing/with-shared.ts'
import type { Measurement } from '../model/measurement.ts'
import { checkOf, isBlock, readSamples } from './block.ts'
import { BLOCK_BYTES, OFFSET, SEQUENCES } from './codes.ts'
import { DinamapDecoder } from './decode.ts'
import { createTwin } from './encode.ts'

const zero = { good: 0, checksum: 0, length: 0, short: 0, escape: 0, partial: 0, skippedBytes: 0 }
const ECG = 'X_DINAMAP_PRO1000_ECG'

/** Without `wantsEverything` as a station hears it. */
function decode(bytes: Uint8Array, wantsEverything = true) {
  const said: Measurement[] = []
  const decoder = new DinamapDecoder({ measure: (one) => said.push(one), wantsEverything })
  decoder.push(bytes, 0)
  decoder.end(0)
  const waves = (key: string) => said.filter((one) => one.type === 'wave' && one.channel.key === key)
  const samples = (key: string) => waves(key).flatMap((one) => (one.type === 'wave' ? [...one.samples] : []))
  const gaps = waves(ECG).flatMap((one) => (one.type === 'wave' ? one.marks : [])).length
  const faults = said.flatMap((one) => (one.type === 'fault' ? [`${one.kind} ${one.count ?? 1}`] : []))
  const alerts = said.flatMap((one) => (one.type === 'alert' ? [`${one.text} ${one.phase}`] : []))
  return { counts: { ...decoder.counts }, samples, gaps, faults, alerts, said }
}

/** A block of that number, with samples that count up and a check that holds. */
function block(number: number, status = 0): Uint8Array {
  const bytes = new Uint8Array(BLOCK_BYTES)
  bytes[OFFSET.sequence] = number % SEQUENCES
  bytes[OFFSET.status] = status
  bytes[OFFSET.ecg] = number % SEQUENCES
  bytes[OFFSET.check] = checkOf(bytes)
  bytes[OFFSET.notCheck] = ~checkOf(bytes)
  bytes[OFFSET.notSequence] = ~(number % SEQUENCES)
  return bytes
}

const blocks = (from: number, to: number, status = 0): Uint8Array[] =>
  Array.from({ length: to - from }, (_, index) => block(from + index, status))
const joined = (...parts: readonly (Uint8Array | readonly Uint8Array[])[]): Uint8Array =>
  Uint8Array.from(parts.flat().flatMap((part) => (typeof part === 'number' ? [part] : [...part])))

describe('recorded blocks of a PRO 1000', () => {
  withShared(
    'protocols/captures/dinamap-pro1000-binary/dinamap_data.txt',
    'are read one and all, and damage costs what it hits',
    (path) => {
      const bytes = new Uint8Array(Buffer.from(readFileSync(path, 'utf8').replaceAll(/\s/g, ''), 'hex'))
      const whole = decode(bytes)
      expect(whole.counts).toEqual({ ...zero, good: 1152 })
      expect(whole.faults).toEqual([])
      const ecg = whole.samples(ECG)
      expect(ecg).toHaveLength(4 * 1152)
      // Four samples of ten bits, the first in the highest bits: 7F 1F C7 F1 FC.
      expect(ecg.slice(0, 8)).toEqual([508, 508, 508, 508, 507, 508, 508, 508])
      expect([Math.min(...ecg), Math.max(...ecg)]).toEqual([486, 1022])
      const moving = whole.samples('X_DINAMAP_PRO1000_SLOT_4')
      expect(moving.slice(0, 4)).toEqual([412, 412, 406, 401])
      expect([moving.length, Math.min(...moving), Math.max(...moving)]).toEqual([1152, 346, 703])
      for (const [slot, still] of [384, 0, 384].entries())
        expect(new Set(whole.samples(`X_DINAMAP_PRO1000_SLOT_${slot + 1}`))).toEqual(new Set([still]))

      // It begins and ends within a block.
      const cut = decode(bytes.subarray(5, bytes.length - 7))
      expect(cut.counts).toEqual({ ...zero, good: 1150, partial: 2 })
      expect(cut.samples(ECG)).toEqual(ecg.slice(4, -4))
      // Two recordings in one file.
      const twice = decode(joined(bytes, bytes))
      expect(twice.counts).toEqual({ ...zero, good: 2304 })
      expect([twice.faults, twice.gaps]).toEqual([['lostFrame 48'], 1])
      // One byte lost, one added, one changed.
      const lost = decode(joined(bytes.subarray(0, 5000), bytes.subarray(5001)))
      expect(lost.counts).toEqual({ ...zero, good: 1151, checksum: 1 })
      const added = decode(joined(bytes.subarray(0, 5000), Uint8Array.of(7), bytes.subarray(5000)))
      expect(added.counts).toEqual({ ...zero, good: 1151, checksum: 1, skippedBytes: 1 })
      const changed = decode(bytes.map((byte, at) => (at === 5000 ? byte ^ 8 : byte)))
      expect(changed.counts).toEqual({ ...zero, good: 1151, checksum: 1 })
      expect([changed.faults, changed.gaps]).toEqual([['checksum 1'], 1])
      expect(changed.samples(ECG)).toEqual([...ecg.slice(0, 4 * 277), ...ecg.slice(4 * 278)])
    },
  )
})

it('checks as the recorded blocks do, and unpacks ten bits a sample', () => {
  const real = Uint8Array.from(Buffer.from('020E60000601967F1FC7EDFC0000007C83FD', 'hex'))
  expect(isBlock(real)).toBe(true)
  const samples = new Uint16Array(4)
  readSamples(real, OFFSET.slots, samples)
  expect([...samples]).toEqual([384, 0, 384, 406])
  for (let at = 0; at < BLOCK_BYTES; at++)
    expect(isBlock(real.map((byte, index) => (index === at ? byte ^ 0x10 : byte)))).toBe(false)
})

it('tells lost, doubled and late blocks by their numbers', () => {
  const lost = decode(joined(blocks(0, 20), blocks(23, 40)))
  expect([lost.faults, lost.gaps]).toEqual([['lostFrame 3'], 1])
  expect(lost.samples(ECG)).toHaveLength(4 * 37)
  const doubled = decode(joined(blocks(0, 20), block(19), blocks(20, 40)))
  expect([doubled.faults, doubled.gaps]).toEqual([['repeatedFrame 1'], 0])
  expect(doubled.samples(ECG)).toHaveLength(4 * 40)
  const swapped = decode(joined(blocks(0, 20), block(21), block(20), blocks(22, 40)))
  expect(swapped.faults).toEqual(['lostFrame 1', 'repeatedFrame 1'])
  expect(decode(joined(blocks(195, 210))).faults).toEqual([])
})

it('shows a station nothing before eight blocks in a row, and a listing a short recording without damage', () => {
  const short = joined(blocks(0, 7))
  expect(decode(short, false).said).toEqual([])
  expect(decode(short).samples(ECG)).toHaveLength(4 * 7)
  const broken = joined(blocks(0, 7), blocks(9, 16))
  expect(decode(broken).samples(ECG)).toEqual([])
})

it('counts each of several damaged blocks, and noise as bytes outside', () => {
  const hurt = (number: number): Uint8Array => block(number).map((byte, at) => (at === 3 ? byte ^ 1 : byte))
  expect(decode(joined(blocks(0, 9), hurt(9), hurt(10), hurt(11), blocks(12, 30))).counts).toEqual({
    ...zero,
    good: 27,
    checksum: 3,
  })
  const noise = new Uint8Array(50).fill(0xee)
  expect(decode(joined(blocks(0, 9), noise, blocks(9, 30))).counts).toEqual({
    ...zero,
    good: 30,
    checksum: 1,
    skippedBytes: 50 - BLOCK_BYTES,
  })
})

it('passes an alarm bit on once it stood for eight blocks, and its end', () => {
  const { alerts } = decode(
    joined(blocks(0, 20), blocks(20, 27, 0x40), blocks(27, 40), blocks(40, 60, 0x60), blocks(60, 80)),
  )
  expect(alerts).toEqual(['CRISIS start', 'WARNING start', 'CRISIS end', 'WARNING end'])
})

it('counts every byte once, whatever comes and however it is cut', () => {
  const twin = createTwin({ scenario: 'stable', seed: 3, startUtcMs: 0 }).produce(600)
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.uint8Array({ maxLength: 60 }),
          fc.nat(twin.length).map((at) => twin.subarray(at, at + 90)),
        ),
      ),
      (parts) => {
        const bytes = joined(...parts)
        const whole = decode(bytes)
        const said: Measurement[] = []
        const decoder = new DinamapDecoder({ measure: (one) => said.push(one), wantsEverything: true })
        for (const byte of bytes) decoder.push(Uint8Array.of(byte), 0)
        decoder.end(0)
        expect(said).toEqual(whole.said)
        const lost = said.reduce(
          (sum, one) => sum + (one.type === 'fault' && one.kind !== 'repeatedFrame' ? one.bytes : 0),
          0,
        )
        expect(lost + BLOCK_BYTES * whole.counts.good).toBe(bytes.length)
      },
    ),
  )
})

import { expect, it } from 'vitest'
import type { Measurement } from '../model/measurement.ts'
import { CLASS, UNLABELLED_MAX } from './codes.ts'
import { Listener } from './testing/listener.ts'
import { category, label, numeric, object, poll, samples } from './testing/polls.ts'
import { serialTransport } from './transport.ts'

const HR = 0x00024182
const BPM = 0x0aa0
const MMHG = 0x0f20

const numericsOf = (said: readonly Measurement[]) =>
  said.flatMap((one) => (one.type === 'numeric' ? [one] : []))

it('says what waited for its label with its own time: all of it to a listing, to a station what is not too old', () => {
  for (const [wantsEverything, times] of [
    [false, [4_000, 5_500]],
    [true, [0, 4_000, 5_500]],
  ] as const) {
    const listener = new Listener({ listenOnly: true }, serialTransport, wantsEverything)
    const value = numeric(0x4182, 0, BPM, 60)
    listener.decoder.push(poll(CLASS.numeric, [object(1, value)], { ticks: 0 }), 0)
    listener.decoder.push(poll(CLASS.numeric, [object(1, value)], { ticks: 32_000 }), 4_000)
    expect(listener.said).toEqual([])
    listener.decoder.push(poll(CLASS.numeric, [object(1, label(HR), value)], { ticks: 44_000 }), 5_500)
    expect(numericsOf(listener.said).map(({ atMs }) => atMs)).toEqual(times)
  }
})

it('names values whose label never comes by their id for a listing, and says nothing of them to a station', () => {
  const values = poll(CLASS.numeric, [
    object(1, numeric(0x4182, 0, BPM, 60)),
    object(2, numeric(0x4a15, 0, MMHG, 120)),
    // A setting of the ventilator has the same id as what is measured there.
    object(3, numeric(0x51a8, 0, 0x0f40, 5)),
    object(4, category(3), numeric(0x4182, 0, BPM, 50)),
    object(5, numeric(0x4182, 0, MMHG, 60)),
    object(6, numeric(0xfffe, 0, BPM, 7)),
  ])
  const station = new Listener().hearAll(values)
  expect(station.said).toEqual([])
  const listing = new Listener({ listenOnly: true }, serialTransport, true).hearAll(values)
  expect(numericsOf(listing.said).map(({ channel, value }) => [channel.id, value])).toEqual([
    ['MDC_ECG_HEART_RATE', 60],
    ['MDC_PRESS_BLD_ART_ABP_SYS', 120],
    ['X_PHILIPS_INTELLIVUE_51A8', 5],
    ['X_PHILIPS_INTELLIVUE_FFFE', 7],
  ])
  expect(listing.faults()).toEqual({ illegalUnit: 1 })
})

it('does not wait for ever for a label, and takes it when it comes after all', () => {
  const listener = new Listener({ listenOnly: true }, serialTransport, true)
  const value = numeric(0x480a, 0, BPM, 71)
  const say = (count: number, ...facts: Parameters<typeof object>[1][]): void =>
    listener.decoder.push(poll(CLASS.numeric, [object(1, ...facts, value)], { ticks: 8192 * count }), 0)
  for (let count = 1; count < UNLABELLED_MAX; count++) say(count)
  expect(listener.said).toEqual([])
  say(UNLABELLED_MAX)
  expect(listener.said).toHaveLength(UNLABELLED_MAX)
  say(UNLABELLED_MAX + 1, label(0x80035402))
  const keys = numericsOf(listener.said).map(({ channel }) => channel.key)
  expect([keys[0], keys.at(-1)]).toEqual(['MDC_PULS_RATE@pulse', 'MDC_PULS_RATE@abp'])
})

it('counts the messages of waves whose scale never comes', () => {
  const listener = new Listener().hearAll(poll(CLASS.wave, [object(9, samples(0x0102, 0, [8192]))]))
  expect(listener.faults()).toEqual({ lostFrame: 1 })
})

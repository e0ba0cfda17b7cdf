import { expect, it } from 'vitest'
import { INTERVAL, RECORD_TYPE } from './codes.ts'
import { alarmRequest, physiologicalRequest, waveRequest, waveStopRequest } from './requests.ts'

/** A printed request: the bytes that are not zero, by position between the flags, and the checksum as sent. */
function printed(
  size: number,
  bytes: Readonly<Record<number, number>>,
  checksum: readonly number[],
): number[] {
  const plain = Array.from({ length: size }, (_, at) => bytes[at] ?? 0)
  return [0x7e, ...plain, ...checksum, 0x7e]
}

const physiological = { 0: 0x31, 21: 0xff }
const wave = { 0: 0x48, 14: 0x01, 21: 0xff }

it.each([
  ['displayed, all classes, 10 s', RECORD_TYPE.displayed, 10, { 40: 1, 41: 10, 43: 0x0e }, [0x49]],
  ['displayed, stop', RECORD_TYPE.displayed, INTERVAL.stop, { 40: 1 }, [0x31]],
  ['60 s trend, checksum escaped', RECORD_TYPE.trend60s, 60, { 40: 3, 41: 0x3c, 43: 0x0e }, [0x7d, 0x5d]],
  ['displayed, 5 s', RECORD_TYPE.displayed, 5, { 40: 1, 41: 5, 43: 0x0e }, [0x44]],
  ['displayed, once', RECORD_TYPE.displayed, INTERVAL.once, { 40: 1, 41: 0xff, 42: 0xff, 43: 0x0e }, [0x3d]],
  ['auxiliary, once', RECORD_TYPE.auxiliary, INTERVAL.once, { 40: 4, 41: 0xff, 42: 0xff }, [0x32]],
] as const)('makes the printed request: %s', (_name, type, interval, bytes, checksum) => {
  expect([...physiologicalRequest(type, interval)]).toEqual(
    printed(49, { ...physiological, ...bytes }, checksum),
  )
})

it('makes the printed wave requests', () => {
  expect([...waveRequest([1])]).toEqual(printed(72, { ...wave, 44: 1, 45: 0xff }, [0x48]))
  expect([...waveRequest([1, 4, 8, 9, 13])]).toEqual(
    printed(72, { ...wave, 44: 1, 45: 4, 46: 8, 47: 9, 48: 13, 49: 0xff }, [0x6a]),
  )
  expect([...waveStopRequest()]).toEqual(printed(72, { ...wave, 40: 1, 44: 0xff }, [0x48]))
})

it('makes the printed alarm request', () => {
  expect([...alarmRequest()]).toEqual(printed(52, { 0: 0x34, 14: 0x04, 21: 0xff, 40: 2 }, [0x39]))
})

it('leaves out the end mark when all eight places are taken, and refuses a ninth', () => {
  const eight = [1, 2, 3, 4, 5, 6, 7, 8]
  expect([...waveRequest(eight)].slice(45, 54)).toEqual([...eight, 0])
  expect(() => waveRequest([...eight, 9])).toThrow("'types'")
})

import { describe, expect, it } from 'vitest'
import type { Numeric } from '../../../drivers/model/measurement.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { LiveInputs } from './live-inputs.ts'
import { channelOf, numericOf } from './testing.ts'

const SATURATION = channelOf('MDC_PULS_OXIM_SAT_O2', '%')
const ECG_RATE = channelOf('MDC_ECG_HEART_RATE', '/min')
const PLETH_RATE = channelOf('MDC_PULS_OXIM_PULS_RATE', '/min')
const CUFF = channelOf('MDC_PRESS_BLD_NONINV_SYS', 'mm[Hg]', 'episodic')
const MINUTE_MS = 60_000

function bench() {
  const time = new ManualTime()
  const inputs = new LiveInputs(time)
  const bring = (...measurements: readonly Numeric[]): void => {
    const atMs = time.monotonicMs()
    inputs.take({ bed: 'b1', atMs, atUtcMs: time.utcMs(atMs), simulated: false, measurements, waves: [] })
  }
  const now = () => time.monotonicMs()
  return { time, inputs, bring, now, at: () => inputs.at(now()) }
}

describe('what scores read of a monitor', () => {
  it('is the median of five minutes of a stream, with the time of its newest value', () => {
    const { time, bring, now, at } = bench()
    for (let second = 0; second < 10 * 60; second++) {
      bring(numericOf(SATURATION, second < 300 ? 80 : second % 10 === 0 ? 70 : 95, now()))
      time.advance(1_000)
    }
    expect(at().spo2).toMatchObject({ value: 95, measuredAtMs: now() - 1_000 })
  })

  it('H12 is never a number that the monitor doubts or has taken back, nor one that stopped coming', () => {
    const { time, bring, now, at } = bench()
    for (const value of [95, 96, 97]) {
      bring(numericOf(SATURATION, value, now()))
      time.advance(1_000)
    }
    const last = at().spo2
    expect(last).toMatchObject({ value: 96, currentForMs: 5_000 })
    bring(numericOf(SATURATION, 60, now(), 'questionable'))
    expect(at().spo2).toBeNull()
    bring(numericOf(SATURATION, null, now(), 'off'))
    expect(at().spo2).toBeNull()
    bring(numericOf(SATURATION, 96, now()))
    const since = now()
    time.advance(MINUTE_MS)
    const gone = at().spo2
    expect(gone?.measuredAtMs).toBe(since)
    expect(now() - (gone?.measuredAtMs ?? 0)).toBeGreaterThan(gone?.currentForMs ?? Number.POSITIVE_INFINITY)
  })

  it('takes the best source that is current', () => {
    const { time, bring, now, at } = bench()
    bring(numericOf(ECG_RATE, 80, now()), numericOf(PLETH_RATE, 78, now()))
    expect(at().pulse?.value).toBe(80)
    for (let second = 0; second < 30; second++) {
      time.advance(1_000)
      bring(numericOf(PLETH_RATE, 78, now()))
    }
    expect(at().pulse?.value).toBe(78)
  })

  it('converts no unit', () => {
    const { bring, now, at } = bench()
    bring(numericOf(channelOf('MDC_TEMP', '[degF]'), 99, now()))
    expect(at().temperature).toBeNull()
  })

  it('H3 keeps nothing of whoever lay there before, a cuff reading of that time that comes again included', () => {
    const { time, inputs, bring, now, at } = bench()
    const reading: Numeric = { ...numericOf(CUFF, 120, now()), deviceMs: 10_000, measuredDeviceMs: 10_000 }
    bring(numericOf(SATURATION, 97, now()), reading)
    expect(at().systolic?.value).toBe(120)
    time.advance(MINUTE_MS)
    inputs.reset()
    expect([at().spo2, at().systolic]).toEqual([null, null])
    bring({ ...reading, atMs: now(), deviceMs: 10_000 + MINUTE_MS })
    expect(at().systolic).toBeNull()
    bring({ ...reading, atMs: now(), deviceMs: 70_000, measuredDeviceMs: 70_000, value: 130 })
    expect(at().systolic?.value).toBe(130)
  })

  it('H3 takes no cuff reading that a monitor without times goes on to repeat for one of the next patient', () => {
    const { time, inputs, bring, now, at } = bench()
    const everySecond = (value: number): void => {
      for (let second = 0; second < 30; second++) {
        bring(numericOf(CUFF, value, now()))
        time.advance(1_000)
      }
    }
    everySecond(120)
    expect(at().systolic?.value).toBe(120)
    inputs.reset()
    everySecond(120)
    expect(at().systolic).toBeNull()
    everySecond(131)
    expect(at().systolic?.value).toBe(131)
  })

  it('H12 gives a repeated cuff reading the time of its first arrival', () => {
    const { time, bring, now, at } = bench()
    bring(numericOf(CUFF, 120, now()))
    for (let minute = 0; minute < 90; minute++) {
      time.advance(MINUTE_MS)
      bring(numericOf(CUFF, 120, now()))
    }
    expect(at().systolic?.measuredAtMs).toBe(0)
  })

  it('H8 H12 ages by the monotonic clock when the clock of the PC is set', () => {
    const { time, bring, now, at } = bench()
    bring(numericOf(CUFF, 120, now()))
    time.advance(MINUTE_MS)
    time.setClock(2 * 60 * MINUTE_MS)
    expect(now() - (at().systolic?.measuredAtMs ?? 0)).toBe(MINUTE_MS)
  })
})

import { describe, expect, it, vi } from 'vitest'
import { ABORT, REFUSE, RELEASE_ANSWER, SESSION_BYTE } from './codes.ts'
import { intellivueOptions } from './options.ts'
import { Line, WIRES } from './testing/line.ts'

/** Minutes of a monitor take a second alone; a shared machine may be ten times slower. */
vi.setConfig({ testTimeout: 30_000 })
const CONNECT = SESSION_BYTE.connect
const RELEASE = SESSION_BYTE.release

describe.each(WIRES)('on the %s wire', (wire) => {
  it('releases what was left, associates, confirms the system and has numbers, waves and alarms in three seconds', () => {
    const line = new Line(wire).run(3000)
    expect(line.log.slice(0, 2).map(({ first }) => first)).toEqual([RELEASE, CONNECT])
    const kinds = new Set(line.listener.said.map(({ type }) => type))
    expect(kinds.has('numeric') && kinds.has('identity')).toBe(true)
    expect(line.listener.decoder.alertsFlow).toBe(true)
    line.run(9000)
    const waves = new Set(
      line.listener.said.flatMap((one) => (one.type === 'wave' ? [one.channel.label] : [])),
    )
    expect(waves).toEqual(new Set(['II', 'Pleth', 'ABP', 'Resp', 'CO2']))
    expect(line.listener.faults()).toEqual({})
  })

  it('shows three leads of one handle, without a gap', () => {
    const line = new Line(wire, { waves: ['ecg1', 'ecg2', 'ecg3', 'pleth'] }).run(20_000)
    const waves = line.listener.said.flatMap((one) => (one.type === 'wave' ? [one] : []))
    expect(new Set(waves.map(({ channel }) => channel.id))).toEqual(
      new Set([
        'MDC_ECG_ELEC_POTL_I',
        'MDC_ECG_ELEC_POTL_II',
        'MDC_ECG_ELEC_POTL_III',
        'MDC_PULS_OXIM_PLETH',
      ]),
    )
    expect(waves.some(({ marks }) => marks.some(({ kind }) => kind === 'gap'))).toBe(false)
  })

  it('goes on for minutes: polls are renewed before they end, and the association is kept alive', () => {
    const line = new Line(wire).run(180_000)
    expect(line.times(CONNECT)).toHaveLength(1)
    const heart = line.listener.said.filter(
      (one) => one.type === 'numeric' && one.channel.id === 'MDC_ECG_HEART_RATE',
    )
    expect(heart.length).toBeGreaterThan(170)
    const gaps = line.listener.said.flatMap((one) => (one.type === 'wave' ? one.marks : []))
    expect(gaps.filter(({ kind }) => kind === 'gap')).toEqual([])
  })

  it('never sends faster than the monitor takes: one message in 250 ms but for the confirmation', () => {
    const line = new Line(wire).run(120_000)
    const running = line.log.filter(({ first }) => first === 0xe1)
    for (const [index, one] of running.entries()) {
      const before = running[index - 1]
      if (before !== undefined) expect(one.atMs - before.atMs).toBeGreaterThanOrEqual(250)
    }
  })

  it('asks for an association once a second while nobody answers', () => {
    const line = new Line(wire)
    line.run(10_000, () => undefined)
    const times = line.times(CONNECT)
    expect(times.length).toBeGreaterThanOrEqual(9)
    for (const [index, atMs] of times.entries())
      expect(atMs - (times[index - 1] ?? -1000)).toBeGreaterThanOrEqual(1000)
  })

  it('waits five seconds after a refusal, and a second after an abort', () => {
    const line = new Line(wire)
    line.run(500, () => undefined)
    line.hear(REFUSE)
    line.run(4900, () => undefined)
    expect(line.times(CONNECT)).toHaveLength(1)
    line.run(600, () => undefined)
    expect(line.times(CONNECT)).toHaveLength(2)
    line.hear(ABORT)
    line.run(900, () => undefined)
    expect(line.times(CONNECT)).toHaveLength(2)
    line.run(300, () => undefined)
    expect(line.times(CONNECT)).toHaveLength(3)
  })

  it('associates again after the monitor was switched off and on, and marks the gap in the waves', () => {
    const line = new Line(wire).run(20_000)
    line.twin = line.freshTwin()
    line.run(20_000)
    expect(line.times(CONNECT).length).toBeGreaterThanOrEqual(2)
    const last = line.listener.said.filter((one) => one.type === 'numeric').at(-1)
    expect(last?.atMs).toBeGreaterThan(38_000)
    const waves = line.listener.said.flatMap((one) => (one.type === 'wave' ? [one] : []))
    const gaps = waves.filter(({ marks }) => marks.some(({ kind }) => kind === 'gap'))
    expect(new Set(gaps.map(({ channel }) => channel.label)).size).toBe(5)
    expect(gaps).toHaveLength(5)
  })

  it('comes back after a line that was cut for half a minute', () => {
    const line = new Line(wire).run(10_000)
    line.isUp = false
    line.run(30_000)
    const before = line.values
    line.isUp = true
    line.run(10_000)
    expect(line.values).toBeGreaterThan(before)
  })

  it('releases an association whose answer was lost, and has numbers five seconds after the line is back', () => {
    const line = new Line(wire).run(10_000)
    line.isUp = false
    // The monitor ends the association meanwhile, and takes the next request, whose answer is lost too.
    line.run(45_000)
    const before = line.values
    line.isUp = true
    line.run(5_000)
    expect(line.values).toBeGreaterThan(before)
  })

  it('begins again when the monitor ends the association', () => {
    const line = new Line(wire).run(5000)
    line.hear(RELEASE_ANSWER)
    line.run(10_000)
    expect(line.times(CONNECT).length).toBeGreaterThanOrEqual(2)
  })

  it('writes nothing when it may only listen', () => {
    expect(new Line(wire, { listenOnly: true }).run(20_000).log).toEqual([])
  })

  it('asks the slow line for values alone, and for labels now and then', () => {
    const line = new Line(wire, { fastLine: false, waves: ['ecg2'] }).run(70_000)
    expect(line.listener.faults()).toEqual({})
    expect(line.values).toBeGreaterThan(500)
    expect(line.listener.said.some((one) => one.type === 'wave')).toBe(true)
  })
})

describe('options', () => {
  it('refuses more waves than the monitor sends, in a sentence', () => {
    const problem = (input: unknown) => intellivueOptions.safeParse(input).error?.issues[0]?.message
    expect(problem({ waves: ['ecg1', 'ecg2', 'ecg3', 'v1'] })).toMatch(/at most 3 ECG waves/)
    expect(problem({ waves: ['pleth', 'pleth'] })).toMatch(/once/)
    expect(problem({ waves: ['ecg1', 'pleth', 'abp'], fastLine: false })).toMatch(/slow line/)
    expect(problem({ waves: ['nothing'] })).toBeDefined()
    expect(problem({ wave: [] })).toMatch(/wave/)
    expect(problem({})).toBeUndefined()
  })

  it('polls no waves and no alarms that are not wanted', () => {
    const line = new Line('serial', { waves: [], alarms: false }).run(20_000)
    expect(line.listener.said.some((one) => one.type === 'wave')).toBe(false)
    expect(line.listener.decoder.alertsFlow).toBe(false)
  })
})

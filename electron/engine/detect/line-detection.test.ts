import { describe, expect, it } from 'vitest'
import type { Driver, SerialSettings, Twin } from '../../../drivers/driver.ts'
import { geS5 } from '../../../drivers/ge-s5/driver.ts'
import { hl7Inbound } from '../../../drivers/hl7-inbound/driver.ts'
import { nellcorAscii } from '../../../drivers/nellcor-ascii/driver.ts'
import { nonin } from '../../../drivers/nonin/driver.ts'
import { philipsIntellivue } from '../../../drivers/philips-intellivue/driver.ts'
import { drivers } from '../../../drivers/registry.ts'
import { parseLink } from '../link/spec.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { MonitorOnWire } from '../testing/monitor-on-wire.ts'
import { attemptsOf } from './attempts.ts'
import { LineDetection } from './line-detection.ts'

const STEP_MS = 500
const LONGEST_SEARCH_MS = 300_000
/** A monitor that sends by itself has begun by then. */
const UNASKED_MS = 5_000
const SERIAL = 'serial:/dev/x'
/** First byte of the message that ends an IntelliVue association, behind the flag and four bytes of header. */
const RELEASE = 0x09
const RELEASE_AT = 5
/** A search of minutes runs through every driver in manual time; a shared machine may be ten times slower. */
const SLOW_MS = 60_000

const silent: Twin = { produce: () => new Uint8Array(0), receive: () => undefined }
const twinOf = (driver: Driver): Twin => driver.twin({ scenario: 'stable', seed: 4, startUtcMs: 0 })

interface Wanted {
  readonly twin?: Twin
  readonly settings?: SerialSettings | null
  readonly all?: readonly Driver[]
  readonly ask?: boolean
  readonly link?: string
}

function bench({ twin = silent, settings = null, all = drivers, ask = true, link = SERIAL }: Wanted) {
  const time = new ManualTime()
  const monitor = new MonitorOnWire(twin, settings, time)
  const attempts = attemptsOf(all, parseLink(link), ask)
  const begin = () =>
    new LineDetection({
      drivers: all.map((driver) => ({ driver, options: driver.options.parse({}) })),
      attempts,
      linkOf: monitor.linkOf,
      clock: time,
      timers: time,
    })
  const run = (search: LineDetection) => {
    for (let spentMs = 0; spentMs < LONGEST_SEARCH_MS; spentMs += STEP_MS) {
      if (search.progress.state !== 'running') break
      time.advance(STEP_MS)
    }
    const { state, detection, bytes, problem } = search.progress
    const found = detection.claims.map(({ driver }) => driver.id)
    return { state, verdict: detection.verdict, found, bytes, problem, attempt: search.attempt }
  }
  return { time, monitor, attempts, begin, run }
}

/** Monitors that send nothing unless asked; who sends HL7 begins by himself, and a ventilator has a port that does. */
function isSilentUntilAsked(driver: Driver): boolean {
  return driver.writes !== null && twinOf(driver).produce(UNASKED_MS).length === 0
}

describe('a search on a live line', { timeout: SLOW_MS }, () => {
  it('finds a monitor that sends by itself by listening, and writes not one byte', () => {
    const { monitor, begin, run } = bench({ twin: twinOf(nonin), settings: nonin.link.serial })
    const result = run(begin())
    expect(result).toMatchObject({ state: 'done', verdict: 'one', found: ['nonin'] })
    expect(result.attempt).toMatchObject({ asks: null, serial: { baud: 9_600 } })
    expect(monitor.written).toEqual([])
    expect(monitor.open).toBe(0)
  })

  it('waits for a slow monitor whose lines it understands, until its lock is gained', () => {
    const { begin, run } = bench({ twin: twinOf(nellcorAscii), settings: nellcorAscii.link.serial })
    expect(run(begin())).toMatchObject({ verdict: 'one', found: ['nellcor-ascii'] })
  })

  it('gives a monitor that it asked free again when it has been found, or the search is cancelled', () => {
    const isRelease = (bytes: Uint8Array) => bytes[RELEASE_AT] === RELEASE
    for (const isCancelled of [false, true]) {
      const heard: Uint8Array[] = []
      const twin = twinOf(philipsIntellivue)
      const kept: Twin = {
        produce: (atMs) => twin.produce(atMs),
        receive(bytes, atMs) {
          heard.push(bytes.slice())
          twin.receive(bytes, atMs)
        },
      }
      const { begin, run, time } = bench({ twin: kept, all: [philipsIntellivue] })
      const search = begin()
      if (!isCancelled) {
        expect(run(search).found).toEqual(['philips-intellivue'])
      } else {
        for (let spentMs = 0; heard.length < 4 && spentMs < LONGEST_SEARCH_MS; spentMs += STEP_MS)
          time.advance(STEP_MS)
        search.close()
      }
      expect(heard.length).toBeGreaterThan(3)
      expect(heard.at(-1)).toSatisfy(isRelease)
    }
  })

  it('finds a sender that would be answered by listening too', () => {
    const { monitor, begin, run } = bench({ twin: twinOf(hl7Inbound), settings: hl7Inbound.link.serial })
    expect(run(begin())).toMatchObject({ verdict: 'one', found: ['hl7-inbound'], attempt: { asks: null } })
    expect(monitor.written).toEqual([])
  })

  it.each(drivers.filter(isSilentUntilAsked).map((driver) => [driver.id, driver] as const))(
    'finds %s by asking, after everybody has listened everywhere',
    (id, driver) => {
      const { monitor, attempts, begin, run } = bench({ twin: twinOf(driver), settings: driver.link.serial })
      const result = run(begin())
      expect(result).toMatchObject({ state: 'done', verdict: 'one', found: [id] })
      expect(result.attempt?.asks?.id).toBe(id)
      const listened = attempts.filter(({ asks }) => asks === null).length
      expect(monitor.opened.slice(0, listened)).toEqual(
        attempts.slice(0, listened).map(({ serial }) => serial),
      )
      expect(monitor.written.length).toBeGreaterThan(0)
      // One driver at a time: only at settings of drivers that ask, and the right one was the last.
      expect(monitor.written.at(-1)).toEqual(driver.link.serial)
    },
  )

  it('finds a monitor at a speed that is not the usual one of its driver', () => {
    const fast = { ...geS5.link.serial, baud: 115_200 }
    const { begin, run } = bench({ twin: twinOf(geS5), settings: fast })
    expect(run(begin())).toMatchObject({ found: ['ge-s5'], attempt: { serial: { baud: 115_200 } } })
  })

  it('only listens where asking is not wanted', () => {
    const { monitor, begin, run } = bench({ twin: twinOf(geS5), settings: geS5.link.serial, ask: false })
    expect(run(begin())).toMatchObject({ state: 'done', verdict: 'none', found: [], bytes: 0 })
    expect(monitor.written).toEqual([])
  })

  it('tells bytes that nobody understands from silence', () => {
    let sent = 0
    const stranger: Twin = {
      produce: (atMs) =>
        new Uint8Array(Math.floor(atMs / STEP_MS) > sent ? 9 : 0).map(() => (sent++ * 37) & 0xff),
      receive: () => undefined,
    }
    const babble = bench({ twin: stranger })
    expect(babble.run(babble.begin())).toMatchObject({ state: 'done', verdict: 'none' })
    expect(babble.run(babble.begin()).bytes).toBeGreaterThan(0)
    const quiet = bench({})
    expect(quiet.run(quiet.begin())).toMatchObject({ state: 'done', verdict: 'none', bytes: 0 })
    expect(quiet.monitor.opened).toHaveLength(quiet.attempts.length)
  })

  it('leaves the choice to people where several drivers claim the stream', () => {
    const copy = { ...nonin, id: 'our-oximeter' }
    const { begin, run } = bench({
      twin: twinOf(nonin),
      settings: nonin.link.serial,
      all: [...drivers, copy],
    })
    expect(run(begin())).toMatchObject({ verdict: 'several', found: ['nonin', 'our-oximeter'] })
  })

  it('ends at once when cancelled, and lets go of the line', () => {
    const { time, monitor, begin } = bench({})
    const search = begin()
    // Somebody asks once everybody has listened.
    for (let spentMs = 0; monitor.written.length === 0 && spentMs < LONGEST_SEARCH_MS; spentMs += STEP_MS)
      time.advance(STEP_MS)
    search.close()
    search.close()
    const writes = monitor.written.length
    expect(writes).toBeGreaterThan(0)
    time.advance(60_000)
    expect(search.progress.state).toBe('cancelled')
    expect(monitor.open).toBe(0)
    expect(monitor.written).toHaveLength(writes)
  })

  it('says why a line cannot be searched', () => {
    for (const cause of ['portMissing', 'portBusy', 'portForbidden', 'unreachable'] as const) {
      const { monitor, begin, run } = bench({})
      monitor.refusal = cause
      expect(run(begin())).toMatchObject({ state: 'failed', problem: `detail of ${cause}` })
    }
    const { monitor, begin, run } = bench({})
    monitor.unfit = () => true
    expect(run(begin())).toMatchObject({ state: 'failed', problem: 'detail of error' })
  })

  it('passes over settings that the port cannot take, and waits for a port that is still being let go', () => {
    const { monitor, begin, run } = bench({ twin: twinOf(nonin), settings: nonin.link.serial })
    monitor.unfit = (settings) => settings?.parity === 'even'
    monitor.busyTimes = 3
    expect(run(begin())).toMatchObject({ state: 'done', found: ['nonin'] })
    expect(monitor.busyTimes).toBe(0)
  })
})

import { describe, expect, it } from 'vitest'
import type { Alert, Fault } from '../../../../drivers/model/measurement.ts'
import { VigilError } from '../../../ipc/contract.ts'
import type { BedCoverage } from '../open/open.ts'
import { Bench, CUFF, ECG, HEART_RATE, numeric, timed } from '../testing/recorder-bench.ts'
import { numericChannel, RATE_HZ, START_UTC_MS } from '../testing/samples.ts'
import type { StoredGap } from '../types.ts'

function gap(cause: StoredGap['cause'], fromMs: number, toMs: number): unknown {
  return expect.objectContaining({
    cause,
    channel: null,
    fromUtcMs: START_UTC_MS + fromMs,
    toUtcMs: START_UTC_MS + toMs,
  })
}

const COVERAGE: BedCoverage = {
  bed: 'b1',
  fromUtcMs: START_UTC_MS - 90_000,
  toUtcMs: START_UTC_MS - 60_000,
  knownUntilUtcMs: START_UTC_MS - 50_000,
}

describe('recorder', () => {
  it('gathers a second and joins waves that follow each other', async () => {
    const bench = new Bench()
    const half = new Array<number>(RATE_HZ / 10).fill(1)
    bench.batch([numeric(71)], [timed(START_UTC_MS, half)])
    await bench.pass(100)
    bench.batch([numeric(72), numeric(null)], [timed(START_UTC_MS + 100, half)])
    await bench.pass(800)
    expect(bench.seconds).toHaveLength(1)
    const [second] = bench.seconds
    expect(second?.channels.map((one) => [one.number, one.bed, one.channel.key])).toEqual([
      [1, 'b1', 'ii'],
      [2, 'b1', 'hr'],
    ])
    expect(second?.waves.map((wave) => [wave.channel, wave.startUtcMs, wave.samples.length])).toEqual([
      [1, START_UTC_MS, 2 * half.length],
    ])
    expect(bench.numerics).toEqual([71, 72, null])
    await bench.pass(2000)
    expect(bench.seconds).toHaveLength(1)
  })

  it.each([20, 100, 200, 250, 256, 280, 320, 400, 500])(
    'H14 has no more than a second of a wave in its hands that comes in packets of %d ms',
    (packetMs) => {
      const [tickMs, commitMs, forMs] = [50, 50, 6_000]
      for (let phaseMs = 0; phaseMs < tickMs; phaseMs++) {
        const bench = new Bench()
        const sentAtMs: number[] = []
        let most = 0
        for (let nowMs = 0, atRisk: number[] = []; nowMs < forMs; nowMs++) {
          bench.nowMs = nowMs
          if (nowMs % packetMs === phaseMs % packetMs) {
            bench.batch([], [timed(START_UTC_MS + nowMs - packetMs, [1])])
            atRisk.push(nowMs)
          }
          if (nowMs % tickMs === 0) bench.recorder.tick(nowMs)
          if (bench.seconds.length > sentAtMs.length) sentAtMs.push(nowMs)
          const onDiskMs = sentAtMs.findLast((ms) => ms + commitMs <= nowMs) ?? -1
          atRisk = atRisk.filter((ms) => ms > onDiskMs)
          most = Math.max(most, atRisk.length * packetMs)
        }
        expect(most, `packets ${phaseMs} ms after a tick`).toBeLessThanOrEqual(1000)
      }
    },
  )

  it('tells that a wave came back later than its bed', async () => {
    const stored = { number: 7, bed: 'b1', driver: 'test', simulated: false, channel: { ...ECG } }
    const bench = new Bench({ closedCleanly: false, coverage: [COVERAGE], channels: [stored] })
    await bench.pass(1000)
    bench.batch([numeric(71)])
    await bench.pass(1000)
    bench.batch([], [timed(START_UTC_MS + 1900, [1], true)])
    await bench.pass(1000)
    expect(bench.gaps).toEqual([
      gap('crash', -50_000, 1000),
      expect.objectContaining({
        cause: 'deviceGap',
        channel: 7,
        fromUtcMs: START_UTC_MS + 1000,
        toUtcMs: START_UTC_MS + 1900,
        evidence: `${0.9 * RATE_HZ} samples missing`,
      }),
    ])
  })

  it('goes on with the channel numbers of the record', async () => {
    const stored = { number: 41, bed: 'b1', driver: 'test', simulated: false, channel: { ...HEART_RATE } }
    const bench = new Bench({ channels: [stored] })
    bench.batch([numeric(71), numeric(120, { channel: CUFF })])
    await bench.pass(900)
    expect(bench.seconds[0]?.channels.map((one) => one.number)).toEqual([42])
    expect(bench.seconds[0]?.numerics.map((one) => one.channel)).toEqual([41, 42])
  })

  it('sends an alarm at once', () => {
    const bench = new Bench()
    const alert: Alert = {
      type: 'alert',
      atMs: 0,
      deviceMs: null,
      priority: 'high',
      kind: 'physiological',
      text: 'ASYSTOLE',
      phase: 'start',
    }
    bench.batch([alert])
    expect(bench.seconds.flatMap((second) => second.alerts.map((one) => one.text))).toEqual(['ASYSTOLE'])
  })

  it('stores a cuff reading once, at the time it was taken, and counts its repeats', async () => {
    const bench = new Bench()
    const reading = { channel: CUFF, deviceMs: 500_000, measuredDeviceMs: 440_000 }
    for (let repeat = 0; repeat < 5; repeat++) {
      bench.batch([numeric(120, { ...reading, deviceMs: reading.deviceMs + repeat * 1000 })])
      await bench.pass(1000)
    }
    const rows = bench.seconds.flatMap((second) => second.numerics)
    expect(rows.map((row) => [row.value, row.measuredUtcMs])).toEqual([[120, START_UTC_MS - 60_000]])
    expect(bench.recorder.repeats).toBe(4)
  })

  it('stores numbers that a lock held back at the times they came, and ends the gap there', async () => {
    const bench = new Bench()
    bench.batch([numeric(70)])
    await bench.pass(1_000)
    bench.link('silent', 'silent')
    await bench.pass(9_000)
    bench.batch([8_000, 9_000, 10_000].map((atMs) => numeric(atMs / 100, { atMs })))
    await bench.pass(2_000)
    const stored = bench.seconds.flatMap((second) => second.numerics)
    expect(stored.map((one) => [one.atUtcMs - START_UTC_MS, one.value])).toEqual([
      [0, 70],
      [8_000, 80],
      [9_000, 90],
      [10_000, 100],
    ])
    expect(bench.gaps.map((gap) => gap.toUtcMs)).toContain(START_UTC_MS + 8_000)
  })

  it('knows after a restart the cuff reading that the monitor still repeats', async () => {
    const stored = { number: 7, bed: 'b1', driver: 'test', simulated: false, channel: { ...CUFF } }
    const reading = { channel: 7, atUtcMs: START_UTC_MS - 90_000, measuredUtcMs: START_UTC_MS - 120_000 }
    const bench = new Bench({
      channels: [stored],
      lastReadings: [{ ...reading, deviceMs: 470_000, value: 120, validity: 'good' }],
    })
    const again = { channel: CUFF, deviceMs: 560_000, measuredDeviceMs: 440_000 }
    bench.batch([numeric(120, again)])
    await bench.pass(1000)
    bench.batch([numeric(120, { ...again, deviceMs: 900_000, measuredDeviceMs: 880_000 })])
    await bench.pass(1000)
    const rows = bench.seconds.flatMap((second) => second.numerics)
    expect(rows.map((row) => row.deviceMs)).toEqual([900_000])
    expect(bench.recorder.repeats).toBe(1)
  })

  it('writes the cause of a lost line from the last data on, while it lasts and when it ends', async () => {
    const bench = new Bench()
    bench.batch([numeric(71)])
    await bench.pass(3000)
    bench.link('silent', 'silent')
    await bench.pass(2000)
    bench.link('unplugged', 'unplugged')
    await bench.pass(1000)
    expect(bench.gaps).toContainEqual(gap('silent', 0, 5000))
    const open = bench.gaps.find((one) => one.cause === 'unplugged')
    expect(open?.fromUtcMs).toBe(START_UTC_MS + 5000)
    expect(open?.toUtcMs).toBeGreaterThanOrEqual(START_UTC_MS + 5200)
    bench.link('opening', null)
    bench.batch([numeric(72)])
    await bench.pass(1000)
    expect(bench.gaps).toContainEqual(gap('unplugged', 5000, 6000))
    expect(bench.gaps).toHaveLength(2)
  })

  it('writes a hole in one wave, but not one that a lost line explains', async () => {
    const bench = new Bench()
    bench.batch([], [timed(START_UTC_MS, [1, 2])])
    bench.batch([], [timed(START_UTC_MS + 508, [3, 4], true)])
    await bench.pass(900)
    expect(bench.gaps).toEqual([
      {
        bed: 'b1',
        channel: 1,
        fromUtcMs: START_UTC_MS + 8,
        toUtcMs: START_UTC_MS + 508,
        cause: 'deviceGap',
        evidence: '125 samples missing',
      },
    ])
    bench.link('unplugged', 'unplugged')
    await bench.pass(2000)
    bench.batch([], [timed(bench.utcMs, [5], true)])
    await bench.pass(900)
    expect(bench.gaps.map((one) => one.cause)).toEqual(['deviceGap', 'unplugged'])
  })

  for (const [closedCleanly, cause] of [
    [true, 'appClosed'],
    [false, 'crash'],
  ] as const) {
    it(`tells the time since the last run as ${cause}, until data come`, async () => {
      const bench = new Bench({ closedCleanly, coverage: [COVERAGE] })
      bench.link('opening', null)
      await bench.pass(2000)
      bench.batch([numeric(71)])
      await bench.pass(900)
      expect(bench.gaps).toEqual([gap(cause, -50_000, 2000)])
    })
  }

  for (const [closedCleanly, cause] of [
    [true, 'appClosed'],
    [false, 'crash'],
  ] as const) {
    it(`tells a disk that was full until the end apart from the time since (${cause})`, async () => {
      const fullUntilUtcMs = START_UTC_MS - 20_000
      const bench = new Bench({ closedCleanly, fullUntilUtcMs, coverage: [COVERAGE] })
      bench.link('opening', null)
      await bench.pass(2000)
      bench.batch([numeric(71)])
      await bench.pass(900)
      expect(bench.gaps).toEqual([gap('diskFull', -50_000, -20_000), gap(cause, -20_000, 2000)])
    })
  }

  it('stores what a removed bed has brought, and tells the time since the last run only once', async () => {
    const bench = new Bench({ coverage: [COVERAGE] })
    bench.batch([numeric(71)])
    bench.recorder.removeBed('b1')
    await bench.pass(2000)
    bench.batch([numeric(72)])
    await bench.pass(1000)
    expect(bench.numerics).toEqual([71, 72])
    expect(bench.gaps).toEqual([gap('appClosed', -50_000, 0)])
  })

  it('takes a restart within the last packet for a crash, not for a jump of the clock', async () => {
    const knownUntilUtcMs = START_UTC_MS + 900
    const bench = new Bench({ closedCleanly: false, coverage: [{ ...COVERAGE, knownUntilUtcMs }] })
    await bench.pass(500)
    bench.batch([numeric(71)])
    await bench.pass(900)
    expect(bench.gaps).toEqual([gap('crash', 500, 500)])
  })

  it('tells a PC clock that stands before the end of the record', async () => {
    const bench = new Bench({ coverage: [{ ...COVERAGE, knownUntilUtcMs: START_UTC_MS + 3_600_000 }] })
    bench.batch([numeric(71)])
    await bench.pass(900)
    expect(bench.gaps).toEqual([gap('clockJump', 0, 0)])
    expect(bench.gaps[0]?.evidence).toBe('The PC clock is 3600 s before the end of the record.')
  })

  it('H8 tells a clock that jumps and a PC that slept', async () => {
    const bench = new Bench()
    bench.batch([numeric(71)])
    await bench.pass(1000)
    bench.utcOffsetMs += 3_600_000
    await bench.pass(1000)
    bench.utcOffsetMs -= 3_600_000
    await bench.pass(1000)
    bench.nowMs += 60_000
    await bench.pass(1000)
    expect(bench.gaps.map((one) => [one.cause, one.evidence, one.toUtcMs - one.fromUtcMs])).toEqual([
      ['clockJump', 'The PC clock moved by 3600.0 s.', 3_600_100],
      ['clockJump', 'The PC clock moved by -3600.0 s.', 0],
      ['asleep', 'Nothing ran for 60.1 s.', 60_100],
    ])
  })

  it('tells a sleep and a clock that was set meanwhile apart', async () => {
    const bench = new Bench()
    bench.batch([numeric(71)])
    await bench.pass(1000)
    bench.nowMs += 60_000
    bench.utcOffsetMs += 3_600_000
    await bench.pass(1000)
    expect(bench.gaps).toEqual([gap('asleep', 1000, 61_100), gap('clockJump', 61_100, 3_661_100)])
  })

  for (const [first, wake] of [
    ['data', (bench: Bench) => bench.batch([numeric(72)], [timed(bench.utcMs, [1], true)])],
    ['a silent line', (bench: Bench) => bench.link('silent', 'silent')],
    ['the power events', () => {}],
  ] as const) {
    it(`tells one sleep once, first noticed by ${first}, and what follows from its end`, async () => {
      const bench = new Bench()
      bench.batch([numeric(71)], [timed(START_UTC_MS, [1])])
      await bench.pass(1000)
      bench.nowMs += 60_000
      wake(bench)
      bench.recorder.wasAsleep(START_UTC_MS + 900, START_UTC_MS + 61_500)
      await bench.pass(1000)
      const silent = first === 'a silent line' ? [gap('silent', 61_000, 61_800)] : []
      expect(bench.gaps).toEqual([gap('asleep', 1000, 61_000), ...silent])
    })
  }

  it('believes the power events when the clocks show nothing, and no stretch of no length', async () => {
    const bench = new Bench()
    bench.batch([numeric(71)])
    await bench.pass(5000)
    bench.recorder.wasAsleep(START_UTC_MS + 2000, START_UTC_MS + 4000)
    bench.recorder.wasAsleep(START_UTC_MS + 2000, START_UTC_MS + 4000)
    bench.recorder.wasAsleep(START_UTC_MS + 5000, START_UTC_MS + 4900)
    bench.recorder.wasAsleep(Number.NaN, START_UTC_MS)
    await bench.pass(1000)
    expect(bench.gaps).toEqual([gap('asleep', 2000, 4000)])
    expect(bench.gaps[0]?.evidence).toBe('The PC was asleep.')
  })

  it('begins the next gap at the last data, not at a sleep that was told after them', async () => {
    const bench = new Bench()
    bench.batch([numeric(71)])
    await bench.pass(5000)
    bench.batch([numeric(72)])
    bench.recorder.wasAsleep(START_UTC_MS + 2000, START_UTC_MS + 4000)
    await bench.pass(2000)
    bench.link('silent', 'silent')
    await bench.pass(1000)
    expect(bench.gaps).toMatchObject([
      gap('asleep', 2000, 4000),
      { cause: 'silent', fromUtcMs: START_UTC_MS + 5000 },
    ])
  })

  it('tells a storm of damaged frames with no data beside it', async () => {
    const bench = new Bench()
    bench.batch([numeric(71)])
    await bench.pass(900)
    const fault: Fault = { type: 'fault', atMs: 0, deviceMs: null, kind: 'checksum', bytes: 40, count: 9 }
    bench.batch([fault])
    await bench.pass(1800)
    bench.batch([numeric(71)])
    await bench.pass(900)
    expect(bench.gaps.map((one) => one.cause)).toEqual(['checksumStorm'])
  })

  it('tells what was seen on the line that brings nothing', async () => {
    const bench = new Bench()
    bench.batch([numeric(71)])
    bench.seen = { lastGoodUtcMs: START_UTC_MS, bytesSinceGood: 412, badSinceGood: 2 }
    await bench.pass(1000)
    bench.link('silent', 'noFrames')
    await bench.pass(1000)
    bench.batch([numeric(71)])
    bench.seen = { ...bench.seen, badSinceGood: 9 }
    bench.link('silent', 'noFrames')
    await bench.pass(1000)
    const last = new Date(START_UTC_MS).toISOString()
    expect(bench.gaps.map(({ cause, evidence }) => [cause, evidence])).toEqual([
      ['noFrames', `silent: /dev/x; last good frame: ${last}; since then 412 bytes, 2 damaged frames`],
      ['checksumStorm', `silent: /dev/x; last good frame: ${last}; since then 412 bytes, 9 damaged frames`],
    ])
  })

  it('tells a module that the monitor calls off, and none that was never on', async () => {
    const bench = new Bench()
    const other = numericChannel('spo2')
    const off = (channel: typeof other) => numeric(null, { channel, validity: 'off' })
    bench.batch([numeric(71), off(other)])
    await bench.pass(1000)
    for (let second = 0; second < 8; second++) {
      bench.batch([numeric(null, { validity: 'off' }), off(other)])
      await bench.pass(1000)
    }
    bench.batch([numeric(72), off(other)])
    await bench.pass(1000)
    expect(bench.gaps).toMatchObject([
      { channel: 1, cause: 'moduleOff', fromUtcMs: START_UTC_MS + 1000, toUtcMs: START_UTC_MS + 9000 },
    ])
    expect(bench.gaps[0]?.evidence).toContain('reports it off')
  })

  it('tells a channel that is not sent any more while the others are, and its end by an unplugged cable', async () => {
    const bench = new Bench()
    const other = numericChannel('spo2')
    for (let second = 0; second < 30; second++) {
      bench.batch(second < 10 ? [numeric(71), numeric(97, { channel: other })] : [numeric(71)])
      await bench.pass(1000)
    }
    bench.link('unplugged', 'unplugged')
    await bench.pass(2000)
    expect(bench.gaps).toMatchObject([
      { channel: 2, cause: 'deviceGap', fromUtcMs: START_UTC_MS + 9000, toUtcMs: START_UTC_MS + 29_000 },
      { channel: null, cause: 'unplugged', fromUtcMs: START_UTC_MS + 29_000 },
    ])
  })

  it('keeps the device clock once a minute and when it jumps', async () => {
    const bench = new Bench()
    for (let second = 0; second < 130; second++) {
      const jump = second >= 100 ? 3_600_000 : 0
      bench.batch([numeric(71, { deviceMs: bench.utcMs - 7_000 + jump })])
      await bench.pass(1000)
    }
    const clocks = bench.seconds.flatMap((second) => second.clocks)
    expect(clocks.map((one) => (one.atUtcMs - START_UTC_MS) / 1000)).toEqual([0, 60, 100])
  })

  it('goes on without waves on a full disk, keeps numerics and tells both', async () => {
    const bench = new Bench()
    const second = new Array<number>(RATE_HZ).fill(3)
    const play = async (seconds: number) => {
      for (let index = 0; index < seconds; index++) {
        bench.batch([numeric(bench.nowMs)], [timed(bench.utcMs, second)])
        await bench.pass(1000)
      }
    }
    await play(2)
    bench.refuse = new VigilError('diskFull', 'The disk that holds /data is full: free some space.')
    await play(3)
    expect(bench.recorder.health(bench.nowMs)).toEqual({
      state: 'stopped',
      sentence: 'Nothing is recorded. The disk that holds /data is full: free some space.',
    })
    bench.refuse = null
    await play(15)
    expect(bench.recorder.health(bench.nowMs)).toEqual({ state: 'recording', sentence: null })
    await bench.recorder.close(bench.nowMs)
    expect(bench.numerics.toSorted((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 20 }, (_, index) => index * 1000),
    )
    const full = bench.gaps.filter((one) => one.cause === 'diskFull')
    expect(full).toHaveLength(1)
    // Rows of a gap that grows are not sent once for each refused second.
    for (const { gaps } of bench.seconds) {
      expect(new Set(gaps.map((one) => `${one.channel} ${one.fromUtcMs} ${one.cause}`)).size).toBe(
        gaps.length,
      )
    }
    const stored = bench.seconds
      .flatMap((one) => one.waves)
      .reduce((sum, wave) => sum + wave.samples.length, 0)
    const missingMs = full.reduce((sum, one) => sum + one.toUtcMs - one.fromUtcMs, 0)
    expect((stored * 1000) / RATE_HZ + missingMs).toBe(20_000)
  })

  it('tells waves that a full disk left out of a second, and does not try them every second', async () => {
    const bench = new Bench()
    bench.full = true
    for (let second = 0; second < 12; second++) {
      bench.batch([numeric(second)], [timed(bench.utcMs, new Array<number>(RATE_HZ).fill(1))])
      await bench.pass(1000)
    }
    expect(bench.recorder.health(bench.nowMs)).toEqual({
      state: 'numbersOnly',
      sentence:
        'Waves are not recorded. The disk is full: free some space. ' +
        'Numbers, alarms and the audit go on as long as any room is left.',
    })
    await bench.recorder.close(bench.nowMs)
    expect(bench.numerics).toEqual(Array.from({ length: 12 }, (_, second) => second))
    const told = bench.gaps.filter((one) => one.cause === 'diskFull')
    expect(told.reduce((sum, one) => sum + one.toUtcMs - one.fromUtcMs, 0)).toBe(12_000)
  })

  it('says that storage is behind while the disk stalls, drops waves in the end, and never throws', async () => {
    const bench = new Bench()
    bench.stalled = true
    for (let second = 0; second < 140; second++) {
      bench.batch([numeric(second)], [timed(bench.utcMs, [1])])
      await bench.pass(1000)
      if (second === 3) expect(bench.recorder.health(bench.nowMs).state).toBe('recording')
      if (second === 8) {
        expect(bench.recorder.health(bench.nowMs)).toEqual({
          state: 'behind',
          sentence: expect.stringMatching(/^Storage is behind by [78] s: the disk is slow\.$/),
        })
      }
    }
    expect(bench.recorder.health(bench.nowMs).state).toBe('behind')
  })
})

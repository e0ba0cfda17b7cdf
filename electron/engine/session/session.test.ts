import { expect, it } from 'vitest'
import type { Measurement } from '../../../drivers/model/measurement.ts'
import type { BedBatch, LinkChange } from '../bus.ts'
import { FakeLink } from '../testing/fake-link.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { tinyDriver, tinyFrame } from '../testing/tiny-driver.ts'
import { Session } from './session.ts'

interface Bench {
  readonly time: ManualTime
  readonly link: FakeLink
  readonly session: Session
  readonly batches: BedBatch[]
  readonly changes: LinkChange[]
  run(durationMs: number): void
  hear(...frames: readonly Uint8Array[]): void
}

function bench(driver = tinyDriver): Bench {
  const time = new ManualTime()
  const link = new FakeLink()
  const batches: BedBatch[] = []
  const changes: LinkChange[] = []
  const session = new Session({
    bed: 'b1',
    driver,
    options: {},
    link,
    target: '/dev/x',
    clock: time,
    random: () => 0,
    consumer: { onBatch: (batch) => batches.push(batch), onLink: (change) => changes.push(change) },
  })
  time.every(100, () => session.tick())
  return {
    time,
    link,
    session,
    batches,
    changes,
    run: (durationMs) => time.advance(durationMs),
    hear(...frames) {
      for (const frame of frames) link.hear(frame, time.monotonicMs())
    },
  }
}

function measured(batches: readonly BedBatch[]): Measurement[] {
  return batches.flatMap((batch) => [...batch.measurements])
}

it('goes live at the first good frame and hands on what it says', () => {
  const { run, link, hear, changes, batches, session } = bench()
  run(100)
  link.succeed(['a note'])
  expect(session.link).toMatchObject({ phase: 'opening', notes: ['a note'], target: '/dev/x' })
  hear(tinyFrame('R', 80), tinyFrame('W', 3))
  expect(changes.map((change) => change.link.phase)).toEqual(['opening', 'opening', 'live'])
  expect(measured(batches)).toMatchObject([{ value: 80 }, { type: 'wave' }])
  expect(batches[1]?.waves[0]).toMatchObject({ gapBefore: true })
  expect(session.link).toMatchObject({ goodFrames: 2, badFrames: 0, cause: null })
})

it('says when the line falls silent, and when it only brings what cannot be read', () => {
  const { run, link, hear, session } = bench()
  run(100)
  link.succeed()
  hear(tinyFrame('R', 80))
  run(2_200)
  expect(session.link).toMatchObject({ phase: 'silent', cause: 'silent' })
  for (let second = 0; second < 4; second++) {
    hear(Uint8Array.of(7, 7, 7))
    run(1_000)
  }
  expect(session.link).toMatchObject({ phase: 'silent', cause: 'noFrames' })
  hear(tinyFrame('R', 80))
  expect(session.link.phase).toBe('live')
})

it('tries again with growing pauses, and at once when the device is back', () => {
  const { run, link, session } = bench()
  run(100)
  expect(link.opens).toBe(1)
  link.fail('portMissing')
  expect(session.link).toMatchObject({
    phase: 'failed',
    cause: 'portMissing',
    notes: ['detail of portMissing'],
  })
  run(900)
  expect(link.opens).toBe(1)
  run(200)
  expect(link.opens).toBe(2)
  link.fail('portMissing')
  run(1_800)
  expect(link.opens).toBe(2)
  link.comeBack()
  expect(link.opens).toBe(3)
})

it('does not hammer a port that is there but held by another program', () => {
  const { run, link } = bench()
  run(100)
  link.fail('portBusy')
  link.comeBack()
  expect(link.opens).toBe(1)
})

it('drops and counts half a frame when the cable is pulled, and starts the decoder anew', () => {
  const { run, link, hear, batches, session } = bench()
  run(100)
  link.succeed()
  hear(tinyFrame('R', 80), tinyFrame('R', 90).subarray(0, 2))
  link.fail('unplugged')
  expect(session.link).toMatchObject({ phase: 'unplugged', badFrames: 1 })
  expect(measured(batches).at(-1)).toMatchObject({ type: 'fault', kind: 'partial', bytes: 2 })
  link.comeBack()
  link.succeed()
  hear(tinyFrame('R', 90).subarray(2))
  hear(tinyFrame('R', 70))
  expect(measured(batches).filter(({ type }) => type === 'numeric')).toMatchObject([
    { value: 80 },
    { value: 70 },
  ])
  expect(session.link).toMatchObject({ phase: 'live', goodFrames: 2, badFrames: 1 })
})

it('lets only a driver write that says so', () => {
  const writing = bench()
  writing.run(100)
  writing.link.succeed()
  expect(writing.link.written).toEqual([[1]])
  const listening = bench({ ...tinyDriver, writes: null })
  listening.run(100)
  listening.link.succeed()
  expect(listening.link.written).toEqual([])
})

it('gives the decoder the moment at which the line opened: waits of the device count from there', () => {
  const ticks: number[] = []
  const { run, link, time } = bench({
    ...tinyDriver,
    start: (out, options) => {
      const decoder = tinyDriver.start(out, options)
      return {
        push: (bytes, atMs) => decoder.push(bytes, atMs),
        tick: (atMs) => ticks.push(atMs),
        end: (atMs) => decoder.end(atMs),
        counts: decoder.counts,
      }
    },
  })
  run(130)
  const openedMs = time.monotonicMs()
  link.succeed()
  run(100)
  expect(ticks).toEqual([openedMs, openedMs + 70])
})

it('survives a driver that throws: its own line is closed and tried again', () => {
  const { run, link, session, hear } = bench({
    ...tinyDriver,
    start: (out, options) => {
      const decoder = tinyDriver.start(out, options)
      return {
        push: () => {
          throw new Error('mistake')
        },
        tick: (atMs) => decoder.tick(atMs),
        end: (atMs) => decoder.end(atMs),
        counts: decoder.counts,
      }
    },
  })
  run(100)
  link.succeed()
  hear(Uint8Array.of(1))
  expect(session.link).toMatchObject({ phase: 'failed', cause: 'error' })
  expect(session.link.notes[0]).toContain('tiny failed (mistake)')
  run(1_100)
  expect(link.opens).toBe(2)
})

it('says nothing after close', () => {
  const { run, link, changes, session } = bench()
  run(100)
  link.succeed()
  session.close()
  session.close()
  const count = changes.length
  run(10_000)
  expect(changes).toHaveLength(count)
  expect(link.opens).toBe(1)
})

it('lets the decoder say farewell once, while the line is still open', () => {
  const order: string[] = []
  const driver: typeof tinyDriver = {
    ...tinyDriver,
    start(out, options) {
      const decoder = tinyDriver.start(out, options)
      const { counts } = decoder
      return {
        push: (bytes, atMs) => decoder.push(bytes, atMs),
        tick: (atMs) => decoder.tick(atMs),
        leave: () => void order.push('farewell'),
        end(atMs) {
          order.push('end')
          decoder.end(atMs)
        },
        counts,
      }
    },
  }
  const { run, link, session } = bench(driver)
  const close = link.close.bind(link)
  link.close = () => {
    order.push('closed')
    close()
  }
  run(100)
  link.succeed()
  order.length = 0
  session.close()
  session.close()
  expect(order).toEqual(['farewell', 'closed', 'end'])
})

it('does not open a line again that was closed while its device was looked for', () => {
  const { run, link, session } = bench()
  const found: (() => void)[] = []
  link.watchReturn = (onReturn) => {
    found.push(onReturn)
    return () => undefined
  }
  run(100)
  link.fail('unplugged')
  session.close()
  for (const tell of found) tell()
  expect([found.length, link.opens]).toEqual([1, 1])
})

it('H8 keeps waves in step when the wall clock is set', () => {
  const { time, run, link, hear, batches } = bench()
  run(100)
  link.succeed()
  const starts: number[] = []
  for (const byMs of [0, 3_600_000, -7_200_000]) {
    time.setClock(byMs)
    hear(tinyFrame('W', 1))
    const placed = batches.at(-1)?.waves[0]
    starts.push((placed?.startUtcMs ?? 0) + 1_000 - time.utcMs(time.monotonicMs()))
    run(1_000)
  }
  expect(starts).toEqual([0, 0, 0])
})

import { describe, expect, it } from 'vitest'
import type { Driver } from '../../drivers/driver.ts'
import { geS5 } from '../../drivers/ge-s5/driver.ts'
import type { StoredGap } from './store/types.ts'
import { gapsIn, inRecord, openStation, pass } from './testing/manual-station.ts'
import { ManualTime } from './testing/manual-time.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const START_UTC_MS = Date.UTC(2026, 0, 5, 8)
const MINUTE_MS = 60_000
/** Bytes of which one is damaged: no frame is that short, and chunks of the line are longer. */
const DAMAGED_EVERY = 8
const driver = geS5 as Driver

const BAD_FROM_MS = 10_000
const BAD_UNTIL_MS = 50_000

/** One more than it was, which a sum over a frame always shows; flags and escapes (0x7d, 0x7e) stay what they are. */
function damaged(byte: number): number {
  return byte >= 0x7c && byte <= 0x7e ? byte : (byte + 1) & 0xff
}

/** A monitor whose cable damages every frame for half a minute. */
const onBadLine: Driver = {
  ...driver,
  twin: (options) => {
    const twin = driver.twin(options)
    return {
      receive: (bytes, atMs) => twin.receive(bytes, atMs),
      produce(atMs) {
        const bytes = twin.produce(atMs)
        if (atMs < BAD_FROM_MS || atMs > BAD_UNTIL_MS) return bytes
        return bytes.map((byte, index) => (index % DAMAGED_EVERY === 0 ? damaged(byte) : byte))
      },
    }
  },
}

/** A run of a simulated monitor for some minutes, closed in order. Out: its folder and its time. */
async function run(
  link: string,
  minutes: number,
  monitor = driver,
): Promise<{ folder: string; time: ManualTime }> {
  const folder = temporaryFolder()
  const time = new ManualTime(START_UTC_MS)
  const engine = await openStation({ folder, link, driver: monitor, time })
  await pass(engine, time, minutes * MINUTE_MS)
  await engine.close()
  return { folder, time }
}

function firstOf(folder: string, cause: StoredGap['cause']): StoredGap {
  const found = gapsIn(folder).find((gap) => gap.cause === cause)
  if (found === undefined) throw new Error(`no gap has the cause ${cause}`)
  return found
}

function lengthMs({ fromUtcMs, toUtcMs }: StoredGap): number {
  return toUtcMs - fromUtcMs
}

/** Each on the way that data take: bytes of the twin, link, session, decoder, bus, recorder, worker, disk. */
describe('the cause of a gap, from the line to the disk', () => {
  it('silent: the whole bed, with the last good frame as evidence', async () => {
    const { folder } = await run('sim:?seed=7&fault=stall-quiet', 1)
    const gap = firstOf(folder, 'silent')
    expect(gap.channel).toBeNull()
    expect(gap.evidence).toMatch(
      /^silent: .+; last good frame: 2026-01-05T08:.+Z; since then 0 bytes, 0 damaged frames/,
    )
    expect(lengthMs(gap)).toBeGreaterThan(10_000)
    inRecord(folder, (reader) => {
      const gaps = reader.gaps('b1', 0, Number.MAX_SAFE_INTEGER)
      for (const { number } of reader.channels('b1')) {
        const own = gaps.filter(({ channel }) => channel === null || channel === number)
        for (const [index, { fromUtcMs, toUtcMs }] of own.entries()) {
          expect(fromUtcMs).toBeGreaterThanOrEqual(own[index - 1]?.toUtcMs ?? 0)
          // Nothing that was received lies inside a gap.
          expect(reader.numerics(number, fromUtcMs + 1, toUtcMs)).toEqual([])
        }
      }
    })
  })

  it('checksumStorm: the whole bed, with how many frames were damaged', async () => {
    const { folder } = await run('sim:?seed=7', 1, onBadLine)
    const gap = firstOf(folder, 'checksumStorm')
    expect(gap.channel).toBeNull()
    expect(gap.evidence).toMatch(/since then [1-9]\d+ bytes, ([3-9]|[1-9]\d+) damaged frames/)
    expect(lengthMs(gap)).toBeGreaterThan(BAD_UNTIL_MS - BAD_FROM_MS - 10_000)
  })

  it('moduleOff: the channels of the module alone, while the others go on', async () => {
    const { folder } = await run('sim:module-pulled?seed=7', 2)
    const off = gapsIn(folder).filter(({ cause }) => cause === 'moduleOff')
    expect(off.length).toBeGreaterThan(0)
    for (const { channel, evidence } of off) {
      expect(channel).not.toBeNull()
      expect(evidence).toMatch(/^The monitor reports it off since 2026-01-05T08:.+Z\.$/)
    }
  })

  it('asleep and clockJump: what the clocks of the PC did', async () => {
    const folder = temporaryFolder()
    const time = new ManualTime(START_UTC_MS)
    const engine = await openStation({ folder, link: 'sim:?seed=7', driver, time })
    await pass(engine, time, 10_000)
    time.sleep(MINUTE_MS)
    await pass(engine, time, 10_000)
    time.setClock(5 * MINUTE_MS)
    await pass(engine, time, 10_000)
    await engine.close()
    const asleep = firstOf(folder, 'asleep')
    expect(asleep).toMatchObject({
      channel: null,
      evidence: expect.stringMatching(/^Nothing ran for 60\.\d s\.$/),
    })
    const jump = firstOf(folder, 'clockJump')
    expect(jump).toMatchObject({ channel: null, evidence: 'The PC clock moved by 300.0 s.' })
    expect(jump.fromUtcMs).toBeGreaterThan(asleep.toUtcMs)
  })

  it('appClosed, crash and hung: how the run before ended, up to the first data of the next', async () => {
    const { folder, time } = await run('sim:?seed=7', 0.2)
    const again = async (more: object) => {
      time.advance(MINUTE_MS)
      const engine = await openStation({ folder, link: 'sim:?seed=7', driver, time, ...more })
      await pass(engine, time, 10_000)
      await engine.close('systemEnds')
    }
    await again({})
    await again({ restart: { kind: 'hung', silentMs: 3_400 } })
    await again({ restart: { kind: 'ended', code: 134 } })
    // The waves of a monitor come a moment after its numbers: that moment is a row of each wave's own.
    const ofBed = gapsIn(folder).filter(({ channel }) => channel === null)
    expect(ofBed.map(({ cause, channel, evidence }) => [cause, channel, evidence])).toEqual([
      ['appClosed', null, 'Vigil was closed.'],
      ['hung', null, 'The engine gave no sign of life for 3.4 s and was started again.'],
      ['crash', null, 'The engine ended by itself with code 134 and was started again.'],
    ])
    for (const gap of ofBed) expect(lengthMs(gap)).toBeGreaterThan(MINUTE_MS)
  })
})

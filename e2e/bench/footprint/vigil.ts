import type { BedBatch } from '../../../electron/engine/bus.ts'
import type { Clock } from '../../../electron/engine/clock.ts'
import { Recorder } from '../../../electron/engine/store/recorder/recorder.ts'
import { openOptions, START_UTC_MS } from '../../../electron/engine/store/testing/samples.ts'
import { openStoreClient } from '../../../electron/engine/store/threads/client.ts'
import { WorkerThreads } from '../../../electron/engine/store/threads/worker-threads.ts'
import type { NewChannel, RecordOutcome, SecondOfRecord } from '../../../electron/engine/store/types.ts'
import { NUMERICS, WAVES } from '../../support/stored-ward.ts'
import type { Keeper } from './child.ts'

const WORKER = new URL('../../../electron/engine/store/threads/worker.ts', import.meta.url)
const MS_PER_SECOND = 1000
const NUMERICS_EVERY_S = 5
/** Seconds that may wait for the disk before the ward waits too: as many as would in two of its seconds. */
const MOST_WAITING = 2
const LOWEST_VALUE = 60
const VALUES = 40

/** Recorder, client and both worker threads as the engine uses them, on a clock that the caller moves. */
export async function vigilRecord(folder: string): Promise<Keeper> {
  let nowMs = 0
  const clock: Clock = { monotonicMs: () => nowMs, utcMs: (atMs) => START_UTC_MS + atMs }
  const client = await openStoreClient({ ...openOptions(folder), threads: new WorkerThreads(WORKER) })
  const waiting = new Set<Promise<RecordOutcome>>()
  function record(second: SecondOfRecord): Promise<RecordOutcome> {
    const stored = client.record(second)
    waiting.add(stored)
    void stored.finally(() => waiting.delete(stored))
    return stored
  }
  const recorder = new Recorder({
    client: { opened: client.opened, record },
    clock,
    driverOf: () => 'test',
    linkOf: () => 'sim:',
    sinceLastRun: { cause: 'appClosed', evidence: '' },
  })
  const beds = [...new Set(WAVES.map(({ bed }) => bed))]
  return {
    async second(second, samples) {
      const from = second * MS_PER_SECOND
      nowMs = from + MS_PER_SECOND
      for (const bed of beds) recorder.onBatch(batchOf(bed, from, nowMs, samples))
      recorder.tick(nowMs)
      while (waiting.size > MOST_WAITING) await Promise.race(waiting)
    },
    async close() {
      await recorder.close(nowMs)
      await client.close()
    },
  }
}

function batchOf(bed: string, fromMs: number, atMs: number, samples: readonly Int16Array[]): BedBatch {
  const stamp = { atMs, deviceMs: null }
  const waves = WAVES.flatMap(({ channel, bed: own, number }) => {
    if (own !== bed || channel.kind !== 'wave') return []
    const wave = { type: 'wave', ...stamp, channel, missing: [], marks: [] } as const
    return { ...wave, samples: samples[number - 1] ?? new Int16Array(0) }
  })
  const isDue = (fromMs / MS_PER_SECOND) % NUMERICS_EVERY_S === 0
  const numerics = isDue
    ? NUMERICS.filter((one) => one.bed === bed).flatMap((one) => numericOf(one, atMs))
    : []
  return {
    bed,
    atMs,
    atUtcMs: START_UTC_MS + atMs,
    simulated: true,
    measurements: [...waves, ...numerics],
    waves: waves.map((wave) => ({ wave, startUtcMs: START_UTC_MS + fromMs, gapBefore: false })),
  }
}

function numericOf({ channel, number }: NewChannel, atMs: number) {
  if (channel.kind !== 'numeric') return []
  const value = LOWEST_VALUE + ((atMs / MS_PER_SECOND + number) % VALUES)
  return [{ type: 'numeric', atMs, deviceMs: null, channel, value, validity: 'good' } as const]
}

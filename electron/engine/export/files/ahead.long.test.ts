import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openStoreReader, openStoreWriter } from '../../store/open/open.ts'
import { withFolder } from '../../store/testing/folder.ts'
import {
  announced,
  DISK_TEST_TIMEOUT_MS,
  openOptions,
  pieceAt,
  RATE_HZ,
  START_UTC_MS,
  secondOf,
  waveChannel,
} from '../../store/testing/samples.ts'
import { WorkerThreads } from '../../store/threads/worker-threads.ts'
import { AheadReader } from './ahead-reader.ts'
import { AheadThread } from './ahead-thread.ts'

const THREADS = new WorkerThreads(new URL('../../store/threads/worker.ts', import.meta.url))
const CHANNELS = [1, 2, 3]
const SECONDS = 20
const SECOND_MS = 1_000

function samplesOf(channel: number, second: number): number[] {
  return Array.from({ length: RATE_HZ }, (_, index) =>
    Math.round(100 * Math.sin((channel * (second * RATE_HZ + index)) / 30)),
  )
}

function record(folder: string): void {
  const { writer } = openStoreWriter({ ...openOptions(folder), nowUtcMs: START_UTC_MS })
  writer.record(
    secondOf({ channels: CHANNELS.map((number) => announced(number, waveChannel(`w${number}`))) }),
  )
  for (let second = 0; second < SECONDS; second++) {
    const waves = CHANNELS.map((number) =>
      pieceAt(number, START_UTC_MS + second * SECOND_MS, samplesOf(number, second)),
    )
    writer.record(secondOf({ waves }))
  }
  writer.close()
}

function withAhead(
  folder: string,
  body: (ahead: AheadReader, alone: AheadReader, end: () => void) => void,
): void {
  const options = { ...openOptions(folder), nowUtcMs: START_UTC_MS }
  const { connection, folder: place } = openStoreReader(options)
  const thread = new AheadThread(THREADS.take(), options)
  const ahead = new AheadReader(connection, place, thread)
  const alone = new AheadReader(connection, place, { waves: () => null })
  try {
    body(ahead, alone, () => thread.close())
  } finally {
    thread.close()
    ahead.close()
  }
}

test(
  'whatever is asked, in whatever order, is what one thread alone reads, also once the second is gone',
  async () => {
    await withFolder((folder) => {
      record(folder)
      withAhead(folder, (ahead, alone, end) => {
        const question = fc.tuple(
          fc.constantFrom(...CHANNELS),
          fc.nat(SECONDS),
          fc.integer({ min: 1, max: 8 }),
        )
        const same = (questions: readonly (readonly [number, number, number])[]) => {
          for (const [channel, from, length] of questions) {
            const [fromUtcMs, toUtcMs] = [from, from + length].map((one) => START_UTC_MS + one * SECOND_MS)
            expect(ahead.waves(channel, fromUtcMs ?? 0, toUtcMs ?? 0)).toEqual(
              alone.waves(channel, fromUtcMs ?? 0, toUtcMs ?? 0),
            )
          }
        }
        fc.assert(fc.property(fc.array(question, { maxLength: 12 }), same), { numRuns: 20 })
        end()
        fc.assert(fc.property(fc.array(question, { maxLength: 12 }), same), { numRuns: 5 })
      })
    })
  },
  DISK_TEST_TIMEOUT_MS,
)

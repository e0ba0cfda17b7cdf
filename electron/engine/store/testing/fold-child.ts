/**
 * Records seconds as fast as it can, folding in very short steps in between,
 * and prints the number of each second once it is on disk. Run and killed by
 * crash.long.test.ts, with the data folder as argument.
 */
import { writeSync } from 'node:fs'
import { openStoreWriter } from '../open/open.ts'
import { announced, openOptions, pieceAt, RATE_HZ, START_UTC_MS, secondOf, waveChannel } from './samples.ts'

const CHANNELS = 4
const FOLD_STEP_MS = 3
const STDOUT = 1
/** The parent is long dead if this many seconds are reached. */
const MOST_SECONDS = 100_000

const { writer } = openStoreWriter(openOptions(process.argv[2] ?? ''))
const channels = Array.from({ length: CHANNELS }, (_, index) =>
  announced(index + 1, waveChannel(`w${index}`)),
)
writer.record(secondOf({ channels }))
for (let second = 0; second < MOST_SECONDS; second++) {
  const samples = Array.from({ length: RATE_HZ }, (_, index) => (second * RATE_HZ + index) % 30000)
  const waves = channels.map(({ number }) => pieceAt(number, START_UTC_MS + second * 1000, samples))
  writer.record(secondOf({ waves }))
  writer.foldStep(FOLD_STEP_MS)
  writeSync(STDOUT, `${second}\n`)
}

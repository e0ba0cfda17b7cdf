/**
 * A station in small, to be killed: 16 channels at 250 Hz and a numeric through
 * the real recorder, client and worker. Prints at each tick: its start,
 * samples per channel produced and stored so far, and how late this machine
 * was with ticks and commits, so that the parent knows what should be there. Run by crash.test.ts with the data folder as argument.
 */
import type { Wave } from '../../../../drivers/model/measurement.ts'
import type { BedBatch } from '../../bus.ts'
import { systemClock } from '../../clock.ts'
import { openStoreClient } from '../client.ts'
import { Recorder } from '../recorder.ts'
import type { RecordOutcome, SecondOfRecord } from '../types.ts'
import { WorkerThreads } from '../worker-threads.ts'
import { numericChannel, RATE_HZ, waveChannel } from './samples.ts'

const CHANNELS = 16
const TICK_MS = 100
const SAMPLES = (RATE_HZ * TICK_MS) / 1000

const dataDir = process.argv[2] ?? ''
const clock = systemClock()
const client = await openStoreClient({
  dataDir,
  keyFile: null,
  key: null,
  station: 'crash',
  nowUtcMs: clock.utcMs(clock.monotonicMs()),
  threads: new WorkerThreads(new URL('../worker.ts', import.meta.url)),
})
let stored = 0
let slowestCommitMs = 0
let latestTickMs = 0

/** Hands on to the store and notes what is on disk. */
async function record(second: SecondOfRecord): Promise<RecordOutcome> {
  const from = performance.now()
  const outcome = await client.record(second)
  slowestCommitMs = Math.max(slowestCommitMs, performance.now() - from)
  const first = second.waves[0]?.channel
  for (const wave of second.waves) if (wave.channel === first) stored += wave.samples.length
  return outcome
}

const recorder = new Recorder({
  client: { opened: client.opened, record },
  clock,
  driverOf: () => 'test',
  linkOf: () => 'sim:test',
  sinceLastRun: { cause: 'crash', evidence: 'killed by the test' },
})
const waveChannels = Array.from({ length: CHANNELS }, (_, index) => waveChannel(`w${index}`))
const heartRate = numericChannel('hr')
const startMs = performance.now()
const startUtcMs = Math.round(clock.utcMs(startMs))
let produced = 0

function wave(channel: number): Wave {
  const samples = new Int16Array(SAMPLES)
  for (let index = 0; index < SAMPLES; index++) samples[index] = (produced + index + channel * 1000) % 30000
  const spec = waveChannels[channel]
  if (spec === undefined) throw new TypeError('"channel" is unknown')
  return { type: 'wave', atMs: 0, deviceMs: null, channel: spec, samples, missing: [], marks: [] }
}

function batch(atMs: number): BedBatch {
  const waves = waveChannels.map((_, channel) => wave(channel))
  const from = startUtcMs + (produced * 1000) / RATE_HZ
  return {
    bed: 'b1',
    atMs,
    atUtcMs: clock.utcMs(atMs),
    simulated: true,
    measurements: [
      ...waves,
      { type: 'numeric', atMs, deviceMs: null, channel: heartRate, value: 60, validity: 'good' },
    ],
    waves: waves.map((one) => ({ wave: one, startUtcMs: from, gapBefore: false })),
  }
}

let lastTickMs = startMs
setInterval(() => {
  const nowMs = performance.now()
  latestTickMs = Math.max(latestTickMs, nowMs - lastTickMs - TICK_MS)
  lastTickMs = nowMs
  // As many samples as time has passed, whatever the timer does.
  while (((produced + SAMPLES) * 1000) / RATE_HZ <= nowMs - startMs) {
    recorder.onBatch(batch(nowMs))
    produced += SAMPLES
  }
  recorder.tick(nowMs)
  process.stdout.write(`${startUtcMs} ${produced} ${stored} ${latestTickMs + slowestCommitMs}\n`)
}, TICK_MS)

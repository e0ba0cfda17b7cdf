/**
 * A station in small, to be killed: 16 channels at 250 Hz and a numeric through
 * the real recorder, client and worker. Prints the number of samples per
 * channel produced so far at each tick, so that the parent knows what should
 * be there. Run by crash.test.ts with the data folder as argument.
 */
import type { Wave } from '../../../../drivers/model/measurement.ts'
import type { BedBatch } from '../../bus.ts'
import { systemClock } from '../../clock.ts'
import { openStoreClient } from '../client.ts'
import { Recorder } from '../recorder.ts'
import { numericChannel, RATE_HZ, waveChannel } from './samples.ts'

const CHANNELS = 16
const TICK_MS = 100
const SAMPLES = (RATE_HZ * TICK_MS) / 1000

const dataDir = process.argv[2] ?? ''
const clock = systemClock()
const openedAtMs = performance.now()
const client = await openStoreClient({
  dataDir,
  keyFile: null,
  key: null,
  station: 'crash',
  nowUtcMs: clock.utcMs(openedAtMs),
  workerUrl: new URL('../worker.ts', import.meta.url),
})
const recorder = new Recorder({ client, clock, driverOf: () => 'test' })
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

setInterval(() => {
  const nowMs = performance.now()
  // As many samples as time has passed, whatever the timer does.
  while (((produced + SAMPLES) * 1000) / RATE_HZ <= nowMs - startMs) {
    recorder.onBatch(batch(nowMs))
    produced += SAMPLES
  }
  recorder.tick(nowMs)
  process.stdout.write(`${startUtcMs} ${produced}\n`)
}, TICK_MS)

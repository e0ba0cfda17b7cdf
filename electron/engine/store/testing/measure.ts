/**
 * Measures the store on this machine and prints it: what sealing costs, commit time of a ward of
 * 16 beds (64 waves at 250 Hz, 192 numerics a second), fold steps, reopening
 * and, where reference waves are given, bytes a sample and coding speed.
 * Run: node electron/engine/store/testing/measure.ts [FOLDER OF .d16.gz RECORDS]...
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { decodeBlock, encodeBlock } from '../codec/block.ts'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { newSubjectKey, openBytes, sealBytes } from '../seal/sealed-bytes.ts'
import { readRecorded } from './recorded.ts'
import {
  announced,
  numericAt,
  numericChannel,
  openOptions,
  RATE_HZ,
  START_UTC_MS,
  secondOf,
  waveChannel,
} from './samples.ts'

const BEDS = 16
const WAVES = 4 * BEDS
const NUMERICS = 12 * BEDS
const SECONDS = 160
const FOLD_STEP_MS = 60
const SEAL_ROUNDS = 3_000
/** What is sealed, and about how large it is. */
const SEALED = [
  ['second of a bed', 1_800],
  ['block of a minute', 5_600],
  ['block of noise', 30_000],
] as const

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function quantile(sorted: readonly number[], share: number): string {
  return (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(2)
}

function summary(name: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b)
  print(`${name}: p50 ${quantile(sorted, 0.5)} ms, p99 ${quantile(sorted, 0.99)} ms, n ${sorted.length}`)
}

function waveSecond(channel: number, second: number): Int16Array {
  return Int16Array.from({ length: RATE_HZ }, (_, index) => {
    const phase = (second * RATE_HZ + index + channel * 37) / 20
    return Math.round(500 * Math.sin(phase) + 8 * Math.random())
  })
}

function measureStore(folder: string): void {
  const { writer } = openStoreWriter(openOptions(folder))
  const channels = [
    ...Array.from({ length: WAVES }, (_, index) =>
      announced(index + 1, waveChannel(`w${index}`), `b${index % BEDS}`),
    ),
    ...Array.from({ length: NUMERICS }, (_, index) =>
      announced(WAVES + index + 1, numericChannel(`n${index}`), `b${index % BEDS}`),
    ),
  ]
  writer.record(secondOf({ channels }))
  const commits: number[] = []
  const steps: number[] = []
  for (let second = 0; second < SECONDS; second++) {
    const atUtcMs = START_UTC_MS + second * 1000
    const waves = Array.from({ length: WAVES }, (_, index) => ({
      channel: index + 1,
      startUtcMs: atUtcMs,
      samples: waveSecond(index, second),
      missing: [],
      marks: [],
    }))
    const numerics = Array.from({ length: NUMERICS }, (_, index) =>
      numericAt(WAVES + index + 1, atUtcMs, second % 90),
    )
    const parts = secondOf({ waves, numerics })
    let from = performance.now()
    writer.record(parts)
    commits.push(performance.now() - from)
    from = performance.now()
    writer.foldStep(FOLD_STEP_MS)
    if (performance.now() - from > 1) steps.push(performance.now() - from)
  }
  summary(`commit of one second of ${BEDS} beds`, commits)
  summary('fold step', steps)
  const { reader } = openStoreReader(openOptions(folder))
  const reads = Array.from({ length: WAVES }, (_, index) => {
    const from = performance.now()
    reader.waves(index + 1, START_UTC_MS, START_UTC_MS + 60_000)
    return performance.now() - from
  })
  summary('read of one minute of a wave', reads)
  reader.close()
  writer.close()
  const from = performance.now()
  openStoreWriter(openOptions(folder)).writer.close()
  print(`reopen and close: ${(performance.now() - from).toFixed(1)} ms`)
}

function measureSealing(): void {
  const key = newSubjectKey()
  for (const [what, bytes] of SEALED) {
    const content = randomBytes(bytes)
    const [seals, opens]: [number[], number[]] = [[], []]
    for (let round = 0; round < SEAL_ROUNDS; round++) {
      let from = performance.now()
      const sealed = sealBytes(key, 'block/1/0/1/1', content)
      seals.push(performance.now() - from)
      from = performance.now()
      openBytes(key, 'block/1/0/1/1', sealed)
      opens.push(performance.now() - from)
    }
    const micros = (times: number[]) =>
      ((times.sort((a, b) => a - b)[SEAL_ROUNDS >> 1] ?? 0) * 1000).toFixed(0)
    print(`${what} of ${bytes} bytes: sealed in ${micros(seals)} us, opened in ${micros(opens)} us (median)`)
  }
}

function measureCodec(folder: string): void {
  let [samples, bytes, encodeMs, decodeMs] = [0, 0, 0, 0]
  for (const wave of readRecorded(folder, 4)) {
    const length = 60 * wave.rateHz
    for (let from = 0; from < Math.min(wave.samples.length, 5 * length); from += length) {
      const part = wave.samples.slice(from, from + length)
      const started = performance.now()
      const block = encodeBlock(
        [{ channel: 1, startUtcMs: 0, samples: part, missing: [], marks: [] }],
        wave.rateHz,
      )
      const encoded = performance.now()
      decodeBlock(block)
      decodeMs += performance.now() - encoded
      encodeMs += encoded - started
      samples += part.length
      bytes += block.length
    }
  }
  const speed = (ms: number) => (samples / ms / 1000).toFixed(1)
  const perSample = (bytes / samples).toFixed(3)
  print(
    `${basename(folder)}: ${perSample} bytes a sample, ${speed(encodeMs)} Msamples/s in, ${speed(decodeMs)} out`,
  )
}

const folder = mkdtempSync(join(tmpdir(), 'vigil-measure-'))
try {
  measureStore(folder)
  measureSealing()
  for (const records of process.argv.slice(2)) measureCodec(records)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { syntheticEcg } from '../../electron/engine/analytics/testing/synthetic.ts'
import { TASKS } from './tasks.ts'

const SECONDS = 400
/** A beat each second, from 1 s on. */
const BEATS = Array.from({ length: SECONDS - 2 }, (_, index) => index + 1)
const BYTE = 0xff

let dataDir = ''
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'score-'))
  mkdirSync(join(dataDir, 'mitdb', 'ann'), { recursive: true })
})
afterEach(() => rmSync(dataDir, { recursive: true }))

/** Samples as the pack keeps them: zigzag differences in two planes, gzipped. */
function packed(samples: readonly number[]): Buffer {
  const zigzag = samples.map((sample, index) => {
    const difference = sample - (samples[index - 1] ?? 0)
    return difference < 0 ? -2 * difference - 1 : 2 * difference
  })
  return gzipSync(Uint8Array.from([...zigzag.map((z) => z & BYTE), ...zigzag.map((z) => z >> 8)]))
}

interface Made {
  readonly id: string
  readonly fs: number
  readonly gain: number
  readonly baseline: number
  readonly name?: string
  readonly units?: string
}

/** Writes the samples and labels of a record. Out: its entry in the index. */
function record({ id, fs, gain, baseline, name = 'ECG', units = 'mV' }: Made) {
  const samples = Array.from(syntheticEcg(fs, SECONDS, BEATS), (value) => Math.round(value * gain + baseline))
  writeFileSync(join(dataDir, 'mitdb', `${id}.d16.gz`), packed(samples))
  const rows = BEATS.map((second) => `${Math.round(second * fs)},N,0,0,`)
  // Lines may end as they do on Windows, and need not be in order.
  writeFileSync(
    join(dataDir, 'mitdb', 'ann', `${id}.csv`),
    ['sample,symbol,sub,chan,aux', ...rows.reverse(), ''].join('\r\n'),
  )
  return { id, fs, n: samples.length, channels: [{ name, units, gain, baseline }] }
}

function index(records: readonly unknown[]): void {
  writeFileSync(join(dataDir, 'mitdb', 'index.json'), JSON.stringify({ records }))
}

function scored() {
  const lacking: string[] = []
  const result = TASKS.qrs?.(dataDir, (what) => lacking.push(what)) ?? null
  return { result, lacking: lacking.filter((what) => what.includes('mitdb')) }
}

describe('a folder that lacks something', () => {
  it('scores what is there, whatever its rate and gain, and names the rest', () => {
    const noWave = record({ id: 'no-wave', fs: 250, gain: 200, baseline: 0, name: 'ABP', units: 'mmHg' })
    const cut = record({ id: 'cut', fs: 250, gain: 200, baseline: 0 })
    writeFileSync(join(dataDir, 'mitdb', 'cut.d16.gz'), Uint8Array.of(0x1f, 0x8b, 0x08))
    const short = { ...record({ id: 'short', fs: 250, gain: 200, baseline: 0 }), n: 7 }
    const unlabelled = record({ id: 'unlabelled', fs: 250, gain: 200, baseline: 0 })
    rmSync(join(dataDir, 'mitdb', 'ann', 'unlabelled.csv'))
    const mangled = record({ id: 'mangled', fs: 250, gain: 200, baseline: 0 })
    writeFileSync(join(dataDir, 'mitdb', 'ann', 'mangled.csv'), 'sample,symbol,sub,chan,aux\nx,N,0,0,\n')
    const absent = { ...unlabelled, id: 'absent' }
    const unscaled = { ...unlabelled, id: 'unscaled', channels: [{ ...unlabelled.channels[0], gain: 0 }] }
    index([
      record({ id: 'slow', fs: 100, gain: 100, baseline: -300 }),
      ...[noWave, cut, short, unlabelled, mangled, absent, unscaled, null],
      record({ id: 'quick', fs: 1000, gain: 2000, baseline: 512 }),
    ])
    const { result, lacking } = scored()
    expect(lacking).toEqual([
      'samples of mitdb/absent',
      'readable entry 8 in the index of mitdb',
      'readable entry 9 in the index of mitdb',
      'ECG of mitdb/no-wave',
      'readable samples of mitdb/cut',
      'whole samples of mitdb/short',
      'reference for mitdb/unlabelled',
      'readable labels of mitdb/mangled',
    ])
    expect(result?.records).toMatchObject([
      { id: 'slow', wholeTp: BEATS.length, wholeFn: 0, wholeFp: 0, se: 100, ppv: 100 },
      { id: 'quick', wholeTp: BEATS.length, wholeFn: 0, wholeFp: 0, se: 100, ppv: 100 },
    ])
  })

  it('has no set where the index cannot be read, and nothing to score where no record is whole', () => {
    writeFileSync(join(dataDir, 'mitdb', 'index.json'), '{"records":')
    expect(scored()).toEqual({ result: null, lacking: ['mitdb'] })
    index([])
    expect(scored().result).toBeNull()
  })
})

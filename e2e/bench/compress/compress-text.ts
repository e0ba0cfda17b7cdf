import { table, verdict, when } from '../markdown.ts'
import type { Figures } from '../statistics.ts'
import type { CompressResult, SetResult } from './compress-result.ts'
import type { RatioSummary } from './ratios.ts'
import { FLAC_SIDE, OWN_SIDE, PACKED_SIDE } from './sides.ts'

/** Lines that a result is held against; they never fail a run. */
const PASS_LINES = { mean: 0.78, millionSamples: 3 } as const
const SAMPLES_PER_MILLION = 1_000_000
const PERCENT = 100

function setRow(name: string, set: SetResult, sides: readonly string[]): (string | number)[] {
  const cells = sides.map((side) => {
    const own = set.sides[side]
    if (own === undefined) return 'none fits'
    const perSample = own.bytesPerSample.toFixed(3)
    return own.channels === set.channels ? perSample : `${perSample} (${own.channels} fit)`
  })
  const millions = (set.samples / SAMPLES_PER_MILLION).toFixed(1)
  const ratios =
    set.toFlac === null ? ['', ''] : [set.toFlac.mean.toFixed(3), set.toFlac.worst.ratio.toFixed(3)]
  return [name, set.channels, millions, ...cells, ...ratios]
}

function ratioRow(side: string, summary: RatioSummary): (string | number)[] {
  const { channels, mean, worst, larger } = summary
  return [side, channels, mean.toFixed(3), worst.ratio.toFixed(3), worst.where, larger.length]
}

function speedRows(result: CompressResult): (string | number)[][] {
  const spread = ({ p50, min, max }: Figures) => `${p50} (${min} to ${max})`
  return Object.entries(result.speed).map(([side, { compress, decompress }]) => [
    side,
    compress.wall.count,
    spread(compress.wall),
    compress.cpu.p50,
    spread(decompress.wall),
    decompress.cpu.p50,
  ])
}

function passText(result: CompressResult): string {
  const flac = result.recorded[FLAC_SIDE]
  const own = result.speed[OWN_SIDE]
  const slower = Math.min(own?.compress.wall.p50 ?? 0, own?.decompress.wall.p50 ?? 0)
  const smaller = Math.round((1 - PASS_LINES.mean) * PERCENT)
  const lines =
    flac === undefined
      ? ['Without recorded waves or without flac there is no ratio to hold against the pass lines']
      : [
          `Pass lines, recorded waves against ${FLAC_SIDE}: larger on none ${verdict(flac.larger.length === 0)}`,
          `mean of the ratios at least ${smaller} % smaller ${verdict(flac.mean <= PASS_LINES.mean)}`,
        ]
  lines.push(
    `at least ${PASS_LINES.millionSamples} million samples a second each way ${verdict(slower >= PASS_LINES.millionSamples)}`,
  )
  return `${lines.join('; ')}.`
}

function largerText(result: CompressResult): string[] {
  return Object.entries(result.recorded)
    .filter(([, { larger }]) => larger.length > 0)
    .map(([side, { larger }]) => `Larger than ${side} on: ${larger.join(', ')}.`)
}

/** The ratios to every peer; nothing without recorded waves or peers. */
function ratioText(result: CompressResult): string[] {
  const rows = Object.entries(result.recorded).map(([side, summary]) => ratioRow(side, summary))
  if (rows.length === 0) return []
  const minutes = result.recordedMinutes
  if (minutes !== null) rows.push(ratioRow(`${FLAC_SIDE}, channels of a minute or longer`, minutes))
  return [
    `Bytes of Vigil over bytes of a peer on recorded waves, below 1 means that Vigil is smaller; sizes are exact. Each
channel counts the same; in segments of a few samples a block's own header and checksum outweigh everything, hence the last row.`,
    table(['peer', 'channels', 'mean', 'worst', 'worst channel', 'larger on'], rows),
  ]
}

/** The part of the page on B2. */
export function compressText(result: CompressResult): string {
  const sides = [OWN_SIDE, ...Object.keys(result.peers), PACKED_SIDE]
  const sets = Object.entries(result.sets).map(([name, set]) => setRow(name, set, sides))
  const versions = Object.entries(result.peers).map(([side, version]) => `${side} (${version})`)
  const parts = [
    `## B2: lossless compression of waves, 60 s blocks`,
    [when(result), `Peers: ${versions.join(', ') || 'none'}.`, ...result.missing].join('\n'),
    table(
      ['set', 'channels', 'M samples', ...sides.map((side) => `${side} B/sample`), 'mean to flac', 'worst'],
      sets,
    ),
    ...ratioText(result),
    [...largerText(result), passText(result)].join('\n'),
    table(['side', 'rounds', 'compress M/s', 'M/CPU s', 'decompress M/s', 'M/CPU s'], speedRows(result)),
    `Millions of samples a second and per second of processor time, medians (least to greatest), over ${(result.speedSamples / SAMPLES_PER_MILLION).toFixed(1)} million samples (the first record of every set).
Vigil codes in one thread of Node, warm, in memory, in blocks that are read one by one; its CPU time includes the
collector's helper threads. Peers are native programs, one process a channel and direction, whole channels in
files; their CPU time comes in steps of 10 ms. What counts for the record is a ward: 32,000 samples a second.
Every block and every peer's file came back bit for bit. \`synthetic\` is SIMULATED (a converter of 10 or 12 bits,
up to 2 LSB of noise, re-scaled) and in no mean over recorded waves; numerics of \`wfdb-raw\`, one a minute, are left out.`,
  ]
  return parts.join('\n\n')
}

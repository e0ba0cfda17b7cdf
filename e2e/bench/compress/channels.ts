import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readRecorded } from '../../../electron/engine/store/testing/recorded.ts'
import { SHARED_DIR } from '../../../resources/testing/shared-folder.ts'
import { syntheticChannels } from './synthetic.ts'
import { parseWfdbHeader } from './wfdb-header.ts'
import { readWfdbWaves } from './wfdb-samples.ts'

/** One wave that every side compresses. */
export interface Channel {
  readonly set: string
  readonly record: string
  /** From 1, as it stands in the record. */
  readonly number: number
  readonly name: string
  readonly rateHz: number
  readonly samples: Int16Array
}

const WAVEFORMS = join(SHARED_DIR, 'waveforms')
const PACKED_SETS = ['mitdb', 'bidmc', 'cudb', 'cpsc2021', 'cinc2015-full']
const WFDB_SET = 'wfdb-raw'
/** Slower records are numerics, one a minute; the record keeps those as numbers, not as waves. */
const SLOWEST_WAVE_HZ = 1

function packedChannels(set: string): Channel[] {
  const numbers = new Map<string, number>()
  return readRecorded(join(WAVEFORMS, set), Number.POSITIVE_INFINITY).map((wave) => {
    const number = (numbers.get(wave.record) ?? 0) + 1
    numbers.set(wave.record, number)
    return { set, number, ...wave }
  })
}

function wfdbChannels(set: string): Channel[] {
  const folder = join(WAVEFORMS, set)
  const headers = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.hea'),
  )
  return headers.sort().flatMap((path) => {
    const header = parseWfdbHeader(readFileSync(join(folder, path), 'utf8'), path)
    if (header.framesPerSecond < SLOWEST_WAVE_HZ) return []
    const waves = readWfdbWaves(header, (file) => readFileSync(join(folder, dirname(path), file)))
    return waves.map((wave, index) => ({ set, record: header.record, number: index + 1, ...wave }))
  })
}

/** The waves of one record of the WFDB set; none where the set is not beside the project. */
export function readWfdbRecord(record: string): Channel[] {
  return existsSync(join(WAVEFORMS, WFDB_SET, `${record}.hea`))
    ? wfdbChannels(WFDB_SET).filter((channel) => channel.record === record)
    : []
}

/** All channels: the synthetic set, and every recorded set that is beside the project. Throws SetupProblem for a damaged record. */
export function readChannels(): Channel[] {
  const there = (set: string) => existsSync(join(WAVEFORMS, set))
  return [
    ...PACKED_SETS.filter(there).flatMap(packedChannels),
    ...(there(WFDB_SET) ? wfdbChannels(WFDB_SET) : []),
    ...syntheticChannels(),
  ]
}

import { SetupProblem } from '../../../resources/setup/say.ts'

/** Storage formats that are read: 16-bit little-endian, 8-bit offset binary, pairs of 12 bits in three bytes. */
export type WfdbFormat = 16 | 80 | 212

/** One signal line of a header (WFDB Applications Guide, header(5)). */
export interface WfdbSignal {
  readonly file: string
  readonly format: WfdbFormat
  /** More than 1 in multi-frequency records. */
  readonly samplesPerFrame: number
  /** Where the samples begin in the file, bytes. */
  readonly byteOffset: number
  /** Sum of all samples modulo 2^16; null if the line ends before it. */
  readonly checksum: number | null
  readonly name: string
}

/** A header of one segment. */
export interface WfdbHeader {
  readonly record: string
  /** Frames a second; a signal has `samplesPerFrame` times as many samples. */
  readonly framesPerSecond: number
  /** Frames in the files; null if the header leaves it out. */
  readonly frames: number | null
  /** Empty for a header that only names segments or lays them out. */
  readonly signals: readonly WfdbSignal[]
}

const DEFAULT_FRAMES_PER_SECOND = 250
const CHECKSUM_FIELD = 6
const NAME_FIELD = 8
const UINT16_MASK = 0xffff
/** FORMAT[xSAMPLES PER FRAME][:SKEW][+BYTE OFFSET]; skew shifts a signal in time and leaves its samples alone. */
const FORMAT_FIELD = /^(\d+)(?:x(\d+))?(?::\d+)?(?:\+(\d+))?$/
/** The file name of a signal that a layout segment only describes. */
const NO_FILE = '~'

function formatOf(number: string, where: string): WfdbFormat {
  const format = Number(number)
  if (format === 16 || format === 80 || format === 212) return format
  throw new SetupProblem(`${where} has the format ${number}, but only 16, 80 and 212 are read: leave it out.`)
}

function signalOf(line: string, where: string): WfdbSignal {
  const fields = line.trim().split(/\s+/)
  const [file = '', formatField = ''] = fields
  const match = FORMAT_FIELD.exec(formatField)
  if (match === null)
    throw new SetupProblem(`${where} has no file and format: repair the header or leave it out.`)
  const checksum = Number(fields[CHECKSUM_FIELD] ?? Number.NaN)
  return {
    file,
    format: formatOf(match[1] ?? '', where),
    samplesPerFrame: Math.max(1, Number(match[2] ?? 1)),
    byteOffset: Number(match[3] ?? 0),
    checksum: Number.isInteger(checksum) ? checksum & UINT16_MASK : null,
    name: fields.slice(NAME_FIELD).join(' '),
  }
}

/**
 * Reads the text of a `.hea` file. In: the text and the file's name for messages. Headers of several
 * segments and layouts come out without signals. Throws SetupProblem for anything else that does not fit.
 */
export function parseWfdbHeader(text: string, file: string): WfdbHeader {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'))
  const [record = '', count = '', rate, frames] = (lines[0] ?? '').trim().split(/\s+/)
  const signalCount = Number(count || Number.NaN)
  const framesPerSecond = rate === undefined ? DEFAULT_FRAMES_PER_SECOND : Number.parseFloat(rate)
  const frameCount = Number(frames ?? 0)
  if (!Number.isInteger(signalCount) || !(framesPerSecond > 0) || !Number.isInteger(frameCount)) {
    throw new SetupProblem(`${file} has no record line of WFDB: repair the header or leave it out.`)
  }
  const own = lines.slice(1, 1 + signalCount)
  const described = record.includes('/') || own.some((line) => line.startsWith(`${NO_FILE} `))
  if (!described && own.length < signalCount) {
    throw new SetupProblem(
      `${file} announces ${signalCount} signals and describes ${own.length}: repair the header or leave it out.`,
    )
  }
  return {
    record,
    framesPerSecond,
    frames: frameCount > 0 ? frameCount : null,
    signals: described ? [] : own.map((line, index) => signalOf(line, `${file}, signal ${index + 1},`)),
  }
}

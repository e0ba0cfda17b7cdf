import type { Out } from '../driver.ts'
import type { MissingRun, WaveMark } from '../model/measurement.ts'
import { twelveLeadChannels } from './channels.ts'
import { TWELVE_LEAD, WAVE } from './codes.ts'
import type { DriRecord, Subrecord } from './record.ts'

const WORD_BYTES = 2
const BYTE_BITS = 8
const BYTE_MASK = 0xff

/**
 * Decodes the packed 12-lead wave (type 22), 10-wire form only. Known from the
 * vendor's text alone: no recording exists, so each block is checked against its
 * own counter and a block of another size is refused. In: the subrecord and the
 * marks of its header. Out: eight measured leads; the four others are arithmetic
 * and are left to whoever draws them. Returns false if the subrecord is refused.
 */
export function decodeTwelveLead(
  record: DriRecord,
  subrecord: Subrecord,
  headerMarks: readonly WaveMark[],
  atMs: number,
  out: Out,
): boolean {
  const { view, deviceMs } = record
  const extension = subrecord.start + WAVE.samples
  const first = extension + TWELVE_LEAD.extensionSize
  if (first > subrecord.end || view.getUint16(extension, true) !== TWELVE_LEAD.extensionSize) return false
  const cable = view.getUint16(extension + TWELVE_LEAD.extensionCableStatus, true)
  const words = (cable >>> TWELVE_LEAD.wordsShift) & TWELVE_LEAD.wordsMask
  if (words !== TWELVE_LEAD.wordsPerBlock) return false
  const blockBytes = TWELVE_LEAD.wordsPerBlock * WORD_BYTES
  const blocks = Math.floor((subrecord.end - first) / blockBytes)
  if (blocks === 0 || !countersRun(view, first, blocks, blockBytes)) return false
  const marks = [...headerMarks, ...paceMarks(view, first, blocks, blockBytes)]
  if ((cable & TWELVE_LEAD.cableOff) !== 0) marks.push({ at: 0, kind: 'leadOff' })
  for (const [lead, channel] of twelveLeadChannels.entries()) {
    const samples = new Int16Array(blocks * TWELVE_LEAD.samplesPerBlock)
    const missing: MissingRun[] = []
    for (let block = 0; block < blocks; block++) {
      const at = block * TWELVE_LEAD.samplesPerBlock
      if (!unpackBlock(view, first + block * blockBytes, lead, samples, at)) {
        missing.push({ start: at, length: TWELVE_LEAD.samplesPerBlock })
      }
    }
    out.measure({ type: 'wave', channel, samples, missing, marks, atMs, deviceMs })
  }
  return true
}

/** Each block numbers its 10 ms; a run that does not count up is not this layout. */
function countersRun(view: DataView, first: number, blocks: number, blockBytes: number): boolean {
  let last: number | null = null
  for (let block = 0; block < blocks; block++) {
    const word = view.getUint16(first + block * blockBytes + TWELVE_LEAD.counterWord * WORD_BYTES, true)
    const counter = word & TWELVE_LEAD.counterMask
    if (last !== null && counter !== (last + 1) % TWELVE_LEAD.counterModulus) return false
    last = counter
  }
  return true
}

function paceMarks(view: DataView, first: number, blocks: number, blockBytes: number): WaveMark[] {
  const marks: WaveMark[] = []
  for (let block = 0; block < blocks; block++) {
    const word = view.getUint16(first + block * blockBytes + TWELVE_LEAD.counterWord * WORD_BYTES, true)
    const sample = word >>> TWELVE_LEAD.pacerShift
    if (sample >= 1 && sample <= TWELVE_LEAD.samplesPerBlock) {
      marks.push({ at: block * TWELVE_LEAD.samplesPerBlock + sample - 1, kind: 'pace' })
    }
  }
  return marks
}

/** One lead of one block: an absolute sample, then four differences of eight bits with their signs apart. */
function unpackBlock(view: DataView, block: number, lead: number, samples: Int16Array, at: number): boolean {
  const word = (index: number): number => view.getUint16(block + index * WORD_BYTES, true)
  const absolute = view.getInt16(block + lead * TWELVE_LEAD.wordsPerLead * WORD_BYTES, true)
  samples[at] = absolute
  if (absolute <= WAVE.highestCode) return false
  let value = absolute
  for (let difference = 0; difference < TWELVE_LEAD.samplesPerBlock - 1; difference++) {
    const pair = difference >>> 1
    const packed = word(lead * TWELVE_LEAD.wordsPerLead + 1 + pair)
    const isSecond = (difference & 1) === 1
    const size = isSecond ? packed & BYTE_MASK : packed >>> BYTE_BITS
    const signBit = TWELVE_LEAD.topSignBit - 2 * lead - (isSecond ? 1 : 0)
    const negative = ((word(TWELVE_LEAD.signWords + pair) >>> signBit) & 1) === 1
    value += negative ? -size : size
    samples[at + difference + 1] = value
  }
  return true
}

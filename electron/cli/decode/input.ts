import { open } from 'node:fs/promises'
import type { Driver } from '../../../drivers/driver.ts'
import { looksLikeVcap } from '../../engine/link/vcap.ts'
import { VigilError } from '../../ipc/contract.ts'
import { captureReader } from './capture-reader.ts'
import { dumpRadix, dumpReader } from './dump-reader.ts'
import { hexReader, looksLikeHex } from './hex-reader.ts'
import { lineReader } from './line-reader.ts'
import { messageReader } from './message-reader.ts'
import { packetReader } from './packet-reader.ts'
import { looksLikePcap } from './pcap.ts'
import { type InputFacts, type OpenSink, type PieceReader, plainFacts } from './piece-reader.ts'

const PIECE_BYTES = 0x1_0000

/** The file is a capture of a network, and this driver has no network wire. */
export class ForeignNetworkError extends VigilError {
  constructor(file: string, driver: string) {
    super(
      'fileUnreadable',
      `${file} is a capture of a network, on which ${driver} does not speak: give the bytes of its line.`,
    )
  }
}

/**
 * Reads a recording, whose first bytes tell its kind: a capture file, a network capture, a dump
 * with places, messages in hexadecimal, messages of a network one after the other, else the bytes of a
 * line as received. `openSink` is called once the kind is known; `pause` between pieces of the
 * file: a place to write results and wait. Throws the system's error if the file cannot
 * be read, VigilError `fileUnreadable` for a folder or a file that this driver cannot have.
 */
export async function readInput(
  file: string,
  driver: Pick<Driver, 'id' | 'link' | 'datagrams'>,
  openSink: OpenSink,
  pause: () => Promise<void>,
): Promise<InputFacts> {
  await using handle = await open(file, 'r')
  // A folder can be opened, and the error of reading it has no path.
  if ((await handle.stat()).isDirectory()) {
    throw new VigilError('fileUnreadable', `${file} is a folder: give a file.`)
  }
  const piece = new Uint8Array(PIECE_BYTES)
  let reader: PieceReader | null = null
  for (;;) {
    const { bytesRead } = await handle.read(piece, 0, PIECE_BYTES, null)
    if (bytesRead === 0) break
    const part = piece.subarray(0, bytesRead)
    reader ??= readerFor(part, file, driver, openSink)
    reader.take(part)
    await pause()
  }
  const facts = reader?.end() ?? plainFacts(0)
  await pause()
  return facts
}

function readerFor(
  first: Uint8Array,
  file: string,
  driver: Pick<Driver, 'id' | 'link' | 'datagrams'>,
  openSink: OpenSink,
): PieceReader {
  if (looksLikeVcap(first)) return captureReader(file, openSink)
  const { datagrams } = driver
  if (looksLikePcap(first)) {
    if (datagrams !== undefined) return packetReader(datagrams, openSink)
    throw new ForeignNetworkError(file, driver.id)
  }
  const plain = (bytes: Uint8Array): PieceReader =>
    datagrams !== undefined && datagrams.lengthOf(bytes) !== null
      ? messageReader(datagrams, openSink)
      : lineReader(driver.link.serial, openSink)
  const radix = dumpRadix(first)
  if (radix !== null) return dumpReader(radix, plain)
  return looksLikeHex(first) ? hexReader(driver, openSink) : plain(first)
}

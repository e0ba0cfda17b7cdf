import { VcapDecoder, type VcapRecord } from '../../engine/link/vcap.ts'
import { VigilError } from '../../ipc/contract.ts'
import type { InputSink, OpenSink, PieceReader } from './piece-reader.ts'

/** A capture file: bytes get the time they came. Throws VigilError at its end if its header cannot be read. */
export function captureReader(file: string, open: OpenSink): PieceReader {
  const decoder = new VcapDecoder()
  let sink: InputSink | null = null
  let firstMs: number | null = null
  let lastMs = 0
  let received = 0
  const sinkNow = (): InputSink => {
    sink ??= open(decoder.header?.datagrams === true ? 'datagram' : 'stream')
    return sink
  }
  const deliver = (records: readonly VcapRecord[]): void => {
    for (const record of records) {
      if (record.kind === 'lost') sinkNow().end(lastMs)
      if (record.kind !== 'received') continue
      firstMs ??= record.atMs
      lastMs = record.atMs - firstMs
      received += record.bytes.length
      sinkNow().push(record.bytes, lastMs)
    }
  }
  return {
    take: (part) => deliver(decoder.push(part)),
    end() {
      deliver(decoder.end())
      const { header } = decoder
      if (header === null) {
        throw new VigilError(
          'fileUnreadable',
          `${file} begins like a capture but cannot be read: it is damaged or from another version of Vigil.`,
        )
      }
      sinkNow().end(lastMs)
      const { simulated, driver } = header
      const damagedBytes = decoder.damagedBytes + decoder.cutBytes
      return { bytes: received, capture: { simulated, driver, damagedBytes }, notes: [] }
    },
  }
}

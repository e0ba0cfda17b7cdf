import type { SerialSettings } from '../../../drivers/driver.ts'
import { lineBytesPerSecond } from '../../engine/link/create-link.ts'
import { type OpenSink, type PieceReader, plainFacts } from './piece-reader.ts'

const SECOND_MS = 1000

/**
 * The bytes of a line as received: each gets the time it takes there. Pushes no more than
 * a millisecond of line time at once, so that times do not depend on how the file is read.
 */
export function lineReader(serial: SerialSettings, open: OpenSink): PieceReader {
  const sink = open('stream')
  const byteMs = SECOND_MS / lineBytesPerSecond(serial)
  const step = Math.max(1, Math.floor(1 / byteMs))
  let done = 0
  let phase = 0
  return {
    take(part) {
      for (let from = 0; from < part.length; ) {
        const to = Math.min(from + step - phase, part.length)
        phase = (phase + to - from) % step
        done += to - from
        sink.push(part.subarray(from, to), (done - 1) * byteMs)
        from = to
      }
    },
    end() {
      sink.end(Math.max(0, done - 1) * byteMs)
      return plainFacts(done)
    },
  }
}

import type { DatagramWire } from '../../../drivers/driver.ts'
import { type OpenSink, type PieceReader, plainFacts } from './piece-reader.ts'

const nothing = new Uint8Array(0)
/** So many bytes say whether a message begins with them; fewer may be the head of one that is still to come. */
const HEAD_BYTES = 16

/**
 * Messages of a network written one after the other, without anything between them: each
 * says how long it is. What is no message is passed on in one piece, so that it is
 * counted. There are no times in such a file.
 */
export function messageReader(wire: DatagramWire, open: OpenSink): PieceReader {
  const sink = open('datagram')
  let held: Uint8Array = nothing
  let bytes = 0

  /** Hands on what is whole. Out: where the rest begins, which may become a message unless the file has ended. */
  function deliver(all: Uint8Array, isEnd: boolean): number {
    let at = 0
    let strangeFrom = 0
    const flush = (): void => {
      if (at > strangeFrom) sink.push(all.subarray(strangeFrom, at), 0)
    }
    while (at < all.length) {
      const length = wire.lengthOf(all.subarray(at))
      if (length === null) {
        if (!isEnd && all.length - at < HEAD_BYTES) break
        at++
        continue
      }
      if (at + length > all.length) break
      flush()
      sink.push(all.subarray(at, at + length), 0)
      at += length
      strangeFrom = at
    }
    flush()
    return at
  }

  return {
    take(part) {
      bytes += part.length
      const all = new Uint8Array(held.length + part.length)
      all.set(held)
      all.set(part, held.length)
      held = all.slice(deliver(all, false))
    },
    end() {
      const cut = held.length - deliver(held, true)
      sink.end(0)
      return plainFacts(bytes, cut === 0 ? [] : ['A message is cut by the end of the file and was left out.'])
    },
  }
}

import type { DatagramTwin, Decoder, Driver, LinkDefaults, Out, Twin, TwinOptions } from './driver.ts'

/** One way to speak with a monitor, whatever lies between: a decoder, and a twin that gives piece by piece. */
export interface Wire {
  readonly kind: LinkDefaults['kind']
  readonly undetectedErrorRate: string
  start(out: Out, options: unknown): Decoder
  /** A stream gives everything of one moment as one piece. */
  twin(options: TwinOptions): DatagramTwin
}

/**
 * The wire that a link of this kind carries. A driver without datagrams of its own has
 * its stream carried in them, as a device server over UDP does.
 */
export function wireOf(driver: Driver, kind: LinkDefaults['kind']): Wire {
  const { datagrams } = driver
  if (kind === 'datagram' && datagrams !== undefined) {
    return {
      kind,
      undetectedErrorRate: datagrams.undetectedErrorRate,
      start: (out, options) => datagrams.start(out, options),
      twin: (options) => datagrams.twin(options),
    }
  }
  return {
    kind: driver.link.kind,
    undetectedErrorRate: driver.undetectedErrorRate,
    start: (out, options) => driver.start(out, options),
    twin: (options) => streamPieces(driver.twin(options)),
  }
}

/** Every wire of a driver, its usual one first. */
export function wiresOf(driver: Driver): readonly Wire[] {
  const usual = wireOf(driver, driver.link.kind)
  return driver.datagrams === undefined ? [usual] : [usual, wireOf(driver, 'datagram')]
}

/** A twin on a stream, piece by piece: all bytes of one moment are one. */
export function streamPieces(twin: Twin): DatagramTwin {
  return {
    produce(atMs) {
      const bytes = twin.produce(atMs)
      return bytes.length === 0 ? [] : [bytes]
    },
    receive: (bytes, atMs) => twin.receive(bytes, atMs),
  }
}

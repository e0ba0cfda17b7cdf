import type { DatagramWire } from '../../../drivers/driver.ts'
import { tinyDriver } from '../../engine/testing/tiny-driver.ts'
import type { InputSink, OpenSink } from '../decode/piece-reader.ts'

/** A wire whose messages are 0xAA, the number of bytes that follow, and these; it speaks from port 500 or 501. */
export const tinyWire: DatagramWire = {
  ports: [500, 501],
  undetectedErrorRate: '1 in 1',
  lengthOf: (bytes) => (bytes[0] === 0xaa && bytes.length > 1 ? 2 + (bytes[1] ?? 0) : null),
  start: (out) => tinyDriver.start(out, { writes: false }),
  twin: () => ({ produce: () => [], receive: () => undefined }),
}

/** A sink that keeps what it is given. */
export class SinkLog implements InputSink {
  readonly kinds: string[] = []
  readonly pieces: number[][] = []
  readonly times: number[] = []
  ends = 0

  readonly open: OpenSink = (kind) => {
    this.kinds.push(kind)
    return this
  }

  push(bytes: Uint8Array, atMs: number): void {
    this.pieces.push([...bytes])
    this.times.push(atMs)
  }

  end(): void {
    this.ends++
  }
}

function word(value: number): number[] {
  return [(value >> 8) & 0xff, value & 0xff]
}

/** Bytes of a UDP datagram in an IPv4 packet. */
export function ipv4Packet(
  source: number,
  ports: readonly [number, number],
  payload: readonly number[],
): number[] {
  const udp = [...word(ports[0]), ...word(ports[1]), ...word(8 + payload.length), 0, 0, ...payload]
  const head = [0x45, 0, ...word(20 + udp.length), 0, 0, 0, 0, 64, 17, 0, 0, 10, 0, 0, source, 10, 0, 0, 99]
  return [...head, ...udp]
}

/** The same in an Ethernet frame, padded to its least length as the network does. */
export function ethernet(packet: readonly number[], tags: readonly number[] = []): number[] {
  const frame = [...new Array<number>(12).fill(2), ...tags, 0x08, 0x00, ...packet]
  return [...frame, ...new Array<number>(Math.max(0, 60 - frame.length)).fill(0)]
}

/** A classic capture. In: LINKTYPE_ number, and packets with their times in ms. */
export function pcapFile(
  linkType: number,
  packets: readonly { readonly atMs: number; readonly bytes: readonly number[] }[],
  little = true,
): Uint8Array {
  const parts = [new DataView(new ArrayBuffer(24))]
  parts[0]?.setUint32(0, 0xa1b2c3d4, little)
  parts[0]?.setUint32(16, 65_535, little)
  parts[0]?.setUint32(20, linkType, little)
  for (const { atMs, bytes } of packets) {
    const view = new DataView(new ArrayBuffer(16 + bytes.length))
    view.setUint32(0, Math.floor(atMs / 1000), little)
    view.setUint32(4, Math.round((atMs % 1000) * 1000), little)
    view.setUint32(8, bytes.length, little)
    view.setUint32(12, bytes.length, little)
    new Uint8Array(view.buffer).set(bytes, 16)
    parts.push(view)
  }
  return Buffer.concat(parts.map((part) => new Uint8Array(part.buffer)))
}

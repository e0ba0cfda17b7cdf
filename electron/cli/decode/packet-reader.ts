import type { DatagramWire } from '../../../drivers/driver.ts'
import { PcapReader } from './pcap.ts'
import { type OpenSink, type PieceReader, plainFacts } from './piece-reader.ts'
import { type UdpPacket, udpOf } from './udp-packet.ts'

/**
 * The datagrams of one monitor in a network capture, with the times they came. A monitor is
 * whoever sends from a port of the driver; of several, only the first is decoded, because
 * the numbers of two patients must never stand in one list.
 */
export function packetReader(wire: DatagramWire, open: OpenSink): PieceReader {
  const sink = open('datagram')
  const packets = new PcapReader()
  const others = new Set<string>()
  let monitor: string | null = null
  let firstMs: number | null = null
  let lastMs = 0
  let bytes = 0

  function take({ source, payload }: UdpPacket, atMs: number): void {
    monitor ??= source
    if (source !== monitor) {
      others.add(source)
      return
    }
    firstMs ??= atMs
    lastMs = Math.max(lastMs, atMs - firstMs)
    bytes += payload.length
    sink.push(payload, lastMs)
  }

  return {
    take(part) {
      packets.push(part, ({ atMs, linkType, bytes: packet }) => {
        const udp = udpOf(linkType, packet)
        if (udp !== null && wire.ports.includes(udp.sourcePort)) take(udp, atMs)
      })
    },
    end() {
      sink.end(lastMs)
      const notes: string[] = []
      if (others.size > 0) {
        notes.push(
          `Only the monitor at ${monitor} is decoded; the capture also holds ${[...others].join(', ')}: filter it by address.`,
        )
      }
      if (packets.broken) notes.push('The network capture is damaged: what follows the damage was not read.')
      else if (packets.heldBytes > 0) notes.push('A packet is cut by the end of the file and was left out.')
      return plainFacts(bytes, notes)
    },
  }
}

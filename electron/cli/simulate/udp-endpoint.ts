import { createSocket, type RemoteInfo } from 'node:dgram'
import { isIPv6 } from 'node:net'
import type { Endpoint, EndpointEvents } from './endpoint.ts'

/** A station that says nothing for so long is gone; another one may take its place. */
const GONE_AFTER_MS = 10_000

/**
 * Waits for a station on a UDP port, as a monitor on the network does: it answers whoever
 * speaks to it, one station at a time. Rejects if the address cannot be used.
 */
export async function udpEndpoint(host: string, port: number, events: EndpointEvents): Promise<Endpoint> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4')
  let station: RemoteInfo | null = null
  let heardMs = 0
  socket.on('message', (datagram, from) => {
    const nowMs = performance.now()
    const isKnown = station?.address === from.address && station.port === from.port
    if (!isKnown && station !== null && nowMs - heardMs < GONE_AFTER_MS) return
    if (!isKnown) events.onNote('A station speaks.')
    station = from
    heardMs = nowMs
    events.onBytes(datagram)
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(port, host, () => {
      socket.off('error', reject)
      resolve()
    })
  })
  // A station that went away answers with a refusal, which ends nothing here.
  socket.on('error', () => undefined)
  return {
    place: `udp:${host.includes(':') ? `[${host}]` : host}:${socket.address().port}`,
    write(datagram) {
      // What the network does not take is lost, as it is on one.
      if (station !== null) socket.send(datagram, station.port, station.address, () => undefined)
    },
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  }
}

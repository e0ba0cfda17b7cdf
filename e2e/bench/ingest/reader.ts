/** Reads all lines of B5 as Vigil does, or with serialport's own event. Run by ingest.ts. Arguments: side, then the lines. */
import { SerialPort } from 'serialport'
import { berryPm6750 } from '../../../drivers/berry-pm6750/driver.ts'
import { Bus } from '../../../electron/engine/bus.ts'
import { systemClock } from '../../../electron/engine/clock.ts'
import { SerialLink } from '../../../electron/engine/link/serial.ts'
import { Session } from '../../../electron/engine/session/session.ts'
import { systemTimers } from '../../../electron/engine/timers.ts'
import { type FromReader, nowNs } from './messages.ts'
import { MARKER_ID, packet } from './packets.ts'

/** As the engine calls its sessions. */
const TICK_MS = 50

const [side = '', ...paths] = process.argv.slice(2)
const times: number[][] = paths.map(() => [])
let bytes = 0
let open = 0

function say(message: FromReader): void {
  process.send?.(message)
}

function opened(): void {
  open++
  if (open === paths.length) say({ type: 'ready' })
}

function readAsVigil(): void {
  const clock = systemClock()
  const timers = systemTimers()
  const bus = new Bus()
  bus.add({
    onBatch({ bed, measurements }) {
      for (const one of measurements) {
        if (one.type === 'numeric' && one.channel.id === MARKER_ID) times[Number(bed)]?.push(nowNs())
      }
    },
    onLink: () => undefined,
  })
  const sessions = paths.map((path, index) => {
    const link = new SerialLink({ path }, berryPm6750.link.serial, clock, timers)
    const session = new Session({
      bed: String(index),
      driver: berryPm6750,
      options: berryPm6750.options.parse({ listenOnly: true }),
      link: counted(link),
      target: path,
      clock,
      random: Math.random,
      consumer: bus,
    })
    session.tick()
    return session
  })
  timers.every(TICK_MS, () => {
    for (const session of sessions) session.tick()
  })
}

/** The link itself, with its bytes counted on the way. */
function counted(link: SerialLink): SerialLink {
  const begin = link.open.bind(link)
  link.open = (events) =>
    begin({
      ...events,
      onOpen: (notes) => {
        events.onOpen(notes)
        opened()
      },
      onBytes: (piece, atMs) => {
        bytes += piece.length
        events.onBytes(piece, atMs)
      },
    })
  return link
}

/** The least that reads with serialport: one handler a port, which counts. */
function readBare(): void {
  const packetBytes = packet().length
  for (const [index, path] of paths.entries()) {
    let own = 0
    const port = new SerialPort({ path, baudRate: berryPm6750.link.serial.baud })
    port.on('open', opened)
    port.on('data', (piece: Buffer) => {
      bytes += piece.length
      own += piece.length
      const seen = times[index]
      while (seen !== undefined && seen.length < Math.floor(own / packetBytes)) seen.push(nowNs())
    })
  }
}

process.on('message', () => {
  process.send?.({ type: 'read', bytes, times } satisfies FromReader, () => process.exit(0))
})
if (side === 'vigil') readAsVigil()
else readBare()

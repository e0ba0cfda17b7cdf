import { createServer, type Socket } from 'node:net'

/** What stands behind a port of a serial device server: called for each connection, returns how to end it. */
export type Behind = (socket: Socket) => () => void

/** A serial device server on this PC. */
export interface DeviceServer {
  /** Link of a config that reads it. */
  readonly link: string
  close(): Promise<void>
}

/** Opens a port that any number of stations may read. The caller closes it. */
export async function openDeviceServer(behind: Behind): Promise<DeviceServer> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    const stop = behind(socket)
    sockets.add(socket)
    socket.on('error', () => undefined)
    // A station may write although nobody listens: without this its end would never be told.
    socket.resume()
    socket.once('close', () => {
      stop()
      sockets.delete(socket)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the device server has no port')
  return {
    link: `tcp:127.0.0.1:${address.port}`,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

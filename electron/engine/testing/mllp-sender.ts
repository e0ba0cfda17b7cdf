import { connect, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { onTestFinished } from 'vitest'
import { encodeMllp } from '../../../drivers/hl7v2/mllp.ts'
import { waitFor } from './wait-for.ts'

/** A message with one value, as a gateway sends it. */
export function oruText(
  controlId: string,
  location = 'LAB^^1',
  application = 'GW^00A03700271CFB58^EUI-64',
  observation = 'OBX|1|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.3.1.150456|97|262688^MDC_DIM_PERCENT^MDC|||||R',
): string {
  const header = `MSH|^~\\&|${application}|WARD|||20240501120000+0000||ORU^R01^ORU_R01|${controlId}|P|2.6|||AL|NE||UNICODE UTF-8`
  return [header, 'PID|||P1', `PV1||I|${location}`, 'OBR|1', observation, ''].join('\r')
}

/** A sender on a real socket, and what became of its connection. */
export class MllpSender {
  readonly socket: Socket
  readonly #decoder = new TextDecoder()
  replies = ''
  closed = false
  error: Error | null = null

  /** Connects at once; with `tls` encrypted. Closed when the test has finished. */
  constructor(port: number, tls?: ConnectionOptions) {
    const to = { host: '127.0.0.1', port }
    this.socket = tls === undefined ? connect(to) : connectTls({ ...to, ...tls })
    this.socket.on('data', (bytes) => {
      this.replies += this.#decoder.decode(bytes, { stream: true })
    })
    this.socket.on('error', (error) => {
      this.error = error
    })
    this.socket.on('close', () => {
      this.closed = true
    })
    onTestFinished(() => void this.socket.destroy())
  }

  raw(bytes: Uint8Array | string): void {
    this.socket.write(bytes)
  }

  send(text: string): void {
    this.raw(encodeMllp(text))
  }

  /** Waits until something was answered that holds this text. */
  async hears(text: string): Promise<void> {
    await waitFor(() => this.replies.includes(text), `the answer ${text}`)
  }

  async isClosed(): Promise<void> {
    await waitFor(() => this.closed, 'the end of the connection')
  }
}

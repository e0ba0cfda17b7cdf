import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { ProbeResult } from '../../../ipc/destinations.ts'
import { type TlsFiles, tlsAdvice, tlsOptions } from '../tls-files.ts'

/** Where a connection is tried. */
export interface ReachTarget {
  readonly host: string
  readonly port: number
  readonly tls?: TlsFiles | undefined
}

type Advice = (host: string, port: number) => string

/** What to do about a connection that failed, by the code or the words of its failure. */
const ADVICE: ReadonlyMap<string, Advice> = new Map<string, Advice>([
  ['ECONNREFUSED', refused],
  ['ENOTFOUND', unknownName],
  ['EAI_AGAIN', unknownName],
  ['EHOSTUNREACH', noWay],
  ['ENETUNREACH', noWay],
  ['ECONNRESET', closed],
  ['EPIPE', closed],
  ['the connection was closed', closed],
  ['ETIMEDOUT', silent],
  ['no connection in time', silent],
])

function refused(_host: string, port: number): string {
  return `nothing listens on port ${port} there: correct the port, or ask who runs it to start its receiver`
}

function unknownName(host: string): string {
  return `the network does not know the name "${host}": correct the host, or type its address in numbers`
}

function noWay(host: string): string {
  return `there is no way to ${host} from this PC: check the network cable and the address`
}

function closed(): string {
  return 'it closes the connection at once: ask who runs it whether it lets this PC in, and whether it wants TLS'
}

function silent(): string {
  return 'no answer came in time: check the address, the network and the firewall between'
}

/** What a failed connection means and what to do. In: the code or words of the failure; where. */
export function reachAdvice(code: string, { host, port }: Pick<ReachTarget, 'host' | 'port'>): string {
  const advice = tlsAdvice(code) ?? ADVICE.get(code)?.(host, port)
  return advice ?? `the connection failed (${code}): check the network and the destination`
}

/** The sentence of a test that failed. */
export function notReached({ host, port }: Pick<ReachTarget, 'host' | 'port'>, advice: string): ProbeResult {
  return { isGood: false, sentence: `${host}:${port} cannot be used: ${advice}.` }
}

/** Connects, with TLS where it is set, and sends nothing. Never rejects. Out: null, or what to do about the failure. */
export function reach(target: ReachTarget, withinMs: number): Promise<string | null> {
  return new Promise((resolve) => {
    const { host, port, tls } = target
    let socket: Socket
    try {
      socket =
        tls === undefined
          ? connect({ host, port })
          : connectTls({ port, ...tlsOptions(tls, host, Date.now()) })
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      resolve(tlsAdvice(code) ?? (error instanceof Error ? error.message : String(error)))
      return
    }
    const end = (advice: string | null): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(advice)
    }
    const timer = setTimeout(() => end(reachAdvice('no connection in time', target)), withinMs)
    socket.on(tls === undefined ? 'connect' : 'secureConnect', () => end(null))
    socket.on('error', (error: NodeJS.ErrnoException) =>
      end(reachAdvice(error.code ?? error.message, target)),
    )
    socket.on('close', () => end(reachAdvice('the connection was closed', target)))
  })
}

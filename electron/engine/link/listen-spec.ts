import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { isSender, sendersMeet } from './listen-senders.ts'
import type { QueryReader } from './spec-query.ts'

/** Files of the certificate that a listener shows, and of the authorities whose clients it takes; as named in the link. */
export interface ListenTls {
  readonly cert: string
  readonly key: string
  /** Given: only a client with a certificate of one of these authorities is taken. */
  readonly ca: string | null
}

/** `listen:HOST:PORT`, read. */
export interface ListenSpec {
  readonly kind: 'listen'
  readonly host: string
  readonly port: number
  /** Addresses and ranges that may send; none: nobody may. */
  readonly senders: readonly string[]
  readonly tls: ListenTls | null
}

/** More senders than a listener has connections are a mistake. */
const MOST_SENDERS = 64
/** The address that stands for every network of the PC, in both versions of the protocol. */
const EVERY_NETWORK: ReadonlySet<string> = new Set(['0.0.0.0', '::'])

/** Whether a listener on this address can be reached from every network of the PC. */
export function isEveryNetwork(host: string): boolean {
  return EVERY_NETWORK.has(host)
}

/** HOST:PORT, with brackets where the address itself holds colons. */
export function addressText(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

function sendersOf(query: QueryReader, refuse: (why: string) => never): readonly string[] {
  const senders = (query.text('from') ?? '').split(',').filter((text) => text !== '')
  const wrong = senders.find((text) => !isSender(text))
  if (wrong !== undefined) {
    refuse(`from is "${wrong}", it must be addresses such as 192.168.1.20 or 192.168.1.0/24.`)
  }
  if (senders.length > MOST_SENDERS) refuse(`from names more than ${MOST_SENDERS} senders: name a range.`)
  return [...new Set(senders)]
}

function tlsOf(query: QueryReader, refuse: (why: string) => never): ListenTls | null {
  const cert = query.text('cert')
  const key = query.text('key')
  const ca = query.text('ca')
  if (cert === undefined && key === undefined && ca === undefined) return null
  if (cert === undefined || key === undefined) {
    return refuse('TLS needs both cert and key: name the files of the certificate and of its key.')
  }
  return { cert, key, ca: ca ?? null }
}

/** Reads what follows `listen:`. In: the host and port, the settings, and how a refusal is thrown. */
export function readListen(
  { host, port }: { readonly host: string; readonly port: number },
  query: QueryReader,
  refuse: (why: string) => never,
): ListenSpec {
  if (isIP(host) === 0) {
    refuse('write the address of this PC in numbers, for example listen:192.168.1.10:2575.')
  }
  return { kind: 'listen', host, port, senders: sendersOf(query, refuse), tls: tlsOf(query, refuse) }
}

/** The LINK text of a listener: `parseLink` reads it back to the same. */
export function listenText({ host, port, senders, tls }: ListenSpec): string {
  const settings: string[] = []
  if (senders.length > 0) settings.push(`from=${senders.join(',')}`)
  if (tls !== null) {
    settings.push(`cert=${encodeURIComponent(tls.cert)}`, `key=${encodeURIComponent(tls.key)}`)
    if (tls.ca !== null) settings.push(`ca=${encodeURIComponent(tls.ca)}`)
  }
  const query = settings.length === 0 ? '' : `?${settings.join('&')}`
  return `listen:${addressText(host, port)}${query}`
}

/** Whether two links name the same port of the PC: one server, which both must want alike. */
export function isSameListener(one: ListenSpec, other: ListenSpec): boolean {
  return one.host === other.host && one.port === other.port
}

/** Whether only one of two different listeners can have its port, because the other's address holds its own. */
export function isListenerInTheWay(one: ListenSpec, other: ListenSpec): boolean {
  if (one.port !== other.port || one.host === other.host) return false
  return isEveryNetwork(one.host) || isEveryNetwork(other.host)
}

/** Whether two links demand the same certificates. */
export function isSameTls(one: ListenTls | null, other: ListenTls | null): boolean {
  return one?.cert === other?.cert && one?.key === other?.key && one?.ca === other?.ca
}

/** Whether some address may send to both; a list without entries leaves that to the other beds of the listener. */
export function mayShareSender(one: readonly string[], other: readonly string[]): boolean {
  return one.length === 0 || other.length === 0 || sendersMeet(one, other)
}

/** The same with names of files relative to a folder, that of the config. */
export function inFolder(spec: ListenSpec, folder: string): ListenSpec {
  if (spec.tls === null) return spec
  const { cert, key, ca } = spec.tls
  const at = (file: string) => resolve(folder, file)
  return { ...spec, tls: { cert: at(cert), key: at(key), ca: ca === null ? null : at(ca) } }
}

import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'

/** Files of a destination's TLS, as its config names them. */
export interface TlsFiles {
  /** Authorities that the receiver's certificate may be of; absent: those of the system. */
  readonly ca?: string | undefined
  /** The certificate that this station shows, and its key. */
  readonly cert?: string | undefined
  readonly key?: string | undefined
  /** Name that the receiver's certificate must hold; absent: the host. */
  readonly serverName?: string | undefined
  /** Folder that the names are relative to. */
  readonly baseDir: string
}

/** A file that cannot be used; `message` says what to do about it. */
export class TlsFileProblem extends Error {}

const DATE_DIGITS = 10

function read(baseDir: string, name: string, what: string): string {
  try {
    return readFileSync(resolve(baseDir, name), 'utf8')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new TlsFileProblem(`the file ${name} cannot be read (${reason}): correct tls.${what} in the config`)
  }
}

function refuseUnusable(name: string, pem: string, nowUtcMs: number): void {
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(pem)
  } catch {
    throw new TlsFileProblem(`${name} holds no certificate: name a PEM file`)
  }
  const endsUtcMs = Date.parse(certificate.validTo)
  if (endsUtcMs > nowUtcMs) return
  const day = new Date(endsUtcMs).toISOString().slice(0, DATE_DIGITS)
  throw new TlsFileProblem(`the certificate ${name} of this station expired on ${day}: replace it`)
}

/**
 * What a TLS connection is made with: TLS 1.2 at least, and the receiver's certificate is always checked. The files are
 * read for each connection, so that a renewed certificate counts at once. Throws TlsFileProblem.
 */
export function tlsOptions(files: TlsFiles, host: string, nowUtcMs: number) {
  const { baseDir, ca, cert, key, serverName } = files
  const own = cert === undefined ? undefined : read(baseDir, cert, 'cert')
  if (cert !== undefined && own !== undefined) refuseUnusable(cert, own, nowUtcMs)
  const name = serverName ?? (isIP(host) === 0 ? host : undefined)
  return {
    host,
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
    ...(ca !== undefined && { ca: read(baseDir, ca, 'ca') }),
    ...(own !== undefined && { cert: own }),
    ...(key !== undefined && { key: read(baseDir, key, 'key') }),
    ...(name !== undefined && { servername: name }),
  } as const
}

const UNTRUSTED =
  'its certificate is of no authority that this station trusts: name the file of its authority under tls.ca'
const NO_TLS = 'it does not speak TLS on this port: correct the port, or leave tls out'
/** Codes of Node and OpenSSL for what goes wrong while TLS is agreed on. */
const ADVICE: ReadonlyMap<string, string> = new Map([
  ['CERT_HAS_EXPIRED', 'its certificate has expired: ask who runs it for a new one'],
  ['CERT_NOT_YET_VALID', 'its certificate is not valid yet: check the clock of this PC'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', UNTRUSTED],
  ['SELF_SIGNED_CERT_IN_CHAIN', UNTRUSTED],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', UNTRUSTED],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', UNTRUSTED],
  ['UNABLE_TO_GET_ISSUER_CERT', UNTRUSTED],
  ['CERT_SIGNATURE_FAILURE', UNTRUSTED],
  [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'its certificate is for another name: correct host, or set tls.serverName',
  ],
  ['ERR_SSL_WRONG_VERSION_NUMBER', NO_TLS],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', NO_TLS],
  [
    'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
    'it demands a certificate of this station: set tls.cert and tls.key',
  ],
  [
    'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
    'it does not trust the certificate of this station: ask who runs it for one that it trusts',
  ],
  [
    'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
    'it refuses the certificate of this station: ask who runs it for one that it trusts',
  ],
  [
    'ERR_OSSL_X509_KEY_VALUES_MISMATCH',
    'tls.key does not fit tls.cert: name the two files of one certificate',
  ],
])

/** What to do about a failed TLS connection; null for a code that says nothing of TLS. */
export function tlsAdvice(code: string): string | null {
  return ADVICE.get(code) ?? null
}

import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:tls'
import type { ListenTls } from './listen-spec.ts'

/** A client that does not finish its greeting within this time is dropped. */
const HANDSHAKE_WITHIN_MS = 10_000

/** A server for encrypted connections (it listens to no port itself), or one sentence that says what is wrong. */
export type TlsResult = { readonly server: Server } | { readonly sentence: string }

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Reads a file that the link names; a sentence if it cannot be read. */
async function read(
  file: string,
  setting: keyof ListenTls,
): Promise<{ readonly text: string } | { readonly sentence: string }> {
  try {
    return { text: await readFile(file, 'utf8') }
  } catch (error) {
    return {
      sentence: `The file ${file} cannot be read (${reasonOf(error)}): correct ${setting} in the link.`,
    }
  }
}

/** What is wrong with a certificate at this time, or null. */
function problemOf(pem: string, file: string, nowUtcMs: number): string | null {
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(pem)
  } catch {
    return `The file ${file} holds no certificate in PEM form: correct the link.`
  }
  if (certificate.validToDate.getTime() < nowUtcMs) {
    return `The certificate ${file} expired on ${certificate.validToDate.toISOString().slice(0, 10)}: replace it.`
  }
  if (certificate.validFromDate.getTime() > nowUtcMs) {
    return `The certificate ${file} is not valid before ${certificate.validFromDate.toISOString().slice(0, 10)}: check the clock of this PC.`
  }
  return null
}

/**
 * Makes the server that greets encrypted connections: TLS 1.2 or newer, and with `ca` only clients
 * with a certificate of these authorities. In: the files, UTC ms now. Never rejects.
 */
export async function createTlsServer(tls: ListenTls, nowUtcMs: number): Promise<TlsResult> {
  const cert = await read(tls.cert, 'cert')
  const key = await read(tls.key, 'key')
  const ca = tls.ca === null ? null : await read(tls.ca, 'ca')
  for (const file of [cert, key, ca]) if (file !== null && 'sentence' in file) return file
  if (!('text' in cert) || !('text' in key)) return { sentence: 'The certificate cannot be read.' }
  const problem = problemOf(cert.text, tls.cert, nowUtcMs)
  if (problem !== null) return { sentence: problem }
  const authority =
    ca !== null && 'text' in ca ? { ca: ca.text, requestCert: true, rejectUnauthorized: true } : {}
  if (ca !== null && 'text' in ca && tls.ca !== null) {
    const wrong = problemOf(ca.text, tls.ca, nowUtcMs)
    if (wrong !== null) return { sentence: wrong }
  }
  try {
    const server = createServer({
      cert: cert.text,
      key: key.text,
      minVersion: 'TLSv1.2',
      handshakeTimeout: HANDSHAKE_WITHIN_MS,
      ...authority,
    })
    return { server }
  } catch (error) {
    const why = reasonOf(error)
    return {
      sentence: `The key ${tls.key} does not fit the certificate ${tls.cert} (${why}): correct the link.`,
    }
  }
}

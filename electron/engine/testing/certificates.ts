import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { writeFileSync } from 'node:fs'

/** DER tags (ITU-T X.690) and object identifiers (RFC 5280, RFC 5758) as far as a small certificate needs them. */
const TAG = { boolean: 1, integer: 2, bits: 3, octets: 4, oid: 6, utf8: 12, time: 24, sequence: 48, set: 49 }
const EXPLICIT = { version: 0xa0, extensions: 0xa3 }
const OID = {
  commonName: [0x55, 0x04, 0x03],
  basicConstraints: [0x55, 0x1d, 0x13],
  subjectAltName: [0x55, 0x1d, 0x11],
  ecdsaWithSha256: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02],
}
const LOCALHOST = [0x87, 4, 127, 0, 0, 1]
const DAY_MS = 86_400_000

function der(tag: number, ...parts: readonly (readonly number[])[]): number[] {
  const body = parts.flat()
  const { length } = body
  if (length < 0x80) return [tag, length, ...body]
  const digits = length < 0x100 ? [length] : [length >> 8, length & 0xff]
  return [tag, 0x80 + digits.length, ...digits, ...body]
}

function textBytes(text: string): number[] {
  return [...new TextEncoder().encode(text)]
}

function nameOf(commonName: string): number[] {
  const attribute = der(TAG.sequence, der(TAG.oid, OID.commonName), der(TAG.utf8, textBytes(commonName)))
  return der(TAG.sequence, der(TAG.set, attribute))
}

function timeOf(utcMs: number): number[] {
  const digits = new Date(utcMs).toISOString().replace(/[-:T]|\.\d+/g, '')
  return der(TAG.time, textBytes(digits))
}

function pem(kind: string, bytes: readonly number[]): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN ${kind}-----\n${lines.join('\n')}\n-----END ${kind}-----\n`
}

/** A certificate and its key as PEM. */
export interface MadeCertificate {
  readonly name: string
  readonly cert: string
  readonly key: string
}

/** Makes a certificate for 127.0.0.1. In: its name, who signs it (nobody: itself), when it ends. */
export function makeCertificate(
  name: string,
  signer: MadeCertificate | null = null,
  endsUtcMs = Date.now() + DAY_MS,
): MadeCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const signingKey: KeyObject = signer === null ? privateKey : createPrivateKey(signer.key)
  const algorithm = der(TAG.sequence, der(TAG.oid, OID.ecdsaWithSha256))
  const extension = (oid: readonly number[], value: readonly number[]) =>
    der(TAG.sequence, der(TAG.oid, oid), der(TAG.octets, value))
  const extensions = der(
    TAG.sequence,
    ...(signer === null
      ? [extension(OID.basicConstraints, der(TAG.sequence, der(TAG.boolean, [0xff])))]
      : []),
    extension(OID.subjectAltName, der(TAG.sequence, LOCALHOST)),
  )
  const body = der(
    TAG.sequence,
    der(EXPLICIT.version, der(TAG.integer, [2])),
    der(TAG.integer, [1, ...crypto.getRandomValues(new Uint8Array(8))]),
    algorithm,
    nameOf(signer?.name ?? name),
    der(TAG.sequence, timeOf(endsUtcMs - 2 * DAY_MS), timeOf(endsUtcMs)),
    nameOf(name),
    [
      ...createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })).export({
        type: 'spki',
        format: 'der',
      }),
    ],
    der(EXPLICIT.extensions, extensions),
  )
  const signature = [...sign('sha256', Uint8Array.from(body), signingKey)]
  return {
    name,
    cert: pem('CERTIFICATE', der(TAG.sequence, body, algorithm, der(TAG.bits, [0, ...signature]))),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

/** Writes a certificate and its key into a folder; gives the settings of a `listen:` link that name them. */
export function certificateFiles(folder: string, { name, cert, key }: MadeCertificate): string {
  writeFileSync(`${folder}/${name}.pem`, cert)
  writeFileSync(`${folder}/${name}.key`, key)
  return `cert=${encodeURIComponent(`${folder}/${name}.pem`)}&key=${encodeURIComponent(`${folder}/${name}.key`)}`
}

import { generateKeyPairSync, verify } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { expect, it, onTestFinished } from 'vitest'
import { makeCertificate } from '../../testing/certificates.ts'
import { temporaryFolder } from '../../testing/temporary-folder.ts'
import { postBundle } from './fhir-attempt.ts'
import { assertionOf } from './smart.ts'

const CLIENT = { clientId: 'vigil-ward-3', keyId: 'k1', scope: 'system/Observation.cu' }
/** Long enough for a busy machine. */
const TIMES = { connectWithinMs: 5_000, ackWithinMs: 5_000 }
const BUNDLE = JSON.stringify({
  entry: [{ fullUrl: 'urn:uuid:a', resource: { resourceType: 'Observation' } }],
})
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
const PEM = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

/** The parts of an assertion whose signature is good. */
function opened(assertion: string): { header: unknown; claims: unknown } {
  const [header = '', claims = '', signature = ''] = assertion.split('.')
  const key = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const
  const isGood = verify(
    'sha384',
    Buffer.from(`${header}.${claims}`),
    key,
    Buffer.from(signature, 'base64url'),
  )
  expect(isGood).toBe(true)
  const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString())
  return { header: read(header), claims: read(claims) }
}

/** A FHIR server that gives tokens and takes each once in a while. */
async function serve(refuses: (token: string) => boolean) {
  const authority = makeCertificate('authority')
  const { cert, key } = makeCertificate('server', authority)
  const baseDir = temporaryFolder()
  writeFileSync(`${baseDir}/ca.pem`, authority.cert)
  writeFileSync(`${baseDir}/key.pem`, PEM)
  const heard: string[] = []
  const assertions: string[] = []
  const server = createServer({ cert, key }, (request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      if (request.url === '/fhir/.well-known/smart-configuration')
        response.end(JSON.stringify({ token_endpoint: `https://127.0.0.1:${place()}/token` }))
      else if (request.url === '/token') {
        assertions.push(new URLSearchParams(Buffer.concat(pieces).toString()).get('client_assertion') ?? '')
        response.end(JSON.stringify({ access_token: `t${assertions.length}`, expires_in: 3_600 }))
      } else if (request.url === '/fhir/metadata') response.writeHead(404).end()
      else {
        const token = request.headers.authorization ?? ''
        heard.push(token)
        if (refuses(token)) response.writeHead(401).end()
        else
          response.end(JSON.stringify({ resourceType: 'Bundle', entry: [{ response: { status: '201' } }] }))
      }
    })
  })
  const place = (): number => {
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return address.port
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const auth = { kind: 'smart', keyFile: 'key.pem', ...CLIENT } as const
  const target = {
    host: '127.0.0.1',
    port: place(),
    path: '/fhir',
    baseDir,
    auth,
    tls: { ca: 'ca.pem', baseDir },
  }
  return { target, heard, assertions }
}

it('shows a signed assertion for a token, keeps it, and gets another after it is refused', async () => {
  const { target, heard, assertions } = await serve((token) => token === 'Bearer t1' && heard.length > 2)
  const ends: string[] = []
  for (let time = 0; time < 4; time++) ends.push((await postBundle(target, BUNDLE, TIMES)).end)
  expect(ends).toEqual(['delivered', 'delivered', 'notConnected', 'delivered'])
  expect(heard).toEqual(['Bearer t1', 'Bearer t1', 'Bearer t1', 'Bearer t2'])
  const { header, claims } = opened(assertions[0] ?? '')
  expect(header).toEqual({ alg: 'ES384', kid: 'k1', typ: 'JWT' })
  const aud = `https://127.0.0.1:${target.port}/token`
  expect(claims).toMatchObject({ iss: CLIENT.clientId, sub: CLIENT.clientId, aud })
  expect(assertions[1]).not.toBe(assertions[0])
})

it('says what is wrong with a key, and with a server that is none of SMART', async () => {
  expect(() => assertionOf(CLIENT, 'https://x/token', 'hello', 0)).toThrow('no RSA or P-384 private key')
  const { target } = await serve(() => false)
  expect(await postBundle({ ...target, path: '/other' }, BUNDLE, TIMES)).toMatchObject({
    end: 'notConnected',
    advice: expect.stringContaining('not of SMART'),
  })
})

import { writeFileSync } from 'node:fs'
import type { ConnectionOptions } from 'node:tls'
import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../clock.ts'
import { certificateFiles, makeCertificate } from '../testing/certificates.ts'
import { freePort } from '../testing/free-port.ts'
import { LinkLog } from '../testing/link-log.ts'
import { MllpSender, oruText } from '../testing/mllp-sender.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { waitFor } from '../testing/wait-for.ts'
import { systemTimers } from '../timers.ts'
import { ListenHub } from './listen-hub.ts'
import { ListenLink } from './listen-link.ts'
import { parseLink } from './spec.ts'

const DAY_MS = 86_400_000
const server = makeCertificate('server')

async function listening(settings: string) {
  const port = await freePort()
  const hub = new ListenHub(systemClock(), systemTimers())
  const spec = parseLink(`listen:127.0.0.1:${port}?from=127.0.0.1&${settings}`)
  if (spec.kind !== 'listen') throw new Error('no listening link')
  const link = new ListenLink(spec, { hub, bed: 'b1', sendingApplication: '', location: '' })
  onTestFinished(() => link.close())
  const log = new LinkLog()
  link.open(log)
  await waitFor(() => log.opened.length + log.closed.length > 0, 'the port, open or refused')
  return { port, hub, link, log, reasons: () => hub.views()[0]?.refused.map(({ reason }) => reason) ?? [] }
}

const trusting: ConnectionOptions = { ca: server.cert }

it('takes messages over TLS and answers over it', async () => {
  const { port, hub, link, log } = await listening(certificateFiles(temporaryFolder(), server))
  expect(hub.views()).toMatchObject([{ tls: true, clientCertificate: false }])
  const sender = new MllpSender(port, trusting)
  sender.send(oruText('1'))
  await waitFor(() => log.pieces.length === 1, 'the message')
  link.write(new TextEncoder().encode('taken'))
  await sender.hears('taken')
  sender.socket.end()
  await waitFor(() => log.waits.at(-1) === 'closedByPeer', 'the end of the sender')
})

it('refuses and shows who does not speak TLS 1.2 or newer, or none at all', async () => {
  const { port, log, reasons } = await listening(certificateFiles(temporaryFolder(), server))
  const plain = new MllpSender(port)
  plain.send(oruText('1'))
  await plain.isClosed()
  await waitFor(() => reasons().length === 1, 'the refusal')
  const old = new MllpSender(port, { ...trusting, minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' })
  await old.isClosed()
  expect(old.error).not.toBeNull()
  expect(reasons()).toEqual(['tlsFailed'])
  expect(log.pieces).toEqual([])
})

it('with ca takes only a client that an authority of it has signed', async () => {
  const folder = temporaryFolder()
  const authority = makeCertificate('authority')
  const client = makeCertificate('client', authority)
  const stranger = makeCertificate('stranger', makeCertificate('other-authority'))
  writeFileSync(`${folder}/ca.pem`, authority.cert)
  const files = `${certificateFiles(folder, server)}&ca=${encodeURIComponent(`${folder}/ca.pem`)}`
  const { port, hub, log, reasons } = await listening(files)
  expect(hub.views()).toMatchObject([{ tls: true, clientCertificate: true }])
  for (const shown of [{}, { cert: stranger.cert, key: stranger.key }]) {
    const sender = new MllpSender(port, { ...trusting, ...shown })
    sender.send(oruText('1'))
    await sender.isClosed()
  }
  await waitFor(() => hub.views()[0]?.refused[0]?.count === 2, 'both refusals')
  expect(reasons()).toEqual(['tlsFailed'])
  expect(log.pieces).toEqual([])
  const known = new MllpSender(port, { ...trusting, cert: client.cert, key: client.key })
  known.send(oruText('2'))
  await waitFor(() => log.pieces.length === 1, 'the message of the known client')
})

it('an unfinished greeting does not keep others out', async () => {
  const { port, log } = await listening(certificateFiles(temporaryFolder(), server))
  const mute = new MllpSender(port)
  await waitFor(() => !mute.socket.connecting, 'the connection that says nothing')
  const sender = new MllpSender(port, trusting)
  sender.send(oruText('1'))
  await waitFor(() => log.pieces.length === 1, 'the message')
  expect(mute.closed).toBe(false)
})

it('says in one sentence what is wrong with its files', async () => {
  const folder = temporaryFolder()
  const expired = makeCertificate('expired', null, Date.now() - DAY_MS)
  const early = makeCertificate('early', null, Date.now() + 4 * DAY_MS)
  const other = makeCertificate('other')
  const mismatched = certificateFiles(folder, { ...server, name: 'mismatched', key: other.key })
  const cases: readonly (readonly [string, RegExp])[] = [
    ['cert=none.pem&key=none.key', /^The file none\.pem cannot be read \(.*\): correct cert in the link\.$/],
    [certificateFiles(folder, expired), /expired\.pem expired on \d{4}-\d\d-\d\d: replace it\.$/],
    [certificateFiles(folder, early), /early\.pem is not valid before .*: check the clock of this PC\.$/],
    [certificateFiles(folder, { ...server, name: 'text', cert: 'hello' }), /text\.pem holds no certificate/],
    [mismatched, /mismatched\.key does not fit the certificate/],
    [
      `${certificateFiles(folder, server)}&ca=none.pem`,
      /none\.pem cannot be read .*: correct ca in the link\.$/,
    ],
  ]
  for (const [settings, sentence] of cases) {
    const { log, hub } = await listening(settings)
    expect(log.closed).toEqual([{ cause: 'badCertificate', detail: expect.stringMatching(sentence) }])
    expect(hub.views()).toMatchObject([{ state: 'failed', cause: 'badCertificate' }])
  }
})

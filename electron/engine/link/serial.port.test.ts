import { createWriteStream } from 'node:fs'
import { expect, it, onTestFinished } from 'vitest'
import type { SerialSettings } from '../../../drivers/driver.ts'
import { systemClock } from '../clock.ts'
import { LinkLog } from '../testing/link-log.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { openPtyPair } from '../testing/pty-pair.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { waitFor } from '../testing/wait-for.ts'
import { systemTimers } from '../timers.ts'
import { SerialLink } from './serial.ts'

const SETTINGS: SerialSettings = { baud: 19_200, dataBits: 8, parity: 'even', stopBits: 1, flow: 'none' }

function serialLink(path: string): SerialLink {
  const link = new SerialLink({ path }, SETTINGS, systemClock(), systemTimers())
  onTestFinished(() => link.close())
  return link
}

it('carries bytes both ways; modem lines a port cannot set are a note', async () => {
  const pair = await openPtyPair(temporaryFolder())
  onTestFinished(() => pair.unplug())
  const station = serialLink(pair.station)
  const monitor = serialLink(pair.monitor)
  const heard = new LinkLog()
  const answered = new LinkLog()
  station.open(heard)
  monitor.open(answered)
  await waitFor(() => heard.opened.length === 1 && answered.opened.length === 1, 'both ends open')
  expect(heard.opened[0]).toEqual(['This port cannot set DTR and RTS.'])
  expect(monitor.write(Uint8Array.of(0x7e, 0x00, 0xff))).toBe(true)
  expect(station.write(Uint8Array.of(0x11, 0x13))).toBe(true)
  await waitFor(() => heard.bytes.length === 3 && answered.bytes.length === 2, 'the bytes')
  expect(heard.bytes).toEqual([0x7e, 0x00, 0xff])
  expect(answered.bytes).toEqual([0x11, 0x13])
})

it('hands on what was written just before it was closed', async () => {
  const pair = await openPtyPair(temporaryFolder())
  onTestFinished(() => pair.unplug())
  const station = serialLink(pair.station)
  const monitor = serialLink(pair.monitor)
  const sent = new LinkLog()
  const heard = new LinkLog()
  station.open(sent)
  monitor.open(heard)
  await waitFor(() => sent.opened.length === 1 && heard.opened.length === 1, 'both ends open')
  const farewell = Array.from({ length: 34 }, (_, index) => index)
  station.write(Uint8Array.from(farewell))
  station.close()
  await waitFor(() => heard.bytes.length === farewell.length, 'the farewell')
  expect(heard.bytes).toEqual(farewell)
  expect(sent.closed).toEqual([])
  station.open(sent)
  await waitFor(() => sent.opened.length === 2, 'the port to open again')
})

it('notices a pulled cable, then its return, and opens again', async () => {
  const folder = temporaryFolder()
  const pair = await openPtyPair(folder)
  const link = serialLink(pair.station)
  const log = new LinkLog()
  link.open(log)
  await waitFor(() => log.opened.length === 1, 'the port to open')
  await pair.unplug()
  await waitFor(() => log.closed.length === 1, 'the loss')
  expect(log.closed[0]?.cause).toBe('unplugged')
  expect(link.write(Uint8Array.of(1))).toBe(false)

  let returned = 0
  link.watchReturn(() => returned++)
  const again = await openPtyPair(folder)
  onTestFinished(() => again.unplug())
  await waitFor(() => returned === 1, 'the return')
  link.open(log)
  await waitFor(() => log.opened.length === 2, 'the port to open again')
  createWriteStream(again.monitor).end(Uint8Array.of(5))
  await waitFor(() => log.bytes.length === 1, 'a byte over the new cable')
})

it('says that a port is missing, or in use', async () => {
  const folder = temporaryFolder()
  const missing = new LinkLog()
  serialLink(`${folder}/nothing`).open(missing)
  await waitFor(() => missing.closed.length === 1, 'the refusal')
  expect(missing.closed[0]?.cause).toBe('portMissing')
  expect(missing.closed[0]?.detail).toContain(`${folder}/nothing is not there`)

  const pair = await openPtyPair(folder)
  onTestFinished(() => pair.unplug())
  const first = new LinkLog()
  serialLink(pair.station).open(first)
  await waitFor(() => first.opened.length === 1, 'the first to open')
  const second = new LinkLog()
  serialLink(pair.station).open(second)
  await waitFor(() => second.closed.length === 1, 'the second to be refused')
  expect(second.closed[0]?.cause).toBe('portBusy')
  expect(first.closed).toEqual([])
})

it('says nothing after close, however early', async () => {
  const pair = await openPtyPair(temporaryFolder())
  onTestFinished(() => pair.unplug())
  const early = new LinkLog()
  const link = serialLink(pair.station)
  link.open(early)
  link.close()
  link.close()
  const late = new LinkLog()
  link.open(late)
  await waitFor(() => late.opened.length === 1, 'the second open')
  expect(early).toMatchObject({ opened: [], closed: [] })
  expect(late.closed).toEqual([])
})

it('does not call back for a return that nobody waits for any more', async () => {
  const time = new ManualTime()
  const link = new SerialLink({ path: temporaryFolder() }, SETTINGS, time, time)
  const told: string[] = []
  const cancel = link.watchReturn(() => told.push('cancelled'))
  const lookAgain = link.watchReturn(() => told.push('waiting'))
  onTestFinished(lookAgain)
  time.advance(500)
  cancel()
  await waitFor(() => told.length > 0, 'the return')
  expect(told).toEqual(['waiting'])
})

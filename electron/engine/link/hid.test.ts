import { describe, expect, it } from 'vitest'
import { FAKE_OXIMETER, FakeHid } from '../testing/fake-hid.ts'
import { LinkLog } from '../testing/link-log.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { waitFor } from '../testing/wait-for.ts'
import { HidLink } from './hid.ts'
import type { HidSystem } from './hid-system.ts'

const IDENTITY = { vendorId: '28e9', productId: '028a', serialNumber: 'A1' }
const REPORT_BYTES = 64

function bench(load?: () => Promise<HidSystem>) {
  const hid = new FakeHid()
  const time = new ManualTime()
  const log = new LinkLog()
  const link = new HidLink(IDENTITY, load ?? hid.load, time, time)
  return { hid, time, log, link }
}

async function opened() {
  const parts = bench()
  parts.hid.devices = [FAKE_OXIMETER]
  parts.link.open(parts.log)
  await waitFor(() => parts.log.opened.length === 1, 'the device to open')
  return parts
}

async function refused(message: string | null, present = true) {
  const { hid, log, link } = bench()
  hid.devices = present ? [FAKE_OXIMETER] : [{ ...FAKE_OXIMETER, serialNumber: 'B2' }]
  hid.refusal = message
  link.open(log)
  await waitFor(() => log.closed.length === 1, 'the refusal')
  return log.closed[0]
}

describe('a HID line', () => {
  it('passes reports on as they come and writes commands as whole reports', async () => {
    const { hid, time, log, link } = await opened()
    time.advance(500)
    hid.report(Uint8Array.of(1, 2))
    hid.report(Uint8Array.of(3))
    expect(log.bytes).toEqual([1, 2, 3])
    expect(log.pieces[0]?.atMs).toBe(500)
    expect(link.write(Uint8Array.of(0x9b, 0x00, 0x1b))).toBe(true)
    expect(hid.written).toEqual([[0, 0x9b, 0x00, 0x1b, ...new Array<number>(REPORT_BYTES - 3).fill(0)]])
    expect(link.write(new Uint8Array(REPORT_BYTES + 1))).toBe(false)
  })

  it('says in one sentence why a device does not open', async () => {
    expect(await refused(null, false)).toEqual({
      cause: 'portMissing',
      detail: 'The USB device 28e9:028a A1 is not plugged in: plug it in or choose another line.',
    })
    expect((await refused("Failed to open '/dev/hidraw3': Permission denied"))?.cause).toBe('portForbidden')
    expect((await refused('Failed to open: Device or resource busy'))?.cause).toBe('portBusy')
    expect((await refused('No such file or directory'))?.cause).toBe('portMissing')
    expect((await refused('something else'))?.cause).toBe('error')
  })

  it('fails alone, again and again, on a PC without the library', async () => {
    let asked = 0
    const { log, link } = bench(() => {
      asked++
      return Promise.reject(new TypeError('libusb-1.0.so.0: cannot open shared object file'))
    })
    for (const times of [1, 2]) {
      link.open(log)
      await waitFor(() => log.closed.length === times, 'the refusal')
    }
    expect(asked).toBe(2)
    expect(log.closed[1]).toEqual({
      cause: 'libraryMissing',
      detail:
        'USB HID devices cannot be used because a library is not installed: install the package libusb-1.0-0.',
    })
    expect(link.write(Uint8Array.of(1))).toBe(false)
  })

  it('notices that the device was pulled out, and that it is back at another place', async () => {
    const { hid, time, log, link } = await opened()
    hid.unplug()
    hid.report(Uint8Array.of(9))
    expect(log.closed).toEqual([
      { cause: 'unplugged', detail: 'The USB device 28e9:028a A1 is gone: plug it back in.' },
    ])
    expect(log.bytes).toEqual([])
    let returns = 0
    link.watchReturn(() => {
      returns++
    })
    time.advance(2_000)
    await waitFor(() => hid.lists === 2, 'a look at the list')
    expect(returns).toBe(0)
    hid.devices = [{ ...FAKE_OXIMETER, path: '/dev/hidraw7' }]
    await waitFor(() => {
      time.advance(2_000)
      return returns === 1
    }, 'the return')
    link.open(log)
    await waitFor(() => log.opened.length === 2, 'the second opening')
    expect(hid.opened).toEqual(['/dev/hidraw3', '/dev/hidraw7'])
    expect(hid.closes).toBe(1)
  })

  it('tells a write that meets no device from one that the device refuses', async () => {
    for (const [message, cause] of [
      ['Cannot write to hid device: No such device', 'unplugged'],
      ['Cannot write to hid device: Broken pipe', 'error'],
    ] as const) {
      const { hid, log, link } = await opened()
      hid.writeRefusal = message
      expect(link.write(Uint8Array.of(1))).toBe(true)
      await waitFor(() => log.closed.length === 1, 'the failure')
      expect(log.closed[0]?.cause).toBe(cause)
    }
  })

  it('tells nothing after close, also when it was still opening', async () => {
    const { hid, log, link } = bench()
    hid.devices = [FAKE_OXIMETER]
    link.open(log)
    link.close()
    link.close()
    link.open(log)
    link.close()
    await waitFor(() => hid.lists > 0, 'the list')
    const late = await opened()
    late.link.close()
    late.hid.report(Uint8Array.of(1))
    late.hid.unplug()
    expect(log).toMatchObject({ opened: [], closed: [] })
    expect(late.log).toMatchObject({ closed: [], pieces: [] })
    expect(late.hid.closes).toBe(1)
  })
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { drivers } from '../../../drivers/registry.ts'
import { FAKE_OXIMETER, FakeHid } from '../testing/fake-hid.ts'
import { findHid, hidViews, listHid } from './hid-devices.ts'
import { hidCause, hidSentence, udevRule } from './hid-errors.ts'
import { parseLink } from './spec.ts'

const IDENTITY = { vendorId: '28e9', productId: '028a', serialNumber: null }
const MOUSE = { ...FAKE_OXIMETER, path: '/dev/hidraw0', vendorId: '046d', productId: 'c077' }

it('finds a device by what it says of itself', () => {
  const other = { ...FAKE_OXIMETER, path: '/dev/hidraw9', serialNumber: 'B2' }
  expect(findHid([MOUSE, FAKE_OXIMETER, other], IDENTITY)).toBe('/dev/hidraw3')
  expect(findHid([MOUSE, FAKE_OXIMETER, other], { ...IDENTITY, serialNumber: 'B2' })).toBe('/dev/hidraw9')
  expect(findHid([MOUSE], IDENTITY)).toBeNull()
})

it('shows the devices that a driver knows, each once, with a link that can be read back and the bed on it', () => {
  const twin = { ...FAKE_OXIMETER, path: '/dev/hidraw4' }
  const plain = { ...FAKE_OXIMETER, path: '/dev/hidraw5', serialNumber: null, product: null }
  const beds = [{ id: 'b2', spec: parseLink('hid:28e9:028a:A1') }]
  const views = hidViews([MOUSE, FAKE_OXIMETER, twin, plain], drivers, beds)
  expect(views).toEqual([
    {
      link: 'hid:28e9:028a:A1',
      name: 'Pulse Oximeter',
      product: null,
      maker: 'CONTEC',
      serialNumber: 'A1',
      bed: 'b2',
    },
    {
      link: 'hid:28e9:028a',
      name: 'USB HID 28e9:028a',
      product: null,
      maker: 'CONTEC',
      serialNumber: null,
      bed: null,
    },
  ])
  for (const { link } of views) expect(parseLink(link).kind).toBe('hid')
})

it('gives a sentence for a list that cannot be made', async () => {
  const hid = new FakeHid()
  hid.devices = [FAKE_OXIMETER]
  expect(await listHid(hid.load)).toEqual({ devices: [FAKE_OXIMETER], problem: null })
  const missing = 'libusb-1.0.so.0: cannot open shared object file: No such file or directory'
  const { devices, problem } = await listHid(() => Promise.reject(new TypeError(missing)))
  expect(devices).toEqual([])
  expect(problem).toContain('install the package libusb-1.0-0')
  expect((await listHid(() => Promise.reject(new TypeError('odd')))).problem).toContain('(odd)')
})

it('knows a missing part, a busy device and a right that is not given in the words of each system', () => {
  const causes = [
    ['libusb-1.0.so.0: cannot open shared object file: No such file or directory', 'libraryMissing'],
    ['Failed to find binding for HID_hidraw', 'libraryMissing'],
    ["Cannot find package 'node-hid' imported from x", 'libraryMissing'],
    ['exclusive access and device already open', 'portBusy'],
    ['(iokit/common) not permitted', 'portForbidden'],
    ["Failed to open a device with path '/dev/hidraw0': Permission denied", 'portForbidden'],
    ["Failed to open a device with path '/dev/hidraw0': No such file or directory", 'portMissing'],
  ]
  for (const [message = '', cause] of causes) expect(hidCause(message), message).toBe(cause)
  expect(hidSentence('portForbidden', IDENTITY, '', 'darwin')).toContain('Input Monitoring')
  expect(hidSentence('portForbidden', IDENTITY, '', 'linux')).toContain(udevRule(IDENTITY))
})

it('ships a udev rule for every HID device of a driver, and for nothing else', () => {
  const file = join(import.meta.dirname, '../../../resources/udev/60-vigil-hid.rules')
  const rules = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  expect(rules).toEqual(drivers.flatMap(({ link }) => (link.hid ?? []).map(udevRule)))
})

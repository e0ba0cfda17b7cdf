import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VigilError } from '../../ipc/contract.ts'
import { listenText } from './listen-spec.ts'
import { isSameLine, linkTarget, parseLink } from './spec.ts'

describe('parseLink reads the forms of the grammar', () => {
  it.each([
    ['serial:/dev/ttyUSB0', { kind: 'serial', path: '/dev/ttyUSB0', overrides: {} }],
    [
      'serial:COM7?baud=115200&parity=even&flow=rtscts',
      { kind: 'serial', path: 'COM7', overrides: { baud: 115200, parity: 'even', flow: 'rtscts' } },
    ],
    [
      'serial:usb:0403:6001:A50285BI',
      {
        kind: 'serialUsb',
        usb: { vendorId: '0403', productId: '6001', serialNumber: 'A50285BI', port: null },
        overrides: {},
      },
    ],
    [
      'serial:usb:10C4:EA60:0001:1-1.2?baud=9600',
      {
        kind: 'serialUsb',
        usb: { vendorId: '10c4', productId: 'ea60', serialNumber: '0001', port: '1-1.2' },
        overrides: { baud: 9600 },
      },
    ],
    ['hid:28E9:028A', { kind: 'hid', hid: { vendorId: '28e9', productId: '028a', serialNumber: null } }],
    ['hid:28e9:028a:A:1', { kind: 'hid', hid: { vendorId: '28e9', productId: '028a', serialNumber: 'A:1' } }],
    ['tcp:10.0.0.7:4001', { kind: 'tcp', host: '10.0.0.7', port: 4001 }],
    ['tcp:[fe80::1]:4001', { kind: 'tcp', host: 'fe80::1', port: 4001 }],
    ['udp:10.0.0.7:24105', { kind: 'udp', host: '10.0.0.7', port: 24105 }],
    ['UDP:[fe80::1%eth0]:24105', { kind: 'udp', host: 'fe80::1%eth0', port: 24105 }],
    ['sim:?wire=udp', { kind: 'sim', scenario: 'stable', seed: 1, faults: [], wire: 'udp' }],
    ['listen:127.0.0.1:2575', { kind: 'listen', host: '127.0.0.1', port: 2575, senders: [], tls: null }],
    [
      'listen:[::]:2575?from=10.0.0.7,10.0.1.0/24,10.0.0.7&cert=a%26b.pem&key=k.pem&ca=c.pem',
      {
        kind: 'listen',
        host: '::',
        port: 2575,
        senders: ['10.0.0.7', '10.0.1.0/24'],
        tls: { cert: 'a&b.pem', key: 'k.pem', ca: 'c.pem' },
      },
    ],
    ['replay:a b.vcap', { kind: 'replay', file: 'a b.vcap', speed: 1, loop: false }],
    ['replay:C:\\x.vcap?speed=2.5&loop=1', { kind: 'replay', file: 'C:\\x.vcap', speed: 2.5, loop: true }],
    ['replay:x.vcap?speed=max', { kind: 'replay', file: 'x.vcap', speed: 'max', loop: false }],
    ['sim:', { kind: 'sim', scenario: 'stable', seed: 1, faults: [] }],
    [
      'sim:desaturation?seed=42&fault=flip-bit&fault=stall',
      { kind: 'sim', scenario: 'desaturation', seed: 42, faults: ['flip-bit', 'stall'] },
    ],
  ])('%s', (text, spec) => {
    expect(parseLink(text)).toEqual(spec)
  })
})

describe('parseLink names what is wrong', () => {
  it.each([
    ['', 'must begin with serial:'],
    ['/dev/ttyUSB0', 'must begin with serial:'],
    ['modem:/dev/x', 'must begin with serial:'],
    ['udp:host', 'write udp:HOST:PORT'],
    ['udp:host:0', 'not a number from 1 to 65535'],
    ['udp:host:24105?speed=1', 'no setting "speed"'],
    ['sim:?wire=radio', 'must be one of serial, udp'],
    ['hid:28e9', 'four hex digits'],
    ['hid:28e9:28a', 'four hex digits'],
    ['hid:28e9:028a?baud=9600', 'no setting "baud"'],
    ['listen::2575', 'write listen:HOST:PORT'],
    ['listen:2575', 'write listen:HOST:PORT'],
    ['listen:localhost:2575', 'the address of this PC in numbers'],
    ['listen:*:2575', 'the address of this PC in numbers'],
    ['listen:127.0.0.1:0', 'not a number from 1 to 65535'],
    ['listen:127.0.0.1:2575?from=gateway', 'from is "gateway"'],
    ['listen:127.0.0.1:2575?from=10.0.0.1/40', 'from is "10.0.0.1/40"'],
    ['listen:127.0.0.1:2575?cert=a', 'TLS needs both cert and key'],
    ['listen:127.0.0.1:2575?ca=a', 'TLS needs both cert and key'],
    ['listen:127.0.0.1:2575?form=10.0.0.1', 'no setting "form"'],
    ['folder:/tmp', 'not built yet'],
    ['serial:', 'write the port after serial:'],
    ['serial:/dev/x?baud=fast', 'baud is "fast"'],
    ['serial:/dev/x?baud=19200&baud=9600', '"baud" is given twice'],
    ['serial:/dev/x?parity=mark', 'must be one of none, even, odd'],
    ['serial:/dev/x?bauds=9600', 'no setting "bauds"'],
    ['serial:/dev/x?baud', 'not of the form key=value'],
    ['serial:/dev/x?baud=%zz', 'not of the form key=value'],
    ['serial:usb:403:6001:A', 'four hex digits'],
    ['serial:usb:0403:6001', 'serial number of the adapter'],
    ['tcp:host', 'write tcp:HOST:PORT'],
    ['tcp::99', 'write tcp:HOST:PORT'],
    ['tcp:host:99999', 'not a number from 1 to 65535'],
    ['replay:', 'write the file after replay:'],
    ['replay:x?speed=-1', 'speed is "-1"'],
    ['replay:x?loop=yes', 'must be one of 0, 1'],
    ['sim:stable?seed=1.5', 'seed is "1.5"'],
  ])('%s', (text, part) => {
    expect(() => parseLink(text)).toThrow(VigilError)
    expect(() => parseLink(text)).toThrow(part)
  })

  it('never fails in any other way', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom('', 'serial:', 'serial:usb:', 'tcp:', 'udp:', 'listen:', 'replay:', 'sim:'),
        (tail, head) => {
          try {
            expect(linkTarget(parseLink(head + tail))).toBeTypeOf('string')
          } catch (error) {
            expect(error).toMatchObject({ code: 'badLink' })
          }
        },
      ),
    )
  })
})

it('knows two texts of one line, and a UDP port from a TCP port', () => {
  const same = (one: string, other: string) => isSameLine(parseLink(one), parseLink(other))
  expect(same('udp:10.0.0.7:24105', 'udp:10.0.0.7:24105')).toBe(true)
  expect(same('udp:10.0.0.7:24105', 'udp:10.0.0.8:24105')).toBe(false)
  expect(same('udp:10.0.0.7:24105', 'tcp:10.0.0.7:24105')).toBe(false)
  expect(same('sim:', 'sim:')).toBe(false)
})

it('writes a listening link so that it reads the same', () => {
  const address = fc.constantFrom('127.0.0.1', '0.0.0.0', '::1')
  const senders = fc.uniqueArray(fc.constantFrom('10.0.0.7', '10.0.0.0/8', '2001:db8::/32'))
  const file = fc.string({ minLength: 1, unit: 'binary' })
  const tls = fc.option(fc.record({ cert: file, key: file, ca: fc.option(file) }))
  const port = fc.integer({ min: 1, max: 65_535 })
  fc.assert(
    fc.property(fc.record({ host: address, port, senders, tls }), (facts) => {
      const spec = { kind: 'listen', ...facts } as const
      expect(parseLink(listenText(spec))).toEqual(spec)
    }),
  )
})

import { expect, it } from 'vitest'
import { findUsb, listSerialPorts, portViews, productOf, type SerialPortInfo } from './serial-ports.ts'

const ADAPTER: SerialPortInfo = {
  path: '/dev/ttyUSB3',
  maker: 'FTDI',
  vendorId: '0403',
  productId: '6001',
  serialNumber: 'A5',
  product: 'FTDI FT232R',
  location: '1-1.2',
}
const ONBOARD: SerialPortInfo = {
  path: '/dev/ttyS0',
  maker: null,
  vendorId: null,
  productId: null,
  serialNumber: null,
  product: null,
  location: null,
}
const USB = { vendorId: '0403', productId: '6001', serialNumber: 'A5', port: null }

it('finds an adapter by what it says of itself', () => {
  expect(findUsb([ONBOARD, ADAPTER], USB)).toBe('/dev/ttyUSB3')
  expect(findUsb([ONBOARD, ADAPTER], { ...USB, port: '1-1.2' })).toBe('/dev/ttyUSB3')
  expect(findUsb([ONBOARD, ADAPTER], { ...USB, port: '1-1.3' })).toBeNull()
  expect(findUsb([ONBOARD], USB)).toBeNull()
})

it('offers the link text that survives renumbering, and the bed that holds the port', () => {
  const beds = [{ id: 'b1', spec: { kind: 'serialUsb', usb: USB, overrides: {} } as const }]
  expect(portViews([ADAPTER, ONBOARD], beds)).toEqual([
    {
      link: 'serial:usb:0403:6001:A5',
      name: '/dev/ttyUSB3',
      product: 'FTDI FT232R',
      maker: 'FTDI',
      serialNumber: 'A5',
      bed: 'b1',
    },
    {
      link: 'serial:/dev/ttyS0',
      name: '/dev/ttyS0',
      product: null,
      maker: null,
      serialNumber: null,
      bed: null,
    },
  ])
})

it('names an adapter as people know it: by its chip, as Windows does, or as Linux spells it', () => {
  expect(productOf({ vendorId: '10C4', productId: 'EA60', friendlyName: 'x' })).toBe('Silicon Labs CP210x')
  expect(productOf({ friendlyName: 'USB Serial Port (COM12)' })).toBe('USB Serial Port')
  const pnpId = 'usb-Moxa_UPort_1110_MX07-if00-port0'
  expect(productOf({ vendorId: '110a', productId: '1110', serialNumber: 'MX07', pnpId })).toBe(
    'Moxa UPort 1110',
  )
  expect(productOf({ pnpId: 'PNP0501' })).toBeNull()
  expect(productOf({})).toBeNull()
})

it('lists the ports of this PC or says why it cannot', async () => {
  const { ports, problem } = await listSerialPorts()
  expect(Array.isArray(ports)).toBe(true)
  if (problem !== null) expect(problem).toContain('type the port')
})

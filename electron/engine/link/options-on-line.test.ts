import { describe, expect, it } from 'vitest'
import { contecCms50 } from '../../../drivers/contec-cms50/driver.ts'
import { hl7Inbound } from '../../../drivers/hl7-inbound/driver.ts'
import { nonin } from '../../../drivers/nonin/driver.ts'
import { optionsOnLine } from './options-on-line.ts'
import { parseLink } from './spec.ts'

const hl7On = (link: string, options: object = {}) =>
  optionsOnLine(hl7Inbound, parseLink(link), hl7Inbound.options.parse(options))

describe('options on a line', () => {
  it('make HL7 earn trust wherever a serial line carried it, and nowhere else', () => {
    expect(hl7On('serial:/dev/ttyS0')).toMatchObject({ line: 'serial' })
    expect(hl7On('tcp:10.0.0.7:4001')).toMatchObject({ line: 'serial' })
    expect(hl7On('listen:127.0.0.1:2575')).toMatchObject({ line: 'network' })
    expect(hl7On('replay:x.vcap')).toMatchObject({ line: 'auto' })
    expect(hl7On('tcp:10.0.0.7:4001', { line: 'network' })).toMatchObject({ line: 'network' })
  })

  it('set the wire of USB HID reports, and refuse drivers that read none', () => {
    const hid = parseLink('hid:28e9:028a')
    expect(optionsOnLine(contecCms50, hid, contecCms50.options.parse({}))).toMatchObject({ wire: 'hid' })
    expect(() => optionsOnLine(nonin, hid, nonin.options.parse({}))).toThrow('reads no USB HID device')
  })
})

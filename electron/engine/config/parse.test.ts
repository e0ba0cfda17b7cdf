import { describe, expect, it } from 'vitest'
import { tinyDriver } from '../testing/tiny-driver.ts'
import { linesOf } from './checked-bed.ts'
import { checkBed, checkBeds, parseConfig } from './parse.ts'

const BED = { id: 'b1', label: 'Bed 1', driver: 'tiny', link: 'sim:stable' }

function text(change: Record<string, unknown> = {}): string {
  return JSON.stringify({ station: 'ward-3', beds: [BED], ...change })
}

it('reads a config and fills in what may be left out', () => {
  const config = parseConfig(
    text({
      destinations: [{ id: 'his', type: 'mllp', host: '127.0.0.1', port: 2575, ack: 'ihe', training: true }],
    }),
    'w.json',
  )
  expect(config).toEqual({
    station: 'ward-3',
    beds: [{ ...BED, options: {}, patient: null }],
    destinations: [{ id: 'his', type: 'mllp', host: '127.0.0.1', port: 2575, ack: 'ihe', training: true }],
  })
})

const FHIR = { id: 'his', type: 'fhir', host: 'fhir.local', port: 443, patientSystem: 'urn:oid:2.999.1' }

it('takes a FHIR server with the usual base, and secrets only over TLS', () => {
  const auth = { kind: 'bearer', tokenFile: 'token' }
  const [plain] = parseConfig(text({ destinations: [FHIR] }), 'w.json').destinations
  expect(plain).toMatchObject({ path: '/fhir', provenance: false, training: false })
  expect(() => parseConfig(text({ destinations: [{ ...FHIR, auth }] }), 'w.json')).toThrow('auth needs tls')
  expect(
    parseConfig(text({ destinations: [{ ...FHIR, auth, tls: {} }] }), 'w.json').destinations,
  ).toHaveLength(1)
  expect(plain).toMatchObject({ strips: false })
  const nameless = { ...FHIR, patientSystem: 'HOSP' }
  expect(() => parseConfig(text({ destinations: [nameless] }), 'w.json')).toThrow('numbering of patients')
})

describe('a config that cannot be used is refused with the key by name', () => {
  it.each([
    ['{', 'it is not JSON'],
    ['[]', 'the file'],
    [text({ stations: 'x' }), 'the key "stations" is not known'],
    [text({ beds: [{ ...BED, lable: 'x' }] }), 'the key "beds[0].lable" is not known'],
    [text({ beds: [{ ...BED, driver: undefined, drivr: 'tiny' }] }), 'the key "beds[0].drivr" is not known'],
    [JSON.stringify({ staton: 'w', beds: [] }), 'the key "staton" is not known'],
    [JSON.stringify({ beds: [] }), 'the key "station" is missing'],
    [text({ beds: [{ ...BED, link: undefined }] }), 'the key "beds[0].link" is missing'],
    [text({ beds: [BED, BED] }), '"beds[1].id" is "b1" a second time'],
    [text({ beds: [{ ...BED, id: 'a/b' }] }), '"beds[0].id": must be 1 to 32 letters'],
    [text({ beds: [{ ...BED, label: 'B'.repeat(200) }] }), '"beds[0].label": must be at most 24 characters'],
    [text({ beds: [{ ...BED, patient: { id: '1' } }] }), 'the key "beds[0].patient.authority" is missing'],
    [text({ beds: [{ ...BED, patient: { id: 'a|b', authority: 'H' } }] }), '"beds[0].patient.id"'],
    [
      text({ destinations: [{ id: 'h', type: 'mllp', host: 'x', port: 1, tls: { cert: 'a' } }] }),
      '"destinations[0].tls": needs both cert and key',
    ],
    [
      text({ destinations: [{ id: 'h', type: 'mllp', host: 'x', port: 1, vitalsEveryS: 5 }] }),
      '"destinations[0].vitalsEveryS"',
    ],
    [
      text({ destinations: [{ id: 'h', type: 'mllp', host: 'x', port: 1, receiver: { facility: 'A^B' } }] }),
      '"destinations[0].receiver.facility": must be a name of at most 20 characters',
    ],
    [text({ eui64: '08:00:19' }), '"eui64": must be 16 digits 0 to 9 and A to F'],
    [text({ destinations: [{ id: 'h', type: 'ftp', host: 'x', port: 1 }] }), 'must be "mllp"'],
    [text({ destinations: [{ id: 'h', type: 'mllp', host: 'x', port: '1' }] }), '"destinations[0].port"'],
  ])('%s', (config, part) => {
    expect(() => parseConfig(config, 'w.json')).toThrow('The config w.json cannot be used')
    expect(() => parseConfig(config, 'w.json')).toThrow(part)
  })
})

describe('a bed is checked against its driver', () => {
  const bed = { ...BED, options: {}, patient: null }

  it('fills in the options of the driver', () => {
    expect(checkBed(bed, [tinyDriver])).toMatchObject({ spec: { kind: 'sim' }, options: { writes: true } })
  })

  it.each([
    [{ ...bed, driver: 'none' }, 'unknownDriver', 'The driver "none" is not known: use one of tiny.'],
    [{ ...bed, link: 'usb:x' }, 'badLink', 'The link "usb:x" cannot be used'],
    [{ ...bed, link: 'sim:nosuch' }, 'badLink', 'there is no scenario "nosuch": use one of stable,'],
    [{ ...bed, link: 'sim:?fault=nosuch' }, 'badLink', 'there is no fault "nosuch": use one of drop-byte,'],
    [{ ...bed, options: { wave: 1 } }, 'configInvalid', 'the key "wave" is not known'],
  ])('%j', (config, code, sentence) => {
    expect(() => checkBed(config, [tinyDriver])).toThrow(sentence)
    expect(() => checkBeds([bed, config], [tinyDriver], 'w.json')).toThrow('beds[1]')
    try {
      checkBed(config, [tinyDriver])
    } catch (error) {
      expect(error).toMatchObject({ code })
    }
  })
})

it.each([
  [{ driver: 'none' }, 'beds[1].driver'],
  [{ link: 'sim:nosuch' }, 'beds[1].link'],
  [{ options: { wave: 1 } }, 'beds[1].options'],
])('%j of a config is told with bed and key', (change, place) => {
  const bed = { ...BED, options: {}, patient: null }
  expect(() => checkBeds([bed, { ...bed, ...change }], [tinyDriver], 'w.json')).toThrow(
    `The config w.json cannot be used, ${place}: `,
  )
})

it('H3 gives one line to one bed', () => {
  const bed = { ...BED, options: {}, patient: null, link: 'serial:/dev/ttyUSB0' }
  const other = { ...bed, id: 'b2', link: 'serial:/dev/ttyUSB0?baud=9600' }
  expect(() => checkBeds([bed, other], [tinyDriver], 'w.json')).toThrow('Bed 1 already uses')
  expect(checkBeds([bed, { ...other, link: 'sim:' }], [tinyDriver], 'w.json')).toHaveLength(2)
})

describe('a bed with further devices', () => {
  const VENTILATOR = { id: 'ventilator', driver: 'tiny', link: 'serial:/dev/ttyUSB1' }
  const REAL = { ...BED, link: 'serial:/dev/ttyUSB0' }
  const check = (...beds: readonly object[]) => {
    const config = parseConfig(text({ beds }), 'w.json')
    return checkBeds(config.beds, [tinyDriver], 'w.json')
  }

  it('has a line for each, the monitor first; the form with one driver means one device', () => {
    const [bed] = check({ ...REAL, devices: [VENTILATOR] })
    expect(bed && linesOf(bed).map(({ device, line }) => [device, line.config.link])).toEqual([
      ['', 'serial:/dev/ttyUSB0'],
      ['ventilator', 'serial:/dev/ttyUSB1'],
    ])
    const [single] = check(REAL)
    expect(single && linesOf(single)).toEqual([{ line: single }])
  })

  it.each([
    [{ devices: [{ ...VENTILATOR, id: 'monitor' }] }, "is the name of the bed's own monitor"],
    [{ devices: [{ ...VENTILATOR, id: 'a b' }] }, '"beds[0].devices[0].id": must be 1 to 16 letters'],
    [{ devices: [VENTILATOR, { ...VENTILATOR, link: 'serial:/dev/ttyUSB2' }] }, 'has one id twice'],
    [{ devices: [{ ...VENTILATOR, speed: 1 }] }, 'the key "beds[0].devices[0].speed" is not known'],
    [
      { devices: [{ ...VENTILATOR, driver: 'none' }] },
      'The device "ventilator": The driver "none" is not known',
    ],
    [{ devices: [{ ...VENTILATOR, link: 'x' }] }, 'The device "ventilator": '],
    [{ devices: [{ ...VENTILATOR, link: 'serial:/dev/ttyUSB0' }] }, 'Bed 1 already uses serial:/dev/ttyUSB0'],
    [
      { devices: [{ ...VENTILATOR, link: 'sim:stable' }] },
      'The ventilator of Bed 1 is simulated or replayed and the monitor is not',
    ],
  ])('is refused in one sentence: %j', (change, sentence) => {
    expect(() => check({ ...REAL, ...change })).toThrow(sentence)
  })

  it('holds its lines against the other beds', () => {
    const other = { ...REAL, id: 'b2', label: 'Bed 2', link: 'serial:/dev/ttyUSB1' }
    expect(() => check({ ...REAL, devices: [VENTILATOR] }, other)).toThrow(
      'Bed 1 ventilator already uses serial:/dev/ttyUSB1',
    )
  })
})

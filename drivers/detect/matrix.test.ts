import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { withShared } from '../../resources/testing/with-shared.ts'
import { createTwin as createContecTwin } from '../contec-cms50/encode.ts'
import type { Driver, Twin, TwinOptions } from '../driver.ts'
import { createTwin as createHealthyPiTwin } from '../healthypi/encode.ts'
import { createTwin as createNoninTwin } from '../nonin/encode.ts'
import { drivers } from '../registry.ts'
import { detect } from './detect.ts'

const TICK_MS = 100
const SECOND_MS = 1_000
/** A second set of eyes on a shared machine: a few seconds of every twin and whole recordings. */
const SLOW_MS = 60_000
const PIECE_BYTES = 512

/** Streams that two drivers claim: stream, and all who claim it. The engineer is asked there. */
const OVERLAPS: Readonly<Record<string, readonly string[]>> = {
  // Five bytes of the same skeleton at another rate, and the bytes alone do not tell the rate.
  'berry-bci': ['berry-bci', 'contec-cms50'],
  'contec-cms50 old': ['berry-bci', 'contec-cms50'],
}

function driverOf(id: string): Driver {
  const driver = drivers.find((one) => one.id === id)
  if (driver === undefined) throw new TypeError(`"id" ${id} is no driver`)
  return driver
}

/** Bytes that a twin sends in some seconds to a station that asks as its driver does. */
function streamOf(driver: Driver, options: unknown, twin: Twin, seconds: number): Uint8Array {
  const wire: number[] = []
  let nowMs = 0
  const send = (bytes: Uint8Array): void => twin.receive(bytes, nowMs)
  const decoder = driver.start({ measure: () => undefined, send }, options)
  for (; nowMs <= seconds * SECOND_MS; nowMs += TICK_MS) {
    const bytes = twin.produce(nowMs)
    for (const byte of bytes) wire.push(byte)
    decoder.push(bytes, nowMs)
    decoder.tick(nowMs)
  }
  return Uint8Array.from(wire)
}

function piecesOf(bytes: Uint8Array) {
  const count = Math.ceil(bytes.length / PIECE_BYTES)
  return Array.from({ length: count }, (_, index) => ({
    bytes: bytes.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES),
    atMs: index,
  }))
}

function expectClaim(stream: string, right: string, bytes: Uint8Array): void {
  const { verdict, claims } = detect(drivers, piecesOf(bytes))
  const expected = OVERLAPS[stream] ?? [right]
  expect(expected).toContain(right)
  expect(claims.map(({ driver }) => driver.id).sort()).toEqual([...expected].sort())
  expect(verdict).toBe(expected.length === 1 ? 'one' : 'several')
}

const wires: readonly (readonly [string, string, object, (options: TwinOptions) => Twin])[] = [
  ...drivers.map(
    (driver) => [driver.id, driver.id, {}, (options: TwinOptions) => driver.twin(options)] as const,
  ),
  ...(['v7', 'old', 'hid'] as const).map(
    (wire) =>
      [
        `contec-cms50 ${wire}`,
        'contec-cms50',
        { wire },
        (options: TwinOptions) => createContecTwin(options, wire),
      ] as const,
  ),
  ...(['df2', 'df7', 'df8', 'df13'] as const).map(
    (format) =>
      [
        `nonin ${format}`,
        'nonin',
        { format },
        (options: TwinOptions) => createNoninTwin(options, format),
      ] as const,
  ),
  ...(['v3', 'v5', 'ov3'] as const).map(
    (build) =>
      [
        `healthypi ${build}`,
        'healthypi',
        {},
        (options: TwinOptions) => createHealthyPiTwin(options, build),
      ] as const,
  ),
]

describe.each(wires)('the stream of %s', { timeout: SLOW_MS }, (stream, id, options, twinOf) => {
  it.each(['stable', 'probe-off', 'leads-off'])('is claimed by its own driver, in "%s"', (scenario) => {
    const driver = driverOf(id)
    const twin = twinOf({ scenario, seed: 11, startUtcMs: Date.UTC(2026, 0, 1) })
    expectClaim(stream, id, streamOf(driver, driver.options.parse(options), twin, 10))
  })
})

it('names overlaps of streams that exist only', () => {
  const known = new Set(wires.map(([stream]) => stream))
  for (const [stream, claimed] of Object.entries(OVERLAPS)) {
    expect(known).toContain(stream)
    expect(claimed.length).toBeGreaterThan(1)
  }
})

const CAPTURES = 'protocols/captures'
const MP70 = `${CAPTURES}/philips_intellivue/mp70_rs232/dd_intellivue_mp70_response`
const recordings: readonly (readonly [string, string])[] = [
  [`${CAPTURES}/contec-cms50e-hid/live_64B_hid_reports.bin`, 'contec-cms50'],
  [`${CAPTURES}/ge_s5_dri/carescape_raw/db01.raw`, 'ge-s5'],
  [`${CAPTURES}/ge_s5_dri/carescape_raw/db02.raw`, 'ge-s5'],
  [`${CAPTURES}/ge_s5_dri/carescape_raw/notebook_raw.raw`, 'ge-s5'],
  [`${CAPTURES}/ge_s5_dri/lnhealth_s5/s5_phdb_record.framed.derived.bin`, 'ge-s5'],
  [`${CAPTURES}/ge_s5_dri/lnhealth_s5/s5_wave_record.framed.derived.bin`, 'ge-s5'],
  [`${CAPTURES}/ivy-450c-ansarb/Ivy450C.1.data`, 'ivy-ansarb'],
  [`${CAPTURES}/masimo-ascii1/rad8_valid_6lines.txt`, 'masimo-ascii'],
  [`${CAPTURES}/masimo-ascii1/other_lines.txt`, 'masimo-ascii'],
  [`${CAPTURES}/nellcor-n560-ascii/n560_lines.txt`, 'nellcor-ascii'],
  [`${CAPTURES}/nonin-df2/ipod_df2_one_packet.bin`, 'nonin'],
  [`${CAPTURES}/nonin-df2/pufferfish_df2_packet.bin`, 'nonin'],
  [`${CAPTURES}/onetouch-ultra2/lines.txt`, 'onetouch-ultra2'],
  [`${CAPTURES}/pb840/waveform/jimmy-example-data.csv.test`, 'pb-840'],
  ...[
    '.log.serial_05192014_demo_data',
    '.log.serial_05192014_fluke_sim_data',
    '.log.serial_everything2',
    '.log_all_serial',
    '.log_removed_module1',
    '.log_saved',
    '.log_serial_every',
    '.log_serial_every2',
  ].map((name) => [`${MP70}${name}`, 'philips-intellivue'] as const),
]

for (const [path, id] of recordings) {
  withShared(
    path,
    `is claimed by ${id} alone: ${path.split('/').at(-1)}`,
    (file) => {
      expectClaim(path, id, new Uint8Array(readFileSync(file)))
    },
    SLOW_MS,
  )
}

withShared(
  `${CAPTURES}/contec-cms50-v7-serial/titinho11_data.hex.txt`,
  'is claimed by contec-cms50 alone: recorded V7 packets',
  (file) => {
    const hex = readFileSync(file, 'utf8').trim()
    expectClaim(file, 'contec-cms50', new Uint8Array(Buffer.from(hex, 'hex')))
  },
)

withShared(
  `${CAPTURES}/dinamap-pro1000-binary/dinamap_data.txt`,
  'is claimed by dinamap-pro1000 alone: recorded blocks',
  (file) => {
    const hex = readFileSync(file, 'utf8').replaceAll(/\s/g, '')
    expectClaim(file, 'dinamap-pro1000', new Uint8Array(Buffer.from(hex, 'hex')))
  },
)

/** Devices that no driver of the registry reads, and single replies or packets where three are needed: nobody may claim them. */
const strangers = [
  'pb840/misca_reply.bin',
  'pb840/miscf_reply.bin',
  'clinic-ascii-devices/consult120_level1.bin',
  'clinic-ascii-devices/healthometer_L_stream.bin',
  // Stored records of the oximeter: its own device, but nothing that is measured now.
  'contec-cms50e-hid/auto/pr',
]
for (const name of strangers) {
  withShared(`${CAPTURES}/${name}`, `is claimed by nobody: ${name}`, (file) => {
    const { verdict, claims } = detect(drivers, piecesOf(new Uint8Array(readFileSync(file))))
    expect(claims).toEqual([])
    expect(verdict).toBe('none')
  })
}

import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { withShared } from '../../resources/testing/with-shared.ts'
import type { Measurement } from '../model/measurement.ts'
import { startCms50 } from './decode.ts'
import type { Cms50Options } from './options.ts'

const HID = 'protocols/captures/contec-cms50e-hid'
const V7 = 'protocols/captures/contec-cms50-v7-serial'
const zero = { good: 0, checksum: 0, length: 0, short: 0, escape: 0, partial: 0, skippedBytes: 0 }

/** Without an option: the stream itself tells the wire. */
function decode(wire: Cms50Options['wire'], bytes: Uint8Array) {
  const said: Measurement[] = []
  const decoder = startCms50(
    { measure: (one) => said.push(one), wantsEverything: true },
    { wire, listenOnly: true },
  )
  decoder.push(bytes, 0)
  decoder.end(0)
  const values = (label: string) =>
    said.flatMap((one) => (one.type === 'numeric' && one.channel.label === label ? [one.value] : []))
  const samples = said.flatMap((one) => (one.type === 'wave' ? [...one.samples] : []))
  return { said, counts: { ...decoder.counts }, values, samples }
}

withShared(
  `${HID}/live_64B_hid_reports.bin`,
  'decodes every frame of three and a half minutes of HID reports',
  (path) => {
    const { counts, samples, said } = decode('auto', new Uint8Array(readFileSync(path)))
    expect(decode('hid', new Uint8Array(readFileSync(path))).said).toEqual(said)
    expect(counts).toEqual({ ...zero, good: 12_534 + 212 })
    expect(samples).toHaveLength(12_534)
    expect(said.filter((one) => one.type === 'fault')).toEqual([])
  },
)

withShared(
  `${HID}/live_expected_vendor.csv`,
  'shows the numbers of the vendor program, second for second',
  (path) => {
    const expected = readFileSync(path, 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(',').map(Number).slice(2))
    const recording = new Uint8Array(
      readFileSync(path.replace('live_expected_vendor.csv', 'live_64B_hid_reports.bin')),
    )
    const { values } = decode('auto', recording)
    expect(values('SpO2')).toEqual(expected.map(([saturation]) => saturation))
    expect(values('PR')).toEqual(expected.map(([, rate]) => rate))
  },
)

withShared(
  `${V7}/titinho11_data.hex.txt`,
  'decodes the recorded V7 packets and the pleth found by another program',
  (path) => {
    const hex = readFileSync(path, 'utf8').trim()
    const { counts, samples, values } = decode('auto', new Uint8Array(Buffer.from(hex, 'hex')))
    expect(counts).toEqual({ ...zero, good: 102, partial: 1 })
    const others = readFileSync(path.replace('data.hex', 'ppg2_decoded'), 'utf8')
      .trim()
      .split(/\s+/)
      .map(Number)
    // That program shifted the byte as sent, bit 7 included, to the right by one.
    const shifted = samples.map((sample) => (sample + 128) >> 1)
    const compared = Math.min(shifted.length, others.length)
    expect(compared).toBeGreaterThan(80)
    expect(shifted.slice(0, compared)).toEqual(others.slice(0, compared))
    // Every packet sends every number.
    expect(values('SpO2')).toEqual(new Array(102).fill(99))
    expect(values('PR')).toEqual(new Array(102).fill(60))
    expect(values('PI')).toEqual(new Array(102).fill(null))
  },
)

withShared(
  `${V7}/headrotor_cms50dplus_transcript.txt`,
  'frames every answer of a recorded start-up, and lists the numbers of its few packets',
  (path) => {
    const answers = readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line) => line.split('->')[1]?.trim().split(/\s+/) ?? [])
      .filter((pair) => /^[\dA-F]{2}$/.test(pair))
      .map((pair) => Number.parseInt(pair, 16))
    const { counts, said, values } = decode('auto', Uint8Array.from(answers))
    expect(counts).toEqual({ ...zero, good: 18 })
    expect(said.filter((one) => one.type === 'fault')).toEqual([])
    // Seven live packets: too few for a station, not for a listing.
    expect(values('SpO2')).toEqual(new Array(7).fill(97))
    expect(values('PR')).toEqual(new Array(7).fill(65))
    expect(values('Signal')).toEqual(new Array(7).fill(5))
  },
)

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Decoder } from '../../drivers/driver.ts'
import { geS5 } from '../../drivers/ge-s5/driver.ts'
import type { Measurement } from '../../drivers/model/measurement.ts'
import { decodeVcap, type VcapRecord } from '../../electron/engine/link/vcap.ts'
import { DEMO_FILE, makeDemo } from './make-demo.ts'

const HIGHEST_BYTES = 1_000_000
/** Bad frames can only come from the cable that was pulled in the middle of one. */
const BAD_FRAMES = 0

const file = readFileSync(DEMO_FILE)

function decode(records: readonly VcapRecord[]): { measurements: Measurement[]; decoders: Decoder[] } {
  const measurements: Measurement[] = []
  const decoders: Decoder[] = []
  const options = geS5.options.parse({})
  for (const record of records) {
    if (record.kind === 'opened') {
      decoders.push(geS5.start({ measure: (measurement) => measurements.push(measurement) }, options))
    }
    const decoder = decoders.at(-1)
    if (record.kind === 'received') decoder?.push(record.bytes, record.atMs)
    if (record.kind === 'lost') decoder?.end(record.atMs)
  }
  return { measurements, decoders }
}

it('is what the script makes', () => {
  expect(file.length).toBeLessThan(HIGHEST_BYTES)
  expect(file.equals(makeDemo())).toBe(true)
})

it('is whole, marked as simulated, with one unplug of 8 s and one probe-off', () => {
  const { header, records, damagedBytes, cutBytes } = decodeVcap(file)
  expect(header).toMatchObject({ simulated: true, driver: 'ge-s5' })
  expect([damagedBytes, cutBytes]).toEqual([0, 0])
  const times = records.map(({ atMs }) => atMs)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  const lost = records.filter(({ kind }) => kind === 'lost')
  const opened = records.filter(({ kind }) => kind === 'opened')
  expect([lost.length, opened.length]).toEqual([1, 2])
  expect((opened[1]?.atMs ?? 0) - (lost[0]?.atMs ?? 0)).toBe(8_000)

  const { measurements, decoders } = decode(records)
  for (const { counts } of decoders) {
    expect(counts.good).toBeGreaterThan(100)
    expect(counts.checksum + counts.length + counts.short + counts.escape).toBe(BAD_FRAMES)
  }
  const saturation = measurements.filter(
    (one) => one.type === 'numeric' && one.channel.id === 'MDC_PULS_OXIM_SAT_O2',
  )
  const hasNumber = saturation.map((one) => one.type === 'numeric' && one.value !== null)
  const turns = hasNumber.filter((has, index) => index > 0 && has !== hasNumber[index - 1])
  expect(turns).toEqual([false, true])
  const waves = new Set(measurements.flatMap((one) => (one.type === 'wave' ? [one.channel.source] : [])))
  expect(waves.size).toBe(5)
})

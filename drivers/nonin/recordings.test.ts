import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { withShared } from '../../resources/testing/with-shared.ts'
import type { Measurement } from '../model/measurement.ts'
import { startNonin } from './decode.ts'

const FOLDER = 'protocols/captures/nonin-df2'
const FRAMES = 25

/** Without an option: the stream itself tells the format. */
function decode(path: string) {
  const packet = readFileSync(path)
  const said: Measurement[] = []
  const decoder = startNonin({ measure: (one) => said.push(one) }, { format: 'auto' })
  decoder.push(new Uint8Array(packet), 0)
  decoder.end(0)
  const values = Object.fromEntries(
    said.flatMap((one) =>
      one.type === 'numeric' ? [[one.channel.vendor, `${one.value} ${one.validity}`]] : [],
    ),
  )
  return { said, values, counts: decoder.counts }
}

withShared(`${FOLDER}/ipod_df2_one_packet.bin`, 'reads a recorded packet of an iPod oximeter', (path) => {
  const { counts, values, said } = decode(path)
  expect(counts).toMatchObject({ good: FRAMES, checksum: 0, skippedBytes: 0 })
  expect(values).toMatchObject({ HR: '61 good', SpO2: '97 good' })
  expect(said.filter((one) => one.type === 'fault')).toEqual([])
})

withShared(`${FOLDER}/pufferfish_df2_packet.bin`, 'reads the test packet of another project', (path) => {
  const { counts, values, said } = decode(path)
  expect(counts).toMatchObject({ good: FRAMES, checksum: 0, skippedBytes: 0 })
  expect(values).toMatchObject({ HR: '72 good', SpO2: '97 good' })
  expect(said.filter((one) => one.type === 'fault')).toEqual([])
})

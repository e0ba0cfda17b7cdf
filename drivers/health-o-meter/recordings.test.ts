import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { withShared } from '../../resources/testing/with-shared.ts'
import type { Measurement } from '../model/measurement.ts'
import { HealthOMeterDecoder } from './decode.ts'
import { healthOMeterOptions } from './options.ts'

const FOLDER = 'protocols/captures/clinic-ascii-devices'
/** A weight counts when it came three times; the sheet prints each packet once. */
const TIMES = 3

for (const name of ['single', 'stream']) {
  withShared(`${FOLDER}/healthometer_L_${name}.bin`, `reads the printed ${name} packet`, (path) => {
    const said: Measurement[] = []
    const decoder = new HealthOMeterDecoder(
      { measure: (one) => said.push(one) },
      healthOMeterOptions.parse({ patientNumbers: true }),
    )
    const packet = new Uint8Array(readFileSync(path))
    for (let time = 0; time < TIMES; time++) decoder.push(packet, time * 1_000)
    decoder.end(TIMES * 1_000)
    expect(decoder.counts).toMatchObject({ good: TIMES, checksum: 0, partial: 0, skippedBytes: 0 })
    const values = said.flatMap((one) =>
      one.type === 'numeric' && one.value !== null
        ? [`${one.channel.id} ${one.value} ${one.channel.unit} ${one.validity}`]
        : [],
    )
    expect(values).toEqual([
      ...Array.from({ length: TIMES }, () => 'X_HEALTH_O_METER_TARE 0 kg good'),
      'MDC_MASS_BODY_ACTUAL 184.5 kg good',
      'MDC_LEN_BODY_ACTUAL 84 cm good',
      'X_HEALTH_O_METER_BMI 24.1 1 good',
    ])
    expect(said).toContainEqual(expect.objectContaining({ fields: { patientId: '1234567890' } }))
  })
}

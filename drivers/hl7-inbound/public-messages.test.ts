import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { withShared } from '../../resources/testing/with-shared.ts'
import { hear, numericsOf } from './testing/hear.ts'

/** Public messages, one a file; some of their mirrors put an empty line between segments. */
function messageIn(...path: string[]): string {
  return readFileSync(join(...path), 'utf8').replaceAll(/[\r\n]+/g, '\r')
}

withShared(
  'interop/hl7v2-pcd04-draeger',
  'reads the PCD-04 reference messages of another maker',
  (folder) => {
    const alarm = hear(messageIn(folder, 'PCD04_alarm.txt'))
    expect(alarm.said.filter((one) => one.type === 'alert')).toMatchObject([
      { text: 'CO2 Sensor unplugged', priority: 'low', kind: 'physiological', phase: 'start' },
    ])
    expect(alarm.answers[0]).toContain('\rMSA|CA|0\r')
    // A sign of life is no alarm.
    const watchdog = hear(messageIn(folder, 'PCD04_watchdog.txt'))
    expect(watchdog.said.filter((one) => one.type === 'alert')).toEqual([])
    expect(watchdog.answers[0]).toContain('MSA|CA|2df8823a-f8fb-44e0-a4ba-1d826e0809f1')
    // An acknowledgement is never acknowledged.
    expect(hear(messageIn(folder, 'ACK_watchdog.txt')).answers).toEqual([])
  },
)

withShared(
  'interop/hl7v2-ms-fhir-converter',
  'takes messages of other kinds, and shows none of their numbers as a vital sign',
  (folder) => {
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.hl7'))) {
      const heard = hear(messageIn(folder, file))
      expect(
        numericsOf(heard).filter(({ channel, value }) => channel.code !== null && value !== null),
        file,
      ).toEqual([])
      expect(heard.answers.length, file).toBeLessThanOrEqual(1)
    }
  },
)

import { expect, it } from 'vitest'
import noninAscii from '../../../drivers/nonin-ascii/driver.json' with { type: 'json' }
import { textDriver } from '../../../drivers/text/define.ts'
import { tinyDriver } from '../testing/tiny-driver.ts'
import { fingerprintOf } from './fingerprint.ts'

it('is another one when the file reads lines another way, or the release series is another', () => {
  const driver = textDriver(noninAscii)
  const same = fingerprintOf(driver, '0.1.0')
  expect(same).toMatch(/^vigil 0\.1 sha256 [0-9a-f]{64}$/)
  expect(fingerprintOf(textDriver(structuredClone(noninAscii)), '0.1.9')).toBe(same)
  const changed = structuredClone(noninAscii)
  for (const field of changed.fields) field.highest -= 1
  expect(fingerprintOf(textDriver(changed), '0.1.0')).not.toBe(same)
  expect(fingerprintOf(driver, '0.2.0')).not.toBe(same)
  expect(fingerprintOf(tinyDriver, '1.4.2')).toBe('vigil 1.4')
})

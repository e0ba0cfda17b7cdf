import { describe, expect, it } from 'vitest'
import { keyIdOf } from '../file/keys.ts'
import { exportRecovery, parseRecovery } from './recovery.ts'

const KEY_HEX = '0123456789abcdef'.repeat(4)
const STATION_FILE = {
  formatVersion: 1,
  keyId: keyIdOf(KEY_HEX),
  station: 'ward-3',
  created: '2026-01-05T08:00:00.000Z',
}

describe('recovery file', () => {
  it('survives being retyped, and shows a typing mistake', () => {
    const text = exportRecovery(KEY_HEX, JSON.stringify(STATION_FILE))
    const retyped = text.toUpperCase().replace(/^(\w[\w ]*):/gm, (name) => name.toLowerCase())
    expect(parseRecovery(text.replaceAll('\n', '\r\n'))).toEqual(parseRecovery(text))
    expect(() => parseRecovery(retyped.replace('WARD-3', 'ward-3'))).not.toThrow()
    const keyLine = text.split('\n').find((line) => line.startsWith('key: ')) ?? ''
    for (let at = 'key:     '.length; at < keyLine.length; at++) {
      const digit = keyLine[at] ?? ' '
      if (digit === ' ') continue
      const wrong = keyLine.slice(0, at) + (digit === '0' ? '1' : '0') + keyLine.slice(at + 1)
      expect(() => parseRecovery(text.replace(keyLine, wrong))).toThrow(/typing mistake/)
    }
    expect(() => parseRecovery(text.replace('ward-3', 'ward-4'))).toThrow(/typing mistake/)
    expect(() => parseRecovery('hello')).toThrow(/not a Vigil recovery file/)
  })

  it('names the argument a caller got wrong', () => {
    expect(() => exportRecovery('short', '{}')).toThrow('"key"')
    expect(() => exportRecovery('ab'.repeat(32), '{}')).toThrow('"stationJson"')
  })
})

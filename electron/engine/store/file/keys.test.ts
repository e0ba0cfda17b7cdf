import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withFolder } from '../testing/folder.ts'
import { type KeyRequest, keyIdOf, parseKey, resolveKey } from './keys.ts'
import { storePaths } from './paths.ts'

const KEY = 'a1'.repeat(32)
const OTHER = 'b2'.repeat(32)

function requestIn(folder: string, more: Partial<KeyRequest> = {}): KeyRequest {
  return {
    paths: storePaths(folder),
    keyFile: null,
    given: null,
    expectedKeyId: null,
    mayCreate: true,
    environment: {},
    ...more,
  }
}

describe('key of a record', () => {
  it('is made at first start, for its owner only, and found again', () =>
    withFolder((folder) => {
      const key = resolveKey(requestIn(folder))
      expect(key.place).toBe('beside the data')
      expect(statSync(join(folder, 'station.key')).mode & 0o777).toBe(0o600)
      expect(parseKey(readFileSync(join(folder, 'station.key'), 'utf8'))).toBe(key.hex)
      expect(resolveKey(requestIn(folder, { expectedKeyId: keyIdOf(key.hex) }))).toEqual(key)
    }))

  it('comes from the key file before anything else, named by option or environment', () =>
    withFolder((folder) => {
      const file = join(folder, 'my.key')
      writeFileSync(file, `${KEY.toUpperCase()}\n`)
      const given = { hex: OTHER, place: 'keychain' } as const
      expect(resolveKey(requestIn(folder, { keyFile: file, given }))).toEqual({ hex: KEY, place: 'key file' })
      expect(resolveKey(requestIn(folder, { given, environment: { VIGIL_KEY_FILE: file } })).hex).toBe(KEY)
      expect(resolveKey(requestIn(folder, { given }))).toEqual(given)
    }))

  it('stays the one beside the data when a keychain appears later', () =>
    withFolder((folder) => {
      const first = resolveKey(requestIn(folder))
      const given = { hex: OTHER, place: 'keychain' } as const
      expect(resolveKey(requestIn(folder, { given, expectedKeyId: keyIdOf(first.hex) }))).toEqual(first)
    }))

  it('is refused with one sentence when wrong, missing, absent or no key', () =>
    withFolder((folder) => {
      const file = join(folder, 'my.key')
      writeFileSync(file, KEY)
      writeFileSync(join(folder, 'short.key'), 'abc')
      mkdirSync(join(folder, 'dir.key'))
      const expectedKeyId = keyIdOf(OTHER)
      const cases: [Partial<KeyRequest>, string, RegExp][] = [
        [{ keyFile: file, expectedKeyId }, 'storeWrongKey', /does not open the record .* recovery file\.$/],
        [{ expectedKeyId }, 'storeWrongKey', /is missing: give it with --key-file/],
        [{ mayCreate: false }, 'storeForeign', /^Nothing beside .* left as it is\.$/],
        [{ keyFile: join(folder, 'no.key') }, 'fileMissing', /is not there: check the path/],
        [{ keyFile: join(folder, 'dir.key') }, 'fileUnreadable', /cannot be read/],
        [{ keyFile: join(folder, 'short.key') }, 'storeWrongKey', /64 hex digits/],
      ]
      for (const [more, code, message] of cases) {
        expect(() => resolveKey(requestIn(folder, more))).toThrow(
          expect.objectContaining({ code, message: expect.stringMatching(message) }),
        )
      }
    }))

  it('has an id that does not depend on anything else', () => {
    expect(keyIdOf('00'.repeat(32))).toBe(keyIdOf('00'.repeat(32)))
    expect(keyIdOf(KEY)).toMatch(/^[0-9a-f]{16}$/)
    expect(keyIdOf(KEY)).not.toBe(keyIdOf(OTHER))
  })
})

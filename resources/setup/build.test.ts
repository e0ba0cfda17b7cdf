import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sourceStamp } from './build.ts'

describe('source stamp', () => {
  let root = ''
  const source = () => join(root, 'electron/main/index.ts')
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'vigil-stamp-'))
    mkdirSync(join(root, 'electron/main'), { recursive: true })
    writeFileSync(source(), 'first')
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  it('is the same for the same files, so that a second start builds nothing', () => {
    expect(sourceStamp(root)).toBe(sourceStamp(root))
  })

  it('changes with a change of equal length', () => {
    const before = sourceStamp(root)
    writeFileSync(source(), 'other')
    utimesSync(source(), new Date(), new Date(Date.now() + 5_000))
    expect(sourceStamp(root)).not.toBe(before)
  })

  it('changes with a new file and not with a test or a page of prose', () => {
    const before = sourceStamp(root)
    writeFileSync(join(root, 'electron/main/index.test.ts'), '')
    writeFileSync(join(root, 'electron/README.md'), '')
    expect(sourceStamp(root)).toBe(before)
    writeFileSync(join(root, 'electron/main/new.ts'), '')
    expect(sourceStamp(root)).not.toBe(before)
  })
})

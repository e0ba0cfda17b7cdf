import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cacheDir, isComplete, makeFolderOnce } from './cache.ts'

describe('cache', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigil-cache-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('makes a folder once', async () => {
    const target = join(folder, 'sub', 'thing')
    let made = 0
    const make = async (empty: string) => {
      made++
      writeFileSync(join(empty, 'file'), String(made))
    }
    await makeFolderOnce(target, make)
    await makeFolderOnce(target, make)
    expect(readFileSync(join(target, 'file'), 'utf8')).toBe('1')
    expect(made).toBe(1)
  })

  it('leaves nothing behind when making fails, and can be tried again', async () => {
    const target = join(folder, 'thing')
    const failing = makeFolderOnce(target, async (empty) => {
      writeFileSync(join(empty, 'half'), '')
      throw new Error('cut off')
    })
    await expect(failing).rejects.toThrowError('cut off')
    expect(readdirSync(folder)).toEqual([])
    await makeFolderOnce(target, async () => undefined)
    expect(isComplete(target)).toBe(true)
  })

  it('lies where the platform keeps caches, outside node_modules', () => {
    expect(cacheDir({ XDG_CACHE_HOME: '/x' }, 'linux')).toBe('/x/vigil')
    expect(cacheDir({ VIGIL_CACHE_DIR: '/y', XDG_CACHE_HOME: '/x' }, 'linux')).toBe('/y')
    expect(cacheDir({}, 'darwin')).toContain('Library/Caches')
  })
})

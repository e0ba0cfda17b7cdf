import { lstatSync, mkdtempSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { unzip } from './zip.ts'

interface Member {
  readonly name: string
  readonly content: string
  readonly mode: number
  readonly deflated: boolean
}

/** A minimal archive by APPNOTE 4.3: local headers, central directory, end record. */
function archiveOf(members: readonly Member[]): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const { name, content, mode, deflated } of members) {
    const data = deflated ? deflateRawSync(content) : Buffer.from(content)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(name.length, 26)
    const row = Buffer.alloc(46)
    row.writeUInt32LE(0x02014b50, 0)
    row.writeUInt16LE(deflated ? 8 : 0, 10)
    row.writeUInt32LE(data.length, 20)
    row.writeUInt16LE(name.length, 28)
    row.writeUInt32LE((mode << 16) >>> 0, 38)
    row.writeUInt32LE(at, 42)
    locals.push(local, Buffer.from(name), data)
    central.push(row, Buffer.from(name))
    at += local.length + name.length + data.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, directory, end])
}

describe('unzip', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigil-zip-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  function put(members: readonly Member[]): string {
    const file = join(folder, 'a.zip')
    writeFileSync(file, archiveOf(members))
    return file
  }

  it('keeps content, permissions and symbolic links, and leaves out what it is told to', () => {
    const file = put([
      { name: 'top/program', content: 'run '.repeat(100), mode: 0o100755, deflated: true },
      { name: 'top/link', content: 'program', mode: 0o120777, deflated: false },
      { name: 'top/resources/other', content: 'no', mode: 0o100644, deflated: false },
    ])
    const out = join(folder, 'out')
    unzip(file, out, (name) => (name.includes('resources/') ? null : name.slice('top/'.length)))
    expect(readFileSync(join(out, 'program'), 'utf8')).toBe('run '.repeat(100))
    expect(statSync(join(out, 'program')).mode & 0o777).toBe(0o755)
    expect(readlinkSync(join(out, 'link'))).toBe('program')
    expect(lstatSync(join(out, 'resources'), { throwIfNoEntry: false })).toBeUndefined()
  })

  it('refuses a path that leaves the folder', () => {
    const file = put([{ name: '../outside', content: 'x', mode: 0o100644, deflated: false }])
    expect(() => unzip(file, join(folder, 'out'), (name) => name)).toThrowError(/leaves its folder/)
  })

  it('refuses what is not an archive', () => {
    const file = join(folder, 'a.zip')
    writeFileSync(file, 'no archive at all, but long enough to look for one')
    expect(() => unzip(file, folder, (name) => name)).toThrowError(TypeError)
  })
})

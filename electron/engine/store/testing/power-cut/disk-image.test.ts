import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../random.ts'
import { imageAt } from './disk-image.ts'
import type { DiskOp } from './disk-log.ts'

const OPS: readonly DiskOp[] = [
  { kind: 'create', name: 'a', file: 0 },
  { kind: 'create', name: 'a-shm', file: 1 },
  { kind: 'write', file: 1, offset: 0, bytes: Buffer.from('memory') },
  { kind: 'write', file: 0, offset: 0, bytes: Buffer.from('AAAA') },
  { kind: 'sync', file: 0 },
  { kind: 'write', file: 0, offset: 4, bytes: Buffer.from('BBBB') },
  { kind: 'write', file: 0, offset: 8, bytes: Buffer.from('CCCC') },
  { kind: 'rename', name: 'a', to: 'b' },
]

function images(cut: number): Map<string, string>[] {
  return fc.sample(fc.integer({ min: 1 }), { numRuns: 200, seed: 1 }).map((seed) => {
    const files = [...imageAt(OPS, cut, seededRandom(seed))]
    return new Map(files.map(([name, bytes]) => [name, bytes.toString('latin1').replaceAll('\0', '.')]))
  })
}

describe('the disk after a power cut', () => {
  it('holds all up to a sync, and of what was written since any choice, the last of it torn', () => {
    const found = new Set(images(OPS.length).map((image) => image.get('a') ?? image.get('b')))
    for (const content of found) expect(content).toMatch(/^AAAA(B{0,4}|(BBBB|\.{4})C{0,4})$/)
    for (const possible of ['AAAA', 'AAAABB', 'AAAABBBBC', 'AAAA....CC']) expect(found).toContain(possible)
  })

  it('has the old name or the new one, and never the memory of the log', () => {
    const names = new Set(images(OPS.length).map((image) => [...image.keys()].join()))
    expect([...names].sort()).toEqual(['a', 'b'])
  })

  it('may lack what no sync has made last', () => {
    const contents = new Set(images(4).map((image) => image.get('a')))
    expect(contents).toContain(undefined)
    expect(contents).toContain('')
    expect(contents).not.toContain('BBBB')
  })
})

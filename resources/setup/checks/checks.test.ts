import { describe, expect, it } from 'vitest'
import { checkHazards, hazardTests, parseHazards, traceability } from './hazards.ts'
import { checkLayers } from './layers.ts'
import { checkRules } from './rules.ts'
import { codeOnly } from './sources.ts'

const source = (path: string, text: string) => [{ path, text }]

describe('code only', () => {
  it('blanks comments and strings and keeps every line where it was', () => {
    const text = 'const a = \'x // no\' // yes\n/* b\n c */ const d = `e\n` + "f"'
    const code = codeOnly(text)
    expect(code.length).toBe(text.length)
    expect(code.split('\n')).toHaveLength(text.split('\n').length)
    expect(code).not.toMatch(/yes|no|\bb\b|e\n|f/)
    expect(code).toContain('const d =')
  })

  it('ends a quote at the end of its line, so that a regular expression spoils one line only', () => {
    expect(codeOnly("const q = /'/\nlet any: number")).toContain('let any: number')
  })
})

describe('layers', () => {
  it.each([
    ['renderer/beds/tile.tsx', "import { x } from '../../electron/engine/bus.ts'"],
    ['renderer/beds/tile.tsx', "import { readFileSync } from 'node:fs'"],
    ['drivers/ge-s5/decode.ts', "import type { Buffer } from 'node:buffer'"],
    ['drivers/model/terms.ts', "import { x } from '../ge-s5/codes.ts'"],
    ['electron/engine/engine.ts', "import { app } from 'electron'"],
    ['electron/engine/analytics/ecg/shape.ts', "import { readFileSync } from 'node:fs'"],
    ['electron/engine/analytics/ecg/shape.ts', "import { bus } from '../../bus.ts'"],
    ['resources/score/run/beats.ts', "import { readBeats } from '../labels.ts'"],
    ['electron/ipc/views.ts', "import type { Driver } from '../../drivers/driver.ts'"],
    ['electron/main/index.ts', "const x = await import('../engine/engine.ts')"],
    ['electron/preload/index.ts', "import '../main/scheme.ts'"],
    ['somewhere/else.ts', ''],
  ])('refuses %s: %s', (path, text) => {
    expect(checkLayers(source(path, text)).findings).toHaveLength(1)
  })

  it.each([
    ['renderer/beds/tile.tsx', "import type { BedView } from '../../electron/ipc/views.ts'"],
    ['renderer/waves/host.ts', "new URL('./wave.worker.ts', import.meta.url)"],
    ['drivers/ge-s5/decode.test.ts', "import { withShared } from '../../resources/testing/with-shared.ts'"],
    ['electron/engine/engine.ts', "// import { app } from 'electron'\nimport { z } from 'zod'"],
    ['electron/engine/export/csv.ts', "row(['from', 'to'])"],
  ])('allows %s: %s', (path, text) => {
    expect(checkLayers(source(path, text)).findings).toEqual([])
  })
})

describe('house rules', () => {
  it.each([
    ['electron/engine/a.test.ts', "it.skip('later', () => undefined)"],
    ['electron/engine/a.test.ts', "describe.only('this', () => undefined)"],
    ['electron/engine/a.ts', 'const x = y as any'],
    ['electron/engine/a.ts', 'const x: Record<string, any> = {}'],
    ['electron/engine/a.ts', '// @ts-ignore'],
    ['electron/engine/a.ts', "throw new Error('no')"],
    ['drivers/ge-s5/a.ts', 'const t = Date.now()'],
    ['drivers/ge-s5/a.ts', 'const b = Buffer.alloc(1)'],
    ['renderer/beds/a.ts', 'value.toLocaleString()'],
    ['electron/cli/a.ts', '// TODO later'],
    ['renderer/beds/a.ts', 'x\n'.repeat(351)],
  ])('refuses in %s: %s', (path, text) => {
    expect(checkRules(source(path, text)).findings).not.toEqual([])
  })

  it.each([
    ['electron/engine/a.ts', "const say = 'throw new Error(any)'"],
    ['electron/engine/a.test.ts', "throw new Error('in a test')"],
    ['drivers/ge-s5/codes.ts', 'x\n'.repeat(500)],
    ['renderer/beds/a.ts', 'const any = [many].some((one) => one)'],
    ['renderer/beds/a.ts', 'text.toLocaleLowerCase("en")'],
  ])('allows in %s: %s', (path, text) => {
    expect(checkRules(source(path, text)).findings).toEqual([])
  })
})

describe('hazards', () => {
  const yaml = (test: string) => `hazards:
  - { id: H1, hazard: a, control: b, check: c, test: ${test} }`
  const tests = hazardTests(source('electron/a.test.ts', "it('H1 stays | quiet', () => {})"))

  it('finds the tests that carry an id, in every form of test', () => {
    const text = "it.each(rows)('H2 a', f)\nwithShared('path', 'H3 b', f)\ntest(`H4 c`, f)\n// it('H5 d', f)"
    expect(hazardTests(source('e2e/a.spec.ts', text)).map(({ id }) => id)).toEqual(['H2', 'H3', 'H4'])
  })

  it('tells a title without the mark of its lane', () => {
    expect(hazardTests(source('e2e/a.spec.ts', "test('H2 waits @waits', f)"))[0]?.title).toBe('waits')
  })

  it('fails on a dangling id, on a test that the list does not know, and on a stale open', () => {
    expect(checkHazards(parseHazards(yaml('H1')), []).findings).toHaveLength(1)
    expect(checkHazards([], tests).findings).toHaveLength(1)
    expect(checkHazards(parseHazards(yaml('open')), tests).findings).toHaveLength(1)
    expect(checkHazards(parseHazards(yaml('H1')), tests).findings).toEqual([])
  })

  it('counts the open ones', () => {
    expect(checkHazards(parseHazards(yaml('open')), []).note).toBe(
      '1 of 1 hazards open (H1), 0 proven in part',
    )
  })

  it('refuses a list with an unknown key by its name', () => {
    expect(() => parseHazards('hazards:\n  - { id: H1, hazzard: a }')).toThrowError(/hazzard/)
  })

  it('writes a table that a pipe in a title does not break', () => {
    expect(traceability(parseHazards(yaml('H1')), tests)).toContain(
      '| H1 | a | b | `electron/a.test.ts`: stays \\| quiet |',
    )
  })
})

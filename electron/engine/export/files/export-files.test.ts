import { rmSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../testing/temporary-folder.ts'
import { exportFiles } from './export-files.ts'
import { bytesOf, type OutFile, type Piece } from './pieces.ts'
import { FILE_FORMATS } from './stay-files.ts'
import { mixedRecord } from './testing/mixed-record.ts'
import { quietWatch } from './testing/quiet-watch.ts'
import { writeProblem, writeWholeFiles } from './write-whole.ts'

const ALL = { bed: null, patient: null, fromUtcMs: null, toUtcMs: null } as const
const BIG = new Uint8Array(0x10_0000)

function file(name: string, pieces: () => Iterable<Piece>): OutFile {
  return { name, pieces }
}

describe('an export into a folder', () => {
  it('names its files by bed and time, by no patient, and only what is whole', async () => {
    const folder = temporaryFolder()
    for (const format of FILE_FORMATS)
      await exportFiles(mixedRecord(), { ...ALL, format }, folder, quietWatch())
    const stem = 'b1_20260616T070000Z'
    const ends = ['.atr', '.csv', '.dat', '.edf', '.hea', '.jsonl', '_waves.jsonl']
    expect((await readdir(folder)).sort()).toEqual(ends.map((end) => `${stem}${end}`).sort())
    expect(await readFile(join(folder, `${stem}.csv`), 'utf8')).toContain('MDC_ECG_HEART_RATE')
  })

  it('gives one patient and nobody else', async () => {
    const folder = temporaryFolder()
    const of = (patient: string) =>
      exportFiles(mixedRecord(), { ...ALL, patient, format: 'csv' }, folder, quietWatch())
    expect(await of('P-1')).toEqual(['b1_20260616T070000Z.csv'])
    await expect(of('P-2')).rejects.toMatchObject({ code: 'unknownPatient' })
  })

  it('makes no folder: that of a stick that is not there stays away', async () => {
    const folder = join(temporaryFolder(), 'stick')
    await expect(
      exportFiles(mixedRecord(), { ...ALL, format: 'edf' }, folder, quietWatch()),
    ).rejects.toMatchObject({
      code: 'fileMissing',
      message: `The folder ${folder} is not there: plug the stick in or make the folder first.`,
    })
  })
})

describe('files that are whole or not there', () => {
  it('stand under their names together, and pieces may be written over', async () => {
    const folder = temporaryFolder()
    const files = [
      file('a', () => [bytesOf('hello'), { at: 1, bytes: bytesOf('a') }]),
      file('b', () => [BIG, bytesOf('.')]),
    ]
    await writeWholeFiles(folder, files, quietWatch())
    expect(await readFile(join(folder, 'a'), 'utf8')).toBe('hallo')
    expect((await readdir(folder)).sort()).toEqual(['a', 'b'])
  })

  it('are removed when a later one fails or somebody stops it', async () => {
    const folder = temporaryFolder()
    await writeFile(join(folder, 'a'), 'of before')
    const stop = new AbortController()
    const failing = file('b', function* () {
      yield BIG
      stop.abort()
      yield BIG
    })
    const files = [file('a', () => [bytesOf('new')]), failing]
    await expect(writeWholeFiles(folder, files, quietWatch([], stop.signal))).rejects.toMatchObject({
      name: 'AbortError',
    })
    expect(await readdir(folder)).toEqual(['a'])
    expect(await readFile(join(folder, 'a'), 'utf8')).toBe('of before')
  })

  it('say in one sentence that the stick was pulled', async () => {
    const folder = join(temporaryFolder(), 'stick')
    await mkdir(folder)
    const pulled = file('b', () => [BIG])
    const gone = { ...quietWatch(), wrote: () => rmSync(folder, { recursive: true, force: true }) }
    const files = [pulled, file('c', () => [BIG])]
    await expect(writeWholeFiles(folder, files, gone)).rejects.toMatchObject({
      code: 'fileMissing',
      message: `${folder} is not there any more, so the export is not whole: plug the stick in, then export again.`,
    })
  })

  it('say in one sentence that the stick is full', async () => {
    const full = Object.assign(new Error('write'), { syscall: 'write', code: 'ENOSPC' })
    expect(writeProblem('/media/stick', full)).toMatchObject({
      code: 'diskFull',
      message:
        '/media/stick is full, so the export is not whole: free some space there or take a larger stick, then export again.',
    })
  })
})

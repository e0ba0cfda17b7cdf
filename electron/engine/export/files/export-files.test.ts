import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FILE_FORMATS } from '../../../ipc/file-export.ts'
import { temporaryFolder } from '../../testing/temporary-folder.ts'
import { bytesOf, type OutFile, type Piece } from './pieces.ts'
import { mixedRecord } from './testing/mixed-record.ts'
import { runExport } from './testing/run-export.ts'
import { writeProblem, writeWholeFiles } from './write-whole.ts'

const BIG = new Uint8Array(0x10_0000)

function file(name: string, pieces: () => Iterable<Piece>): OutFile {
  return { name, pieces }
}

describe('an export into a folder', () => {
  it('names its files by bed and time, by no patient, and only what is whole', () => {
    const folder = temporaryFolder()
    for (const format of FILE_FORMATS) runExport(mixedRecord(), { format }, folder)
    const stem = 'b1_20260616T070000Z'
    const ends = ['.atr', '.csv', '.dat', '.edf', '.hea', '.jsonl', '.vital', '_waves.jsonl']
    expect(readdirSync(folder).sort()).toEqual(ends.map((end) => `${stem}${end}`).sort())
    expect(readFileSync(join(folder, `${stem}.csv`), 'utf8')).toContain('MDC_ECG_HEART_RATE')
  })

  it('gives one patient and nobody else', () => {
    const folder = temporaryFolder()
    const of = (patient: string) => runExport(mixedRecord(), { patient, format: 'csv' }, folder).names
    expect(of('P-1')).toEqual(['b1_20260616T070000Z.csv'])
    expect(() => of('P-2')).toThrow(expect.objectContaining({ code: 'unknownPatient' }))
  })

  it('makes no folder: that of a stick that is not there stays away', () => {
    const folder = join(temporaryFolder(), 'stick')
    expect(() => runExport(mixedRecord(), { format: 'edf' }, folder)).toThrow(
      `The folder ${folder} is not there: plug the stick in or make the folder first.`,
    )
  })
})

describe('files that are whole or not there', () => {
  const write = (folder: string, files: readonly OutFile[]): number[] => [...writeWholeFiles(folder, files)]

  it('stand under their names together, and pieces may be written over', () => {
    const folder = temporaryFolder()
    const over = file('a', () => [bytesOf('hello'), { at: 1, bytes: bytesOf('a') }])
    const sizes = write(folder, [over, file('b', () => [BIG, bytesOf('.')])])
    expect(sizes.reduce((sum, one) => sum + one)).toBe(5 + BIG.length + 1)
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('hallo')
    expect(readdirSync(folder).sort()).toEqual(['a', 'b'])
  })

  it('are removed when somebody stops it, and what stood there before stays', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'a'), 'of before')
    const steps = writeWholeFiles(folder, [file('a', () => [BIG, BIG]), file('b', () => [BIG, BIG])])
    for (let step = 0; step < 2; step++) steps.next()
    expect(readdirSync(folder).sort()).toEqual(['a', 'a.part'])
    steps.return()
    expect(readdirSync(folder)).toEqual(['a'])
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('of before')
  })

  it('are removed when a later one fails', () => {
    const folder = temporaryFolder()
    const failing = file('b', () => {
      throw new TypeError('no')
    })
    expect(() => write(folder, [file('a', () => [BIG]), failing])).toThrow('no')
    expect(readdirSync(folder)).toEqual([])
  })

  it('say in one sentence that the stick was pulled', () => {
    const folder = join(temporaryFolder(), 'stick')
    mkdirSync(folder)
    const steps = writeWholeFiles(folder, [file('a', () => [BIG, BIG]), file('b', () => [BIG])])
    steps.next()
    rmSync(folder, { recursive: true })
    expect(() => [...steps]).toThrow(
      `${folder} is not there any more, so the export is not whole: plug the stick in, then export again.`,
    )
  })

  it('say in one sentence that the stick is full', () => {
    const full = Object.assign(new Error('write'), { syscall: 'write', code: 'ENOSPC' })
    expect(writeProblem('/media/stick', full)).toMatchObject({
      code: 'diskFull',
      message:
        '/media/stick is full, so the export is not whole: free some space there or take a larger stick, then export again.',
    })
  })
})

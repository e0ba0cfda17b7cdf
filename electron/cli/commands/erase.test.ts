import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { storePaths } from '../../engine/store/file/paths.ts'
import { openStoreReader, openStoreWriter } from '../../engine/store/open/open.ts'
import { exportRecovery } from '../../engine/store/open/recovery.ts'
import {
  announced,
  numericAt,
  numericChannel,
  openOptions,
  START_UTC_MS,
  secondOf,
} from '../../engine/store/testing/samples.ts'
import { temporaryFolder } from '../../engine/testing/temporary-folder.ts'
import { runCommand } from '../run.ts'
import { memoryIo } from '../testing/memory-io.ts'
import { commands } from './index.ts'

const WHO = ['--patient', 'MRN-112233', '--authority', 'HOSP', '--initials', 'AB']
const REASON = ['--reason', 'asked for in writing']

/** A record with one patient, who is still in the bed, and a number. */
function record(): string {
  const data = join(temporaryFolder(), 'data')
  const { writer } = openStoreWriter(openOptions(data))
  writer.bind('b1', { id: 'MRN-112233', authority: 'HOSP' }, START_UTC_MS - 1000)
  const channels = [announced(1, numericChannel('hr'))]
  writer.record(secondOf({ channels, numerics: [numericAt(1, START_UTC_MS, 71)] }))
  writer.close()
  return data
}

async function run(args: readonly string[], answer: string | null = null) {
  const io = memoryIo()
  io.answer = answer
  const code = await runCommand(commands, args, io)
  return { code, stdout: io.stdout(), notes: io.notes }
}

function numbersIn(data: string): number {
  const { reader } = openStoreReader(openOptions(data))
  const { length } = reader.numerics(1, 0, Number.MAX_SAFE_INTEGER)
  reader.close()
  return length
}

describe('vigil erase', () => {
  it('erases once the identifier was typed again, and says what went and what the search found', async () => {
    const data = record()
    const result = await run(['erase', '--data', data, ...WHO, ...REASON], 'MRN-112233')
    expect(result.code).toBe(0)
    expect(result.stdout).toMatch(/numbers +1 rows/)
    expect(result.stdout).toMatch(/proof +nothing found in [\d.]+ MB of decrypted pages/)
    expect(result.stdout).not.toContain('MRN-112233')
    expect(numbersIn(data)).toBe(0)
    expect(await run(['verify', '--data', data])).toMatchObject({ code: 0 })
    const again = await run(['erase', '--data', data, ...WHO, ...REASON], 'MRN-112233')
    expect(again.code).toBe(1)
    expect(again.notes.at(-1)).toMatch(/^This patient was erased at 2/)
  })

  it('takes the confirmation as an option for scripts, and answers with JSON', async () => {
    const data = record()
    const result = await run([
      'erase',
      '--data',
      data,
      ...WHO,
      ...REASON,
      '--confirm',
      'MRN-112233',
      '--json',
    ])
    expect(result.code).toBe(0)
    expect(JSON.parse(result.stdout)).toMatchObject({
      done: true,
      initials: 'AB',
      erased: { keys: 1, numerics: 1 },
      proof: { ok: true },
      backups: [],
      setAside: [],
    })
  })

  it.each([
    ['nobody to confirm', [...WHO, ...REASON], null, /^Nothing is erased, as nobody confirmed it/],
    ['another identifier', [...WHO, ...REASON], 'MRN-1', /^Nothing is erased: what was typed to confirm/],
    [
      'a reason that names them',
      [...WHO, '--reason', 'MRN-112233 asked'],
      'MRN-112233',
      /without the identifier/,
    ],
    ['no reason', WHO, 'MRN-112233', /^Option --reason is missing/],
    ['a reason that says nothing', [...WHO, '--reason', 'x'], null, /--reason must say why/],
    [
      'somebody unknown',
      ['--patient', 'MRN-9', '--authority', 'HOSP', '--initials', 'AB', ...REASON],
      'MRN-9',
      /^The record holds nobody with the identifier MRN-9 of HOSP/,
    ],
  ])('refuses %s with exit 1 and erases nothing', async (_name, args, answer, sentence) => {
    const data = record()
    const result = await run(['erase', '--data', data, ...args], answer)
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.notes.at(-1)).toMatch(sentence)
    expect(numbersIn(data)).toBe(1)
  })

  it('refuses a folder without a record, and makes none', async () => {
    const data = join(temporaryFolder(), 'none')
    const result = await run(['erase', '--data', data, ...WHO, ...REASON], 'MRN-112233')
    expect(result).toMatchObject({ code: 1, notes: [expect.stringMatching(/^There is no Vigil record/)] })
    expect(existsSync(data)).toBe(false)
  })

  it('is refused by a legal hold until that is lifted', async () => {
    const data = record()
    const hold = ['hold', '--data', data, ...WHO, '--reason', 'court order']
    expect((await run(hold)).code).toBe(0)
    const erase = ['erase', '--data', data, ...WHO, ...REASON, '--confirm', 'MRN-112233']
    expect((await run(erase)).notes.at(-1)).toMatch(/^Nothing of this patient is erased: a legal hold/)
    expect((await run([...hold, '--lift'])).code).toBe(0)
    expect((await run(erase)).code).toBe(0)
    expect((await run(hold)).notes.at(-1)).toMatch(/^The record holds nobody/)
  })

  it('is found again by a restore, which does as it is told', async () => {
    const data = record()
    const folder = temporaryFolder()
    const backup = JSON.parse((await run(['backup', '--data', data, '--to', folder, '--json'])).stdout)
    const erased = await run([
      'erase',
      '--data',
      data,
      ...WHO,
      ...REASON,
      '--confirm',
      'MRN-112233',
      '--json',
    ])
    expect(erased.code).toBe(0)
    const paths = storePaths(data)
    const recovery = join(folder, 'recovery.txt')
    const [key, station] = [paths.stationKey, paths.stationFile].map((path) => readFileSync(path, 'utf8'))
    writeFileSync(recovery, exportRecovery(key ?? '', station ?? ''))
    const to = join(folder, 'new')
    mkdirSync(to)
    const restore = ['restore', '--recovery', recovery, '--from', backup.folder, '--to', to]
    expect(JSON.parse(erased.stdout).backups).toMatchObject([{ folder: backup.folder, noted: true }])
    const told = await run(restore)
    expect(told.code).toBe(1)
    expect(told.notes.at(-1)).toMatch(/^This copy holds a patient who was erased after it was made/)
    expect((await run([...restore, '--erase-again', '--bring-back-erased'])).code).toBe(1)
    expect((await run([...restore, '--erase-again'])).code).toBe(0)
    expect(numbersIn(to)).toBe(0)
  })
})

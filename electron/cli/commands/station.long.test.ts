import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { computeShiftSummary } from '../../engine/export/shift-summary.ts'
import { openStoreReader } from '../../engine/store/open/open.ts'
import { damageTable } from '../../engine/store/testing/damage.ts'
import { folderOfFile } from '../../engine/testing/temporary-folder.ts'
import { runCommand } from '../run.ts'
import { memoryIo } from '../testing/memory-io.ts'
import { commands } from './index.ts'

const folder = folderOfFile()

async function run(...args: string[]) {
  const io = memoryIo()
  const code = await runCommand(commands, args, io)
  return { code, stdout: io.stdout(), notes: io.notes }
}

async function configFile(config: unknown): Promise<string> {
  const file = join(folder, 'station.json')
  await writeFile(file, typeof config === 'string' ? config : JSON.stringify(config))
  return file
}

const BED = { id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'sim:stable?seed=3' }

describe('vigil station', () => {
  // The twin's first record comes a second or two after it is asked; a busy machine needs longer.
  it('records its beds until stopped, and the record exports', { timeout: 40_000 }, async () => {
    const data = join(folder, 'data')
    const config = await configFile({ station: 'ward-3', beds: [BED] })
    const io = memoryIo()
    const ended = runCommand(commands, ['station', '--data', data, '--config', config], io)
    const live = () => io.notes.some((note) => note.startsWith('Bed 1 SIMULATED: live'))
    await expect.poll(live, { timeout: 20_000, interval: 50 }).toBe(true)
    // A second of record is written a second after its data came.
    const out = join(folder, 'record.csv')
    const rows = async (): Promise<number> => {
      const { code } = await run('export', '--data', data, '--format', 'csv', '--out', out)
      return code === 0 ? (await readFile(out, 'utf8')).split('\r\n').length : 0
    }
    await expect.poll(rows, { timeout: 15_000, interval: 300 }).toBeGreaterThan(10)
    io.interrupt()
    expect(await ended).toBe(0)
    expect(io.stdout()).toBe('')
    expect(await readFile(out, 'utf8')).toMatch(
      /,b1,MDC_ECG_HEART_RATE,,147842,HR,\d+,\/min,good,[^,]+,true,[^,]*,,,,,,,\r\n/,
    )
    expect((await run('verify', '--data', data, '--json')).code).toBe(0)
    expect(await run('export', '--data', data, '--format', 'csv', '--out', out)).toMatchObject({ code: 0 })
    expect(summaryFigures(data)).toEqual(figuresFromCsv(await readFile(out, 'utf8')))
  })

  it.each([
    ['{"station":"w","beds":[],"bedz":[]}', 'bedz'],
    ['{"station":"w","beds":[{"id":"b1","label":"B","driver":"nope","link":"sim:"}]}', 'nope'],
    ['{"station":"w","beds":[{"id":"b1","label":"B","driver":"ge-s5","link":"sim:party"}]}', 'party'],
    ['not json', 'station.json'],
  ])('refuses the config %s in one line with exit 1', async (text, word) => {
    const result = await run(
      'station',
      '--data',
      join(folder, 'none'),
      '--config',
      await configFile(text),
      '--seconds',
      '1',
    )
    expect({ code: result.code, stdout: result.stdout }).toEqual({ code: 1, stdout: '' })
    expect(result.notes.at(-1)).toContain(word)
    expect(existsSync(join(folder, 'none'))).toBe(false)
  })

  // Two starts of the workers from source on a busy machine.
  it('records anew after a damaged record and ends with 3, once', { timeout: 40_000 }, async () => {
    const data = join(folder, 'damaged')
    const config = await configFile({ station: 'ward-3', beds: [BED] })
    const station = () => run('station', '--data', data, '--config', config, '--seconds', '0.1')
    expect((await station()).code).toBe(0)
    damageTable(data, 'coverage')
    const second = await station()
    expect(second.code).toBe(3)
    expect(second.notes.join('\n')).toContain('The record was damaged: it was kept untouched as')
    expect(second.notes.at(-1)).toMatch(
      /^Damage was found and kept as station\.db\.damaged-\S+: "vigil verify"/,
    )
    expect((await station()).code).toBe(0)
    const verify = await run('verify', '--data', data, '--json')
    expect(verify.code).toBe(3)
    expect(JSON.parse(verify.stdout).findings).toEqual([
      expect.stringMatching(/^An earlier record was damaged/),
    ])
  })

  it('names a config that is not there', async () => {
    const result = await run('station', '--data', join(folder, 'none'), '--config', join(folder, 'none.json'))
    expect(result).toMatchObject({ code: 1, notes: [expect.stringContaining('none.json is not there')] })
  })
})

/** Count, extremes and peak of every parameter of the shift summary of the recorded bed. */
function summaryFigures(dataDir: string): Record<string, unknown> {
  const { reader } = openStoreReader({ dataDir, keyFile: null, key: null })
  try {
    const span = reader.span('b1')
    const toUtcMs = Math.floor(span?.toUtcMs ?? 0) + 1
    const { parameters, simulated } = computeShiftSummary(reader, {
      bed: 'b1',
      fromUtcMs: toUtcMs - 3_600_000,
      toUtcMs,
      station: 'ward-3',
      madeUtcMs: toUtcMs,
      madeBy: null,
    })
    expect(simulated).toBe(true)
    return Object.fromEntries(
      parameters.map(({ label, count, invalid, peakLow, peakHigh }) => [
        label,
        { count, invalid, peakLow, peakHigh },
      ]),
    )
  } finally {
    reader.close()
  }
}

/** The same figures, counted from the exported rows alone. */
function figuresFromCsv(text: string): Record<string, unknown> {
  const values = new Map<string, (number | null)[]>()
  for (const line of text.trimEnd().split('\r\n').slice(1)) {
    const [, , , site = '', , label = '', value = ''] = line.split(',')
    const name = site === '' ? label : `${label} ${site}`
    values.set(name, [...(values.get(name) ?? []), value === '' ? null : Number(value)])
  }
  return Object.fromEntries(
    [...values].map(([name, all]) => {
      const numbers = all.filter((value) => value !== null)
      const [low, high] = numbers.length === 0 ? [null, null] : [Math.min(...numbers), Math.max(...numbers)]
      return [
        name,
        { count: numbers.length, invalid: all.length - numbers.length, peakLow: low, peakHigh: high },
      ]
    }),
  )
}

import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { numericRow, numericSpec } from '../../engine/export/testing/memory-reader.ts'
import { parseWithPython } from '../../engine/export/testing/python-hl7.ts'
import { openStoreWriter } from '../../engine/store/open/open.ts'
import { pieceAt, waveChannel } from '../../engine/store/testing/samples.ts'
import { folderOfFile } from '../../engine/testing/temporary-folder.ts'
import { runCommand } from '../run.ts'
import { memoryIo } from '../testing/memory-io.ts'
import { commands } from './index.ts'

const FROM = Date.UTC(2026, 10, 22, 6)
const ACTOR = { station: 'ward-3', initials: 'AB', verified: false, session: 's1' } as const

const folder = folderOfFile()
beforeAll(async () => {
  const { writer } = openStoreWriter({
    dataDir: join(folder, 'data'),
    keyFile: null,
    key: null,
    station: 'ward-3',
    nowUtcMs: FROM,
  })
  writer.saveBed({ bed: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'sim:', options: '{}' })
  writer.bind('b1', { id: 'SIM-b1', authority: 'VIGIL' }, FROM - 1000)
  writer.audit({ atUtcMs: FROM, actor: ACTOR, action: 'bed.save', object: 'b1', before: null, after: '{}' })
  const bed = { bed: 'b1', driver: 'ge-s5', simulated: true }
  writer.record({
    fromUtcMs: FROM,
    toUtcMs: FROM + 3000,
    channels: [
      { number: 1, ...bed, channel: numericSpec() },
      { number: 2, ...bed, channel: { ...waveChannel('ii'), id: 'MDC_ECG_ELEC_POTL_II', code: 131330 } },
    ],
    waves: [
      { ...pieceAt(2, FROM, [100, 0, -50]), missing: [{ start: 1, length: 1 }] },
      pieceAt(2, FROM + 2000, [7]),
    ],
    numerics: [numericRow(FROM, 72), numericRow(FROM + 1000, null), numericRow(FROM + 2000, 74)],
    alerts: [],
    gaps: [],
    clocks: [],
  })
  writer.close()
})

async function run(...args: string[]) {
  const io = memoryIo()
  const code = await runCommand(commands, args, io)
  return { code, stdout: io.stdout(), notes: io.notes }
}

async function exportAs(format: string, ...more: string[]) {
  const out = join(folder, `out.${format}`)
  const result = await run(
    'export',
    '--data',
    join(folder, 'data'),
    '--format',
    format,
    '--out',
    out,
    ...more,
  )
  const text = result.code === 0 ? await readFile(out, 'utf8') : ''
  return { ...result, text }
}

describe('vigil export', () => {
  it('writes the record as CSV, and nothing to stdout', async () => {
    const { code, stdout, text } = await exportAs('csv')
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(text.split('\r\n')).toEqual([
      'time,bed,id,site,code,label,value,unit,validity,measuredAt,simulated,correctedAt,gapUntil,gapCause,gapEvidence,enteredBy,enteredValue,entryState,moved',
      '2026-11-22T06:00:00.000Z,b1,MDC_ECG_HEART_RATE,,147842,HR,72,/min,good,2026-11-22T06:00:00.000Z,true,,,,,,,,',
      '2026-11-22T06:00:01.000Z,b1,MDC_ECG_HEART_RATE,,147842,HR,,/min,invalid,2026-11-22T06:00:01.000Z,true,,,,,,,,',
      '2026-11-22T06:00:02.000Z,b1,MDC_ECG_HEART_RATE,,147842,HR,74,/min,good,2026-11-22T06:00:02.000Z,true,,,,,,,,',
      '',
    ])
  })

  it('writes JSON lines of a period with an offset', async () => {
    const { text } = await exportAs(
      'json',
      '--from',
      '2026-11-22T07:00:01+01:00',
      '--to',
      '2026-11-22T07:00:02+01:00',
    )
    expect(text.trimEnd().split('\n')).toHaveLength(1)
    expect(JSON.parse(text)).toMatchObject({
      time: '2026-11-22T06:00:01.000Z',
      value: null,
      validity: 'invalid',
    })
  })

  it('writes waves as JSON lines, a line for each stretch without a gap', async () => {
    const { text } = await exportAs('json', '--waves')
    const names = {
      type: 'wave',
      bed: 'b1',
      id: 'MDC_ECG_ELEC_POTL_II',
      site: null,
      code: 131330,
      label: 'ii',
    }
    const facts = { ...names, unit: 'mV', rateHz: 250, simulated: true }
    const lines = text.trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { time: '2026-11-22T06:00:00.000Z', ...facts, samples: [0.1, null, -0.05] },
      { time: '2026-11-22T06:00:02.000Z', ...facts, samples: [0.007] },
    ])
    expect(await exportAs('csv', '--waves')).toMatchObject({
      code: 1,
      notes: [expect.stringContaining('Waves are written as JSON lines only: use --format json --waves')],
    })
  })

  it.each([
    ['edf', ['.edf']],
    ['wfdb', ['.dat', '.atr', '.hea']],
    ['csv', ['.csv']],
    ['jsonl', ['.jsonl', '_waves.jsonl']],
  ])('writes %s into a folder and names each file on stdout', async (format, ends) => {
    const out = join(folder, `as-${format}`)
    await mkdir(out)
    const data = ['--data', join(folder, 'data'), '--out', out]
    const { code, stdout, notes } = await run('export', ...data, '--format', format, '--patient', 'SIM-b1')
    expect({ code, notes }).toEqual({ code: 0, notes: [] })
    const names = ends.map((end) => `SIMULATED_b1_20261122T060000Z${end}`)
    expect(stdout).toBe(names.map((name) => `${join(out, name)}\n`).join(''))
    expect((await readdir(out)).sort()).toEqual([...names].sort())
  })

  it('ends with one sentence when it is stopped, and leaves nothing', async () => {
    const out = join(folder, 'stopped')
    await mkdir(out)
    const io = memoryIo()
    io.interrupt()
    const args = ['export', '--data', join(folder, 'data'), '--out', out, '--format', 'edf']
    expect(await runCommand(commands, args, io)).toBe(1)
    expect(io.notes).toEqual(['Stopped: nothing is left of the file that was being written.'])
    expect(await readdir(out)).toEqual([])
  })

  it('writes HL7 that python3-hl7 reads, marked as training', async () => {
    const [message, ...more] = parseWithPython((await exportAs('hl7', '--bed', 'b1')).text)
    expect(more).toEqual([])
    expect(message?.[0]?.slice(9, 13)).toEqual(['ORU^R01^ORU_R01', expect.any(String), 'T', '2.6'])
    expect(message?.at(-1)?.slice(3, 6)).toEqual([
      expect.stringContaining('147842'),
      expect.any(String),
      '74',
    ])
  })

  it.each([
    [
      ['--format', 'xml'],
      'There is no export format "xml": use one of csv, json, hl7, edf, wfdb, vital, jsonl.',
    ],
    [
      ['--format', 'fhir'],
      'Export as fhir is not built yet: use one of csv, json, hl7, edf, wfdb, vital, jsonl.',
    ],
    [['--format', 'edf'], 'never.csv is not there: plug the stick in or make the folder first.'],
    [['--patient', 'SIM-b1'], 'One patient, and data without who it is from, are written into a folder: use'],
    [['--bed', 'b7'], 'The record has no bed "b7": it has b1.'],
    [['--from', '2026-11-22T07:00:00'], 'give a time with Z or an offset'],
    [['--from', '2026-11-22T07:00:00Z', '--to', '2026-11-22T06:00:00Z'], 'The period is empty'],
    [['--out', '/nowhere/at/all.csv'], '/nowhere/at/all.csv does not exist: check the path.'],
    [['--format', 'json', '--out', '$DATA'], 'data is a folder: give a file.'],
    [['--data', '/nowhere'], 'There is no Vigil record in /nowhere: check the data folder.'],
    [['--key-file', '/nowhere.key'], 'The key file /nowhere.key is not there: check the path.'],
  ])('refuses %j in one sentence and leaves no file behind', async (extra, sentence) => {
    const out = join(folder, 'never.csv')
    const given = {
      '--data': join(folder, 'data'),
      '--format': 'csv',
      '--out': out,
      ...pairs(extra.map((text) => text.replace('$DATA', join(folder, 'data')))),
    }
    const { code, stdout, notes } = await run('export', ...Object.entries(given).flat())
    expect({ code, stdout, lines: notes.length }).toEqual({ code: 1, stdout: '', lines: 1 })
    expect(notes[0]).toContain(sentence)
    expect((await readdir(folder)).filter((name) => name.startsWith('never'))).toEqual([])
  })

  it('refuses a wrong key without touching the record', async () => {
    const keyFile = join(folder, 'other.key')
    await writeFile(keyFile, 'ab'.repeat(32))
    const result = await run('verify', '--data', join(folder, 'data'), '--key-file', keyFile)
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.notes).toHaveLength(1)
  })
})

describe('vigil verify', () => {
  it('reports a whole record, and that its key lies beside it', async () => {
    const { code, stdout, notes } = await run('verify', '--json', '--data', join(folder, 'data'))
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      ok: true,
      blocks: { good: expect.any(Number), bad: 0 },
      gaps: 0,
      audit: { rows: 1, ok: true },
      findings: [],
    })
    expect(notes).toEqual([expect.stringContaining('The key lies beside the data')])
    expect((await run('verify', '--data', join(folder, 'data'))).stdout).toMatch(/^record +whole\n/)
  })

  it('ends with 3 for a damaged record', async () => {
    const damaged = join(folder, 'damaged')
    await copyRecord(join(folder, 'data'), damaged)
    const { code, stdout } = await run('verify', '--json', '--data', damaged)
    expect(code).toBe(3)
    expect(JSON.parse(stdout)).toMatchObject({ ok: false })
    expect(JSON.parse(stdout).findings.length).toBeGreaterThan(0)
  })
})

function pairs(args: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (let index = 0; index + 1 < args.length; index += 2) found[args[index] ?? ''] = args[index + 1] ?? ''
  return found
}

/** Copies a record with a run of bytes changed in the middle of its largest file. */
async function copyRecord(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true })
  let largest = { name: '', bytes: Buffer.alloc(0) }
  for (const name of await readdir(to)) {
    const bytes = await readFile(join(to, name))
    if (bytes.length > largest.bytes.length) largest = { name, bytes }
  }
  largest.bytes.fill(0x5a, largest.bytes.length >> 1, (largest.bytes.length >> 1) + 4096)
  await writeFile(join(to, largest.name), largest.bytes)
}

import { verifyStore } from '../../engine/store/check/verify.ts'
import type { VerifyReport } from '../../engine/store/types.ts'
import type { Command } from '../command.ts'
import { EXIT } from '../exit-codes.ts'
import { alignColumns } from '../table.ts'

/** `vigil verify`: whether the record is whole. */
export const verifyCommand: Command = {
  syntax: {
    name: 'verify',
    files: [],
    options: {
      data: { kind: 'text', required: true, value: 'DIR' },
      json: { kind: 'flag' },
      'key-file': { kind: 'text', value: 'FILE' },
    },
  },
  about: 'Checks every page, block and audit row of a record; exit 3 while damage is found or set aside.',
  async run(options, io) {
    const { notices, ...report } = verifyStore({
      dataDir: options.required('data'),
      keyFile: options.text('key-file') ?? null,
      key: null,
    })
    for (const notice of notices) io.note(notice)
    await io.out(options.flag('json') ? `${JSON.stringify(reportFacts(report))}\n` : reportTable(report))
    return report.ok ? EXIT.done : EXIT.damageFound
  },
}

function reportFacts({ ok, blocks, gaps, audit, findings }: VerifyReport): VerifyReport {
  return { ok, blocks, gaps, audit, findings }
}

function reportTable(report: VerifyReport): string {
  const rows = [
    ['record', report.ok ? 'whole' : 'damage found'],
    ['blocks', `${report.blocks.good} good, ${report.blocks.bad} bad`],
    ['gaps listed', String(report.gaps)],
    ['audit', `${report.audit.rows} rows, chain ${report.audit.ok ? 'whole' : 'broken'}`],
  ]
  return alignColumns(rows) + report.findings.map((finding) => `${finding}\n`).join('')
}

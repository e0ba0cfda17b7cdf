import type { ErasureReceipt } from '../ipc/erasure.ts'
import { alignColumns } from './table.ts'

const BYTES_PER_MB = 1e6
/** What an erasure leaves, and why. */
const WHAT_STAYS = [
  'gaps with their causes and clocks of devices: when a bed was on line, no value',
  'that a message was sent, when, where and how it ended: the receiver has it too',
  'that a driver was compared with a monitor, what was compared and by whom: it holds for others',
  'the audit: who did what when, the patient in it sealed with the destroyed key',
]

/** A receipt for people: what went, what the search found, where the patient may still be. */
export function receiptTable(receipt: ErasureReceipt): string {
  const { id, atUtcMs, initials, reason, period, erased, proof, backups, setAside } = receipt
  const rows = [
    ['erasure', id],
    ['at', `${new Date(atUtcMs).toISOString()} by ${initials ?? 'nobody signed in'}`],
    ['reason', reason],
    ...(period === null ? [] : [['period', periodText(period)]]),
    ['keys', `${erased.keys} destroyed`],
    ['waves', `${erased.blocks} blocks and ${erased.journalRows} journal rows`],
    ['numbers', `${erased.numerics} rows and ${erased.trendRows} trend rows`],
    ['alarms', `${erased.alerts} rows`],
    ['notes', String(erased.notes)],
    ['messages', `what receivers answered in words to ${erased.deliveries}`],
    ['comparisons', `the values of ${erased.comparisons}`],
    ['stays', String(erased.stays)],
    ...proofRows(proof),
    ...WHAT_STAYS.map((what) => ['stays', what]),
    ...backups.map(({ folder, noted }) => [
      'still in',
      `${folder}${noted ? '' : ' (no note could be left there)'}`,
    ]),
    ...setAside.map((name) => ['may be in', name]),
  ]
  return alignColumns(rows)
}

function periodText({ bed, fromUtcMs, toUtcMs }: NonNullable<ErasureReceipt['period']>): string {
  const [from, to] = [fromUtcMs, toUtcMs].map((utcMs) => new Date(utcMs).toISOString())
  return `of the bed ${bed} from ${from} to ${to}, where nobody was connected`
}

function proofRows(proof: ErasureReceipt['proof']): string[][] {
  if (proof === null) return [['proof', 'not yet: the erasure is not finished']]
  const { searched, bytes, keys, identifiers, numerics, emptiedAuditRows = 0, logEmptied, rebuilt } = proof
  const where = `${(bytes / BYTES_PER_MB).toFixed(1)} MB of ${searched === 'pages' ? 'decrypted pages' : 'rows'}`
  const found = `${keys} keys, ${identifiers} identifiers, ${numerics} numbers`
  const rows = [
    ['proof', proof.ok ? `nothing found in ${where}` : `FOUND in ${where}: ${found}`],
    ['log', logEmptied ? 'emptied' : 'not emptied'],
    ['file', rebuilt ? 'rebuilt' : 'not rebuilt while a station runs; without one, run "vigil rebuild"'],
  ]
  if (emptiedAuditRows === 0) return rows
  return [...rows, ['old audit', `${emptiedAuditRows} rows of an earlier release emptied`]]
}

import type { ErasureReceipt } from '../ipc/erasure.ts'
import { alignColumns } from './table.ts'

const BYTES_PER_MB = 1e6

/** A receipt for people: what went, what the search found, where the patient may still be. */
export function receiptTable(receipt: ErasureReceipt): string {
  const { id, atUtcMs, initials, reason, erased, proof, backups, setAside } = receipt
  const rows = [
    ['erasure', id],
    ['at', `${new Date(atUtcMs).toISOString()} by ${initials ?? 'nobody signed in'}`],
    ['reason', reason],
    ['keys', `${erased.keys} destroyed`],
    ['waves', `${erased.blocks} blocks and ${erased.journalRows} journal rows`],
    ['numbers', `${erased.numerics} rows and ${erased.trendRows} trend rows`],
    ['alarms', `${erased.alerts} rows`],
    ['notes', String(erased.notes)],
    ['stays', String(erased.stays)],
    ...proofRows(proof),
    ...backups.map(({ folder, noted }) => [
      'still in',
      `${folder}${noted ? '' : ' (no note could be left there)'}`,
    ]),
    ...setAside.map((name) => ['may be in', name]),
  ]
  return alignColumns(rows)
}

function proofRows(proof: ErasureReceipt['proof']): string[][] {
  if (proof === null) return [['proof', 'not yet: the erasure is not finished']]
  const { searched, bytes, keys, identifiers, numerics, inOldAuditRows, logEmptied, rebuilt } = proof
  const where = `${(bytes / BYTES_PER_MB).toFixed(1)} MB of ${searched === 'pages' ? 'decrypted pages' : 'rows'}`
  const found = `${keys} keys, ${identifiers} identifiers, ${numerics} numbers`
  const rows = [
    ['proof', proof.ok ? `nothing found in ${where}` : `FOUND in ${where}: ${found}`],
    ['log', logEmptied ? 'emptied' : 'not emptied'],
    ['file', rebuilt ? 'rebuilt' : 'not rebuilt: too large; what was removed is overwritten with zeros'],
  ]
  if (inOldAuditRows === 0) return rows
  return [
    ...rows,
    ['old audit', `${inOldAuditRows} times the identifier in rows of before sealing, which never change`],
  ]
}

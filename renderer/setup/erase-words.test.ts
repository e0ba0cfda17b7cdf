import { expect, it } from 'vitest'
import type { ErasureReceipt } from '../../electron/ipc/erasure.ts'
import { holdLine, receiptLines, typedPatient } from './erase-words.ts'

const RECEIPT: ErasureReceipt = {
  id: 'e-1',
  atUtcMs: Date.UTC(2026, 0, 5, 8),
  initials: 'AB',
  reason: 'asked for in writing',
  period: null,
  done: true,
  erased: {
    keys: 1,
    blocks: 12,
    journalRows: 0,
    notes: 0,
    numerics: 300,
    trendRows: 20,
    alerts: 2,
    deliveries: 1,
    comparisons: 0,
    stays: 1,
  },
  proof: {
    atUtcMs: Date.UTC(2026, 0, 5, 8),
    searched: 'pages',
    bytes: 1e6,
    keys: 0,
    identifiers: 0,
    numerics: 0,
    emptiedAuditRows: 0,
    logEmptied: true,
    rebuilt: true,
    ok: true,
  },
  backups: [{ folder: '/media/stick/vigil-1', madeUtcMs: 0, noted: false }],
  setAside: ['station.db.damaged-1'],
}

it('takes a patient only when identifier, authority and reason are all typed', () => {
  expect(typedPatient({ id: ' 1 ', authority: ' H ', reason: 'because' })).toEqual({
    id: '1',
    authority: 'H',
  })
  expect(typedPatient({ id: '1', authority: ' ', reason: 'because' })).toBeNull()
  expect(typedPatient({ id: '1', authority: 'H', reason: ' ' })).toBeNull()
})

it('shows of who is on hold the end of the identifier only', () => {
  const hold = { patient: { id: '1234567', authority: 'H' }, reason: 'court', initials: null, sinceUtcMs: 0 }
  expect(holdLine(hold)).toContain('567')
  expect(holdLine(hold)).not.toContain('1234567')
})

it('says what the search found, and names every place that may still hold the patient', () => {
  const text = receiptLines(RECEIPT).join('\n')
  expect(text).toMatch(/300 numbers and 12 wave blocks/)
  expect(text).toMatch(/vigil-1.*without a note/)
  expect(text).toContain('station.db.damaged-1')
  const { proof } = RECEIPT
  if (proof === null) throw new TypeError('"proof" is missing')
  const large = receiptLines({ ...RECEIPT, proof: { ...proof, rebuilt: false } })
  expect(large.join('\n')).toMatch(/run "vigil rebuild"/)
  const period = { bed: 'b1', fromUtcMs: RECEIPT.atUtcMs, toUtcMs: RECEIPT.atUtcMs + 60_000 }
  expect(receiptLines({ ...RECEIPT, period }).join('\n')).toMatch(/of bed b1 while nobody was connected/)
  const found = receiptLines({ ...RECEIPT, proof: { ...proof, ok: false, numerics: 1, emptiedAuditRows: 3 } })
  expect(found.join('\n')).toMatch(/found something/)
  expect(found.join('\n')).toMatch(/: 3\./)
  const running = receiptLines({ ...RECEIPT, done: false, proof: null })
  expect(running).toHaveLength(2)
  expect(running.join('\n')).toMatch(/300 numbers and 12 wave blocks so far/)
})

import type { ErasureReceipt, HoldView } from '../../electron/ipc/erasure.ts'
import type { PatientView } from '../../electron/ipc/views.ts'
import { idEnding } from '../words/identifiers.ts'
import { calendarDate, clockTime } from '../words/times.ts'
import { words } from '../words/words.ts'

/** The patient that was typed; null unless identifier, authority and reason all say something. */
export function typedPatient(typed: {
  readonly id: string
  readonly authority: string
  readonly reason: string
}): PatientView | null {
  const patient = { id: typed.id.trim(), authority: typed.authority.trim() }
  return patient.id === '' || patient.authority === '' || typed.reason.trim() === '' ? null : patient
}

/** A legal hold, one line; of the identifier only its end. */
export function holdLine({ patient, reason, initials, sinceUtcMs }: HoldView): string {
  return words('erase.holdLine', {
    ending: idEnding(patient.id),
    authority: patient.authority,
    date: calendarDate(sinceUtcMs),
    reason,
    initials: initials ?? '--',
  })
}

/** A receipt, a sentence each: when and why, what the search found, and where the patient may still be. */
export function receiptLines(receipt: ErasureReceipt): readonly string[] {
  const { atUtcMs, initials, reason, period, done, erased, proof, backups, setAside } = receipt
  const moment = (utcMs: number) => `${calendarDate(utcMs)} ${clockTime(utcMs)}`
  const when = moment(atUtcMs)
  const head = [words('erase.receipt', { when, initials: initials ?? '--', reason })]
  if (period !== null) {
    const [from, to] = [moment(period.fromUtcMs), moment(period.toUtcMs)]
    head.push(words('erase.period', { bed: period.bed, from, to }))
  }
  const counts = { numbers: String(erased.numerics), blocks: String(erased.blocks) }
  if (!done || proof === null) return [...head, words('erase.running', counts)]
  // Erasures of earlier releases emptied none.
  const { emptiedAuditRows = 0 } = proof
  return [
    ...head,
    proof.ok ? words('erase.proven', counts) : words('erase.notProven'),
    ...(proof.rebuilt ? [] : [words('erase.notRebuilt')]),
    words('erase.stays'),
    ...(emptiedAuditRows > 0 ? [words('erase.oldAudit', { count: String(emptiedAuditRows) })] : []),
    ...backups.map(({ folder, noted }) => words(noted ? 'erase.backup' : 'erase.backupNoNote', { folder })),
    ...setAside.map((name) => words('erase.setAside', { name })),
  ]
}

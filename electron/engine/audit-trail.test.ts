import { expect, it } from 'vitest'
import { AuditTrail } from './audit-trail.ts'
import type { AuditEntry, AuditRow } from './store/types.ts'

it('acts under the new initials only once they are in the record', async () => {
  const entries: AuditEntry[] = []
  const disk = { full: false }
  const audit = async (entry: AuditEntry): Promise<AuditRow> => {
    if (disk.full) throw new Error('full')
    entries.push(entry)
    return { ...entry, seq: entries.length, previousHash: '', hash: '' }
  }
  const trail = new AuditTrail({ audit }, 'ward-3', () => 5)
  expect(await trail.signIn('AB')).toEqual(trail.actor)
  disk.full = true
  await expect(trail.signIn('CD')).rejects.toThrow('full')
  disk.full = false
  await trail.write('bed.remove', 'b1', { label: 'Bed 1' }, null)
  expect(entries.map(({ actor, before, after }) => [actor.initials, before, after])).toEqual([
    ['AB', null, '"AB"'],
    ['AB', '{"label":"Bed 1"}', null],
  ])
})

import { expect, it } from 'vitest'
import { refuseWhileCopied } from './erasures.ts'

const NONE = { view: () => ({ state: 'none' }) as const }
const BACKUP = { view: () => ({ state: 'running', to: '/stick', share: 0.5 }) as const }
const EXPORT = { view: () => ({ state: 'running', to: '/stick', bytes: 5 }) as const }

it('a patient is erased while nothing copies from the record', () => {
  expect(() => refuseWhileCopied({ backups: NONE, exports: NONE })).not.toThrow()
})

it.each([
  [
    'a backup',
    { backups: BACKUP, exports: NONE },
    'A backup is being made and would still hold this patient: wait for its end or stop it.',
  ],
  [
    'an export',
    { backups: NONE, exports: EXPORT },
    'An export is being written and would still hold this patient: wait for its end or stop it.',
  ],
] as const)('%s under way refuses it in one sentence', (_, desks, message) => {
  expect(() => refuseWhileCopied(desks)).toThrow(expect.objectContaining({ code: 'badRequest', message }))
})

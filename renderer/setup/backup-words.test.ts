import { describe, expect, it } from 'vitest'
import { backupSentence, madeLine } from './backup-words.ts'

const made = {
  madeUtcMs: new Date(2026, 0, 5, 8, 30).getTime(),
  folder: '/media/stick/vigil-ward-3',
  bytes: 12_340_000,
  auditRows: 7,
  ok: true,
}
const to = '/media/stick'

describe('a backup in words', () => {
  it('says how far it is, that it is checked, and where it lies', () => {
    expect(backupSentence({ state: 'none' })).toBeNull()
    expect(backupSentence({ state: 'running', to, share: 0.429 })).toBe(
      'Backing up to /media/stick: 42 % is copied. Recording goes on.',
    )
    expect(backupSentence({ state: 'running', to, share: 1 })).toBe(
      'Backing up to /media/stick: all is copied, the copy is being checked.',
    )
    const done = { state: 'done', to, ...made, isSameDisk: false, finding: null } as const
    expect(backupSentence(done)).toBe('The backup lies in /media/stick/vigil-ward-3 and was checked.')
    expect(backupSentence({ ...done, isSameDisk: true })).toMatch(
      /was checked\. It lies on the disk of the record/,
    )
  })

  it('says why there is none', () => {
    expect(backupSentence({ state: 'cancelled', to })).toBe('The backup was stopped. Nothing of it is left.')
    const failure = { code: 'diskFull', message: 'No room on the stick.' } as const
    expect(backupSentence({ state: 'failed', to, failure })).toBe('No room on the stick.')
    const finding = 'Wave block 2 is missing.'
    const found = { state: 'done', to, ...made, ok: false, isSameDisk: false, finding } as const
    expect(backupSentence(found)).toMatch(/Wave block 2 is missing\.$/)
  })

  it('lists a backup in one line and marks one that is damaged', () => {
    expect(madeLine(made)).toBe('Mon 5 Jan 2026 08:30, 12.3 MB, /media/stick/vigil-ward-3')
    expect(madeLine({ ...made, ok: false })).toMatch(/damage found$/)
  })
})

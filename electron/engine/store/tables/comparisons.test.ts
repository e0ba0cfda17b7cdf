import { describe, expect, it } from 'vitest'
import { verifyStore } from '../check/verify.ts'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { damageTable } from '../testing/damage.ts'
import { withFolder } from '../testing/folder.ts'
import { makeOldRecord } from '../testing/old-record.ts'
import { DISK_TEST_TIMEOUT_MS, openOptions, START_UTC_MS } from '../testing/samples.ts'
import type { ComparisonRow } from './comparisons.ts'

const ROW: ComparisonRow = {
  id: 'c1',
  driver: 'acme-thermo',
  fingerprint: 'vigil 0.1',
  options: '{}',
  scope: 'bed',
  bed: 'b1',
  link: 'serial:/dev/x',
  pairs: [
    {
      key: 'k',
      id: 'X_ACME_THERMO_SKIN',
      label: 'Tskin',
      unit: 'Cel',
      decimals: 1,
      vigil: 36.9,
      screen: 37,
      tolerance: 0.1,
      atUtcMs: START_UTC_MS,
    },
  ],
  initials: 'AB',
  atUtcMs: START_UTC_MS,
  withdrawn: null,
}

function comparisonsIn(folder: string): readonly ComparisonRow[] {
  const { reader } = openStoreReader(openOptions(folder))
  try {
    return reader.comparisons()
  } finally {
    reader.close()
  }
}

describe('comparisons in the record', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('come back as they were stored; one sent twice is one', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      writer.saveComparison(ROW)
      writer.saveComparison({ ...ROW, initials: 'CD' })
      writer.saveComparison({ ...ROW, id: 'c0', scope: 'station', atUtcMs: START_UTC_MS + 1 })
      writer.close()
      expect(comparisonsIn(folder)).toEqual([
        ROW,
        { ...ROW, id: 'c0', scope: 'station', atUtcMs: START_UTC_MS + 1 },
      ])
    }))

  it('stay when they are withdrawn, by whom it was first', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      writer.saveComparison(ROW)
      writer.withdrawComparison('c1', { initials: null, atUtcMs: START_UTC_MS + 5 })
      writer.withdrawComparison('c1', { initials: 'CD', atUtcMs: START_UTC_MS + 9 })
      writer.withdrawComparison('none', { initials: 'CD', atUtcMs: START_UTC_MS + 9 })
      writer.close()
      expect(comparisonsIn(folder)).toEqual([
        { ...ROW, withdrawn: { initials: null, atUtcMs: START_UTC_MS + 5 } },
      ])
    }))

  it('have a place in a record of the release before, which keeps what it has', () =>
    withFolder((folder) => {
      makeOldRecord(folder)
      const { writer } = openStoreWriter(openOptions(folder))
      writer.saveComparison(ROW)
      writer.close()
      expect(comparisonsIn(folder)).toEqual([ROW])
      const { reader } = openStoreReader(openOptions(folder))
      expect(reader.beds()).toHaveLength(1)
      expect(reader.channels()).toHaveLength(1)
      reader.close()
      expect(verifyStore(openOptions(folder))).toMatchObject({ ok: true })
    }))

  it('are carried over from a damaged record, and left behind where they cannot be read', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      writer.saveComparison(ROW)
      writer.close()
      damageTable(folder, 'journal')
      openStoreWriter(openOptions(folder)).writer.close()
      expect(comparisonsIn(folder)).toEqual([ROW])
      damageTable(folder, 'comparison')
      const again = openStoreWriter({ ...openOptions(folder), nowUtcMs: START_UTC_MS + 1000 })
      again.writer.close()
      expect(again.notices.join()).toContain('a new one was begun')
      expect(comparisonsIn(folder)).toEqual([])
    }))
})

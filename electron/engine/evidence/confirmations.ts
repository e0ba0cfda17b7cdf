import type { ConfirmationView } from '../../ipc/comparison.ts'
import type { CheckedBed } from '../config/checked-bed.ts'
import { isSimulated } from '../link/spec.ts'
import type { ComparisonRow, Withdrawal } from '../store/tables/comparisons.ts'
import type { StoreClient } from '../store/threads/client.ts'
import { fingerprintOf } from './fingerprint.ts'

/** What a comparison was made of: while all of it is the same, the row may hold. */
export type ComparedSettings = Pick<ComparisonRow, 'driver' | 'fingerprint' | 'options' | 'bed' | 'link'>

type Store = Pick<StoreClient, 'saveComparison' | 'withdrawComparison'> & {
  readonly read: Pick<StoreClient['read'], 'comparisons'>
}

/** Which drivers somebody has compared with a monitor's own screen, as the record says. */
export class Confirmations {
  readonly #store: Store
  readonly #version: string
  #rows: readonly ComparisonRow[] = []

  /** In: the record, and the version of Vigil that runs. */
  constructor(store: Store, version: string) {
    this.#store = store
    this.#version = version
  }

  /** Reads what the record knows; before that nothing is proven. */
  async load(): Promise<void> {
    this.#rows = await this.#store.read.comparisons()
  }

  /** What a comparison of this bed would hold for. */
  settingsOf({ config, driver, options }: CheckedBed): ComparedSettings {
    return {
      driver: driver.id,
      fingerprint: fingerprintOf(driver, this.#version),
      options: JSON.stringify(options),
      bed: config.id,
      link: config.link,
    }
  }

  /** The newest comparison that holds for a bed; null for a simulated one, which proves and needs nothing. */
  rowOf(checked: CheckedBed): ComparisonRow | null {
    if (checked.driver.evidence !== 'derived' || isSimulated(checked.spec)) return null
    const settings = this.settingsOf(checked)
    return this.#rows.findLast((row) => holds(row, settings)) ?? null
  }

  /** The same, as the screens show it. */
  viewOf(checked: CheckedBed): ConfirmationView | null {
    const row = this.rowOf(checked)
    if (row === null) return null
    return { initials: row.initials, atUtcMs: row.atUtcMs, values: row.pairs.length, scope: row.scope }
  }

  /** Holds from when it is on disk. */
  async add(row: ComparisonRow): Promise<void> {
    await this.#store.saveComparison(row)
    this.#rows = [...this.#rows, row]
  }

  /** Withdraws every comparison that holds for a bed, so that no older one takes the place of the newest. */
  async withdraw(checked: CheckedBed, by: Withdrawal): Promise<void> {
    const settings = this.settingsOf(checked)
    for (const row of this.#rows.filter((one) => holds(one, settings))) {
      // The mark comes back even if the record cannot be written: unproven is the safe side.
      this.#rows = this.#rows.map((one) => (one.id === row.id ? { ...one, withdrawn: by } : one))
      await this.#store.withdrawComparison(row.id, by)
    }
  }
}

function holds(row: ComparisonRow, settings: ComparedSettings): boolean {
  return (
    row.withdrawn === null &&
    row.driver === settings.driver &&
    row.fingerprint === settings.fingerprint &&
    row.options === settings.options &&
    (row.scope === 'station' || (row.bed === settings.bed && row.link === settings.link))
  )
}

import { VigilError } from '../../ipc/contract.ts'
import type { MapRow, SiteMapView } from '../../ipc/mapping.ts'
import { reasonOf } from '../config/settings-file.ts'
import { type KeptMap, keepSiteMap } from '../config/site-map.ts'
import { UNCHANGED } from '../unchanged.ts'
import { rowsFor } from './apply.ts'
import { checkMap } from './sentences.ts'

/** What it uses of the engine. */
export interface MapDeskParts {
  readonly start: { readonly dataDir: string }
  nowUtcMs(): number
  audit(action: string, object: string, before: unknown, after: unknown): Promise<void>
}

/** How the site's systems name the numbers: what changed is in the audit before it holds. */
export class MapDesk {
  readonly #parts: MapDeskParts
  #kept: KeptMap = { rows: [], changed: null }

  constructor(parts: MapDeskParts) {
    this.#parts = parts
  }

  /** Takes up the one of the last run. */
  begin(kept: KeptMap): void {
    this.#kept = kept
  }

  /** What holds. */
  get kept(): Omit<SiteMapView, 'numbers'> {
    return this.#kept
  }

  /** The rows that hold for a destination. */
  rowsFor(destination: string): readonly MapRow[] {
    return rowsFor(this.#kept.rows, destination)
  }

  /** Puts other rows in place. Throws VigilError badRequest with one sentence; what holds then stays. */
  async set(rows: readonly MapRow[], by: string): Promise<void> {
    checkMap(rows)
    await this.#parts.audit('mapping.save', 'map', this.#kept.rows, rows)
    const next: KeptMap = { rows: [...rows], changed: { by, atUtcMs: this.#parts.nowUtcMs() } }
    try {
      await keepSiteMap(this.#parts.start.dataDir, next)
    } catch (error) {
      const sentence = `The map cannot be kept (${reasonOf(error)}): look at the data folder. ${UNCHANGED}`
      throw new VigilError('badRequest', sentence)
    }
    this.#kept = next
  }
}

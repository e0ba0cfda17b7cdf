import { createHash } from 'node:crypto'
import { VigilError } from '../../ipc/contract.ts'
import type { ScoreTableView } from '../../ipc/score.ts'
import type { PewsTable } from '../analytics/scores/pews.ts'
import { parsePewsTable } from '../config/pews-schema.ts'
import { type KeptScoreTable, keepScoreTable } from '../config/score-table.ts'
import { reasonOf } from '../config/settings-file.ts'

export interface TableDeskOptions {
  readonly dataDir: string
  nowUtcMs(): number
  audit(action: string, object: string, before: unknown, after: unknown): Promise<void>
  /** Every window is told. */
  changed(): void
}

function viewOf({ by, importedUtcMs }: KeptScoreTable, table: PewsTable): ScoreTableView {
  const { name, version, source, confirmedBy, underYears } = table
  return { name, version, source, confirmedBy, underYears, by, importedUtcMs }
}

/** The site's table of a paediatric score: who brought it in is in the audit before it holds. */
export class TableDesk {
  readonly #options: TableDeskOptions
  #kept: { readonly file: KeptScoreTable; readonly table: PewsTable } | null = null

  constructor(options: TableDeskOptions) {
    this.#options = options
  }

  /** Takes up the one of the last run; null: there is none. */
  begin(file: KeptScoreTable | null): void {
    this.#kept = file === null ? null : { file, table: parsePewsTable(file.text, file.name) }
  }

  /** Null: the site has none. */
  get table(): PewsTable | null {
    return this.#kept?.table ?? null
  }

  view(): ScoreTableView | null {
    return this.#kept === null ? null : viewOf(this.#kept.file, this.#kept.table)
  }

  /** Takes a table from the text of a file. Throws VigilError configInvalid with one sentence that names the key. */
  async set(name: string, text: string, by: string): Promise<ScoreTableView> {
    const table = parsePewsTable(text, name)
    const file: KeptScoreTable = { name, text, by, importedUtcMs: this.#options.nowUtcMs() }
    const digest = createHash('sha256').update(text).digest('hex')
    await this.#change({ file, table }, { ...viewOf(file, table), digest })
    return viewOf(file, table)
  }

  /** From then on no child has a score. */
  async remove(): Promise<void> {
    if (this.#kept !== null) await this.#change(null, null)
  }

  async #change(next: { file: KeptScoreTable; table: PewsTable } | null, after: unknown): Promise<void> {
    const { audit, dataDir, changed } = this.#options
    await audit('score.setTable', 'pews', this.view(), after)
    try {
      await keepScoreTable(dataDir, next?.file ?? null)
    } catch (error) {
      const sentence = `The score table cannot be kept (${reasonOf(error)}): look at the data folder. Nothing is changed.`
      throw new VigilError('badRequest', sentence)
    }
    this.#kept = next
    changed()
  }
}

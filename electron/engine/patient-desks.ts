import type { BedBatch, Consumer, LinkChange } from './bus.ts'
import type { CommandContext } from './commands/context.ts'
import { InsightDesk } from './insights/desk.ts'
import type { InsightPast } from './insights/past.ts'
import { AnalysisDesk } from './live-analysis/desk.ts'
import { RhythmChoices } from './live-analysis/rhythm-choices.ts'
import { ScoreDesk } from './scores/desk.ts'
import { TableDesk } from './scores/table-desk.ts'

/** What scores and hints use of the engine. */
type Engine = Pick<
  CommandContext,
  'clock' | 'ward' | 'alarms' | 'store' | 'start' | 'nowUtcMs' | 'audit' | 'stationChanged'
>

/** What is worked out about patients besides alarms: scores, hints from trends, what waves say. One place on the bus, behind alarms. */
export class PatientDesks implements Consumer {
  readonly scoreTables: TableDesk
  readonly rhythms: RhythmChoices
  readonly insights: InsightDesk
  readonly #scores: ScoreDesk
  readonly #analysis: AnalysisDesk

  constructor(engine: Engine) {
    const { clock, alarms, store, start } = engine
    const beds = () => engine.ward.states
    const kept = {
      dataDir: start.dataDir,
      nowUtcMs: () => engine.nowUtcMs(),
      audit: (action: string, object: string, before: unknown, after: unknown) =>
        engine.audit(action, object, before, after),
      changed: () => engine.stationChanged(),
    }
    this.scoreTables = new TableDesk(kept)
    this.rhythms = new RhythmChoices(kept)
    this.#scores = new ScoreDesk({ clock, beds, alarms, table: () => this.scoreTables.table })
    this.#analysis = new AnalysisDesk({ clock, beds, alarms, rhythms: () => this.rhythms.all })
    this.insights = new InsightDesk({
      clock,
      beds,
      alarms,
      // The job's result type is lost on its way through the worker.
      past: async (bed, driver, untilUtcMs) =>
        (await store.job('insightPast', { bed, driver, untilUtcMs })) as InsightPast,
      keep: (row) => store.saveNote(row),
    })
  }

  onBatch(batch: BedBatch): void {
    this.#scores.onBatch(batch)
    this.insights.onBatch(batch)
    this.#analysis.onBatch(batch)
  }

  onLink(change: LinkChange): void {
    this.#scores.onLink(change)
    this.insights.onLink(change)
    this.#analysis.onLink(change)
  }

  /** About twenty times a second. */
  tick(): void {
    this.#scores.tick()
    this.insights.tick()
    // Last: it takes what is left of a tick.
    this.#analysis.tick()
  }
}

import type { Out } from '../driver.ts'
import type { Priority } from '../model/measurement.ts'
import type { AlarmRow } from './codes.ts'
import type { Line, ReadAlarm } from './lines.ts'

type Reply = Extract<Line, { readonly type: 'reply' }>

/** Tells what a reply says: every number, what alarms began and ended since the reply before, and who answers. */
export class ReplyTeller {
  readonly #out: Out
  readonly #standing = new Map<string, { readonly row: AlarmRow; readonly priority: Priority }>()
  #id: string | null = null

  constructor(out: Out) {
    this.#out = out
  }

  reply({ id, fields, alarms }: Reply, atMs: number): void {
    if (id !== this.#id && id !== '') {
      this.#id = id
      this.#out.measure({ type: 'identity', fields: { serial: id }, atMs, deviceMs: null })
    }
    for (const { plan, value } of fields) {
      const validity = value === null ? 'invalid' : 'good'
      this.#out.measure({ type: 'numeric', channel: plan.channel, value, validity, atMs, deviceMs: null })
    }
    for (const alarm of alarms) this.#alarm(alarm, atMs)
  }

  /** The line is gone: whoever answers next says anew what stands. */
  end(): void {
    this.#standing.clear()
    this.#id = null
  }

  #alarm({ row, priority }: ReadAlarm, atMs: number): void {
    const before = this.#standing.get(row.text)
    if (before?.priority === (priority ?? undefined)) return
    const { kind, text } = row
    if (before !== undefined) {
      this.#standing.delete(text)
      this.#out.measure({
        type: 'alert',
        priority: before.priority,
        kind,
        text,
        phase: 'end',
        atMs,
        deviceMs: null,
      })
    }
    if (priority === null) return
    this.#standing.set(text, { row, priority })
    this.#out.measure({ type: 'alert', priority, kind, text, phase: 'start', atMs, deviceMs: null })
  }
}

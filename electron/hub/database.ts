import { createHash } from 'node:crypto'
import { Client } from 'pg'
import type { HubMessage } from '../ipc/hub-message.ts'
import type { HubReport } from './report.ts'
import { INSERT_MESSAGES, INSERT_OBSERVATIONS, INSERT_REFUSED, partitionOf, TABLES } from './tables.ts'

/** A message and what was read from it. */
export interface KeptMessage {
  readonly head: HubMessage
  readonly hl7: string
  readonly report: HubReport
}

/** What no message can be made of: kept as it came, with the reason in words. */
export interface RefusedMessage {
  readonly subject: string
  readonly reason: string
  readonly payload: Uint8Array
}

/** SQLSTATE classes of what is wrong with the data itself (PostgreSQL, appendix A): tried again it fails again. */
const DATA_CLASSES = new Set(['22', '23'])
const CLASS_LENGTH = 2

/** Whether a failure lies in the message and not in the database or on the way to it. */
export function isDataError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return DATA_CLASSES.has(code.slice(0, CLASS_LENGTH))
}

/** The hospital's PostgreSQL. Every method rejects with the errors of `pg` as they are. */
export class HubDatabase {
  readonly #client: Client
  readonly #partitions = new Set<string>()

  private constructor(client: Client) {
    this.#client = client
  }

  /** Connects and creates what is missing. In: a connection string; absent parts come from the PG* variables. */
  static async open(url: string | undefined, onLost: (error: Error) => void): Promise<HubDatabase> {
    const client = new Client({
      ...(url !== undefined && { connectionString: url }),
      application_name: 'vigil-hub',
    })
    client.on('error', onLost)
    await client.connect()
    try {
      for (const statement of TABLES) await client.query(statement)
    } catch (error) {
      await client.end()
      throw error
    }
    return new HubDatabase(client)
  }

  /** Stores messages and their figures in one transaction; what is there already stays as it is. Out: how many are new. */
  async store(messages: readonly KeptMessage[]): Promise<number> {
    const rows = messages.map(messageRow)
    const figures = messages.flatMap(observationRows)
    const partitions = new Set(figures.map(({ measuredUtcMs }) => partitionOf(measuredUtcMs)))
    return await this.#transaction(async () => {
      for (const partition of partitions) {
        if (!this.#partitions.has(partition)) await this.#client.query(partition)
      }
      const inserted = await this.#client.query(INSERT_MESSAGES, [JSON.stringify(rows)])
      await this.#client.query(INSERT_OBSERVATIONS, [JSON.stringify(figures.map(({ row }) => row))])
      for (const partition of partitions) this.#partitions.add(partition)
      return inserted.rowCount ?? 0
    })
  }

  /** Keeps what no message can be made of; twice the same is one row. */
  async refuse({ subject, reason, payload }: RefusedMessage): Promise<void> {
    const digest = createHash('sha256').update(subject).update('\n').update(payload).digest('hex')
    await this.#client.query(INSERT_REFUSED, [digest, subject, reason, Buffer.from(payload)])
  }

  async close(): Promise<void> {
    await this.#client.end()
  }

  async #transaction<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#client.query('BEGIN')
    try {
      const result = await work()
      await this.#client.query('COMMIT')
      return result
    } catch (error) {
      this.#partitions.clear()
      await this.#client.query('ROLLBACK')
      throw error
    }
  }
}

function messageRow({ head, hl7, report }: KeptMessage) {
  return {
    ...keyOf(head),
    kind: head.kind,
    bed: head.bed,
    from_utc: new Date(head.fromUtcMs),
    to_utc: new Date(head.toUtcMs),
    patient_id: report.patientId,
    patient_authority: report.patientAuthority,
    simulated: report.training || report.observations.some(({ simulated }) => simulated),
    hl7,
  }
}

function observationRows({ head, report }: KeptMessage) {
  return report.observations.map(({ measuredUtcMs, ...figure }) => ({
    measuredUtcMs,
    row: {
      ...keyOf(head),
      ...figure,
      measured_utc: new Date(measuredUtcMs),
      simulated: figure.simulated || report.training,
    },
  }))
}

function keyOf({ station, sequence, controlId }: HubMessage) {
  return { station, sequence, control_id: controlId }
}

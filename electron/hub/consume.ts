import type { Consumer, JsMsg } from '@nats-io/jetstream'
import { readHubHeaders } from '../ipc/hub-message.ts'
import { isDataError, type KeptMessage, type RefusedMessage } from './database.ts'
import { readReport } from './report.ts'

/** What the hub stores to. */
export interface HubStore {
  store(messages: readonly KeptMessage[]): Promise<number>
  refuse(message: RefusedMessage): Promise<void>
}

/** A published message as it came. */
export interface Published {
  readonly subject: string
  readonly payload: Uint8Array
  header(name: string): string
}

/** At most so many in one transaction. */
const BATCH = 200
/** How long one request waits for a message. */
const FETCH_MS = 2_000

/** Stores one batch whole: it returns once everything is in the database. Out: how many messages are new there. */
export async function storeBatch(store: HubStore, batch: readonly Published[]): Promise<number> {
  const kept: { readonly published: Published; readonly message: KeptMessage }[] = []
  for (const published of batch) {
    const message = readPublished(published)
    if (typeof message === 'string') await refuse(store, published, message)
    else kept.push({ published, message })
  }
  if (kept.length === 0) return 0
  try {
    return await store.store(kept.map(({ message }) => message))
  } catch (error) {
    if (!isDataError(error)) throw error
  }
  // One of them cannot be kept: the others are stored without it.
  let fresh = 0
  for (const { published, message } of kept) {
    try {
      fresh += await store.store([message])
    } catch (error) {
      if (!isDataError(error)) throw error
      await refuse(store, published, error instanceof Error ? error.message : String(error))
    }
  }
  return fresh
}

function refuse(store: HubStore, { subject, payload }: Published, reason: string): Promise<void> {
  return store.refuse({ subject, reason, payload })
}

/** What a published message says, or why it is none. */
function readPublished({ payload, header }: Published): KeptMessage | string {
  const head = readHubHeaders(header)
  if (typeof head === 'string') return head
  let hl7: string
  try {
    hl7 = new TextDecoder('utf-8', { fatal: true }).decode(payload)
  } catch {
    return 'The message is no UTF-8.'
  }
  const report = readReport(hl7, head.toUtcMs)
  return typeof report === 'string' ? report : { head, hl7, report }
}

function publishedOf(message: JsMsg): Published {
  return {
    subject: message.subject,
    payload: message.data,
    header: (name) => message.headers?.get(name) ?? '',
  }
}

/**
 * Moves messages from the stream into the database until told to stop. A message is acknowledged after its transaction,
 * so that whatever ends between the two brings it again, and the key of its row tells the repeat. Rejects when either
 * side fails; nothing is lost by it.
 */
export async function consume(
  consumer: Pick<Consumer, 'fetch'>,
  store: HubStore,
  stop: AbortSignal,
  onStored: (messages: number, fresh: number) => void,
): Promise<void> {
  while (!stop.aborted) {
    const batch: JsMsg[] = []
    const messages = await consumer.fetch({ max_messages: BATCH, expires: FETCH_MS })
    const end = (): void => messages.stop()
    stop.addEventListener('abort', end, { once: true })
    for await (const message of messages) batch.push(message)
    stop.removeEventListener('abort', end)
    if (batch.length === 0) continue
    const fresh = await storeBatch(store, batch.map(publishedOf))
    for (const message of batch) message.ack()
    onStored(batch.length, fresh)
  }
}

import {
  AckPolicy,
  type Consumer,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
} from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { HUB_STREAM, HUB_SUBJECTS } from '../ipc/hub-message.ts'

/** The name under which the stream remembers what the hub has stored. */
const CONSUMER = 'vigil-hub'
const NS_PER_S = 1_000_000_000
/** A message that was fetched and not acknowledged comes again after so long. */
const ACK_WAIT_S = 60

/**
 * The stream of all stations and the hub's place in it; both are made where they are missing, and left as the hospital
 * has set them where they are there. Messages leave the stream once they are in the database. Rejects with the errors
 * of the NATS client as they are.
 */
export async function hubConsumer(connection: NatsConnection): Promise<Consumer> {
  const manager = await jetstreamManager(connection)
  const names = await manager.streams.names(HUB_SUBJECTS).next()
  if (!names.includes(HUB_STREAM)) {
    await manager.streams.add({
      name: HUB_STREAM,
      subjects: [HUB_SUBJECTS],
      retention: RetentionPolicy.Workqueue,
      storage: StorageType.File,
    })
  }
  const consumers = await manager.consumers.list(HUB_STREAM).next()
  if (!consumers.some(({ name }) => name === CONSUMER)) {
    await manager.consumers.add(HUB_STREAM, {
      durable_name: CONSUMER,
      ack_policy: AckPolicy.Explicit,
      ack_wait: ACK_WAIT_S * NS_PER_S,
    })
  }
  return await jetstream(connection).consumers.get(HUB_STREAM, CONSUMER)
}

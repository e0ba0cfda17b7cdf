import { describe, expect, it } from 'vitest'
import type { DeliveryRow } from '../store/types.ts'
import { exportJobs } from './jobs.ts'
import { MllpSender } from './mllp-client.ts'
import { sendShift } from './send-shift.ts'
import { memoryReader, ONE_READING_REQUEST, oneReading, SHIFT_FROM_UTC_MS } from './testing/memory-reader.ts'
import { startPythonReceiver } from './testing/python-hl7.ts'

function storeOf(simulated: boolean) {
  const deliveries: DeliveryRow[] = []
  const reader = oneReading(simulated)
  return {
    deliveries,
    job: async (name: 'shiftMessage', args: unknown) => structuredClone(exportJobs[name](reader, args)),
    delivery: async (row: DeliveryRow) => void deliveries.push(row),
  }
}

describe('sending a shift', () => {
  // Python needs about a second to start on a busy machine.
  it('goes to a foreign receiver, and the outcome is stored', { timeout: 20_000 }, async () => {
    const receiver = await startPythonReceiver()
    try {
      const store = storeOf(true)
      const destination = {
        id: 'school',
        host: '127.0.0.1',
        port: receiver.port,
        ack: 'ihe',
        training: true,
      } as const
      const result = await sendShift(
        store,
        new MllpSender(),
        ONE_READING_REQUEST,
        destination,
        () => SHIFT_FROM_UTC_MS + 9000,
      )
      expect(result.outcome).toBe('delivered')
      const segments = await receiver.next()
      expect(segments[0]?.[10]).toBe(result.controlId)
      expect(segments[0]?.[11]).toBe('T')
      expect(store.deliveries).toEqual([
        {
          controlId: result.controlId,
          destination: 'school',
          bed: 'b1',
          atUtcMs: SHIFT_FROM_UTC_MS + 9000,
          outcome: 'delivered',
          detail: 'Delivered to school.',
        },
      ])
    } finally {
      receiver.close()
    }
  })

  it('sends nothing simulated to a destination that is not for training', async () => {
    const store = storeOf(true)
    const destination = { id: 'his', host: '127.0.0.1', port: 1, ack: 'ihe', training: false } as const
    await expect(
      sendShift(store, new MllpSender(), ONE_READING_REQUEST, destination, () => SHIFT_FROM_UTC_MS),
    ).rejects.toThrow(expect.objectContaining({ code: 'simulatedNotTraining' }))
    expect(store.deliveries).toEqual([])
  })

  it('refuses arguments that are none', () => {
    expect(() => exportJobs.shiftSummary(memoryReader({}), { bed: 1 })).toThrow(TypeError)
  })
})

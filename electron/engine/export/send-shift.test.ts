import { describe, expect, it } from 'vitest'
import type { DeliveryRow } from '../store/types.ts'
import { exportJobs } from './jobs.ts'
import { MllpSender } from './mllp-client.ts'
import { sendShift } from './send-shift.ts'
import { memoryReader, numericRow, numericSpec } from './testing/memory-reader.ts'
import { startPythonReceiver } from './testing/python-hl7.ts'

const FROM = Date.UTC(2026, 5, 16, 7)

function storeOf(simulated: boolean) {
  const deliveries: DeliveryRow[] = []
  const reader = memoryReader({
    channels: [{ number: 1, bed: 'b1', driver: 'ge-s5', simulated, channel: numericSpec() }],
    numerics: [numericRow(FROM, 72)],
    bindings: [{ bed: 'b1', patient: { id: 'SIM-b1', authority: 'VIGIL' }, fromUtcMs: FROM, toUtcMs: null }],
  })
  return {
    deliveries,
    job: async (name: 'shiftMessage', args: unknown) => structuredClone(exportJobs[name](reader, args)),
    delivery: async (row: DeliveryRow) => void deliveries.push(row),
  }
}

const request = {
  bed: 'b1',
  fromUtcMs: FROM,
  toUtcMs: FROM + 2000,
  station: 'ward-3',
  madeUtcMs: FROM + 2000,
  madeBy: 'AB',
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
      const result = await sendShift(store, new MllpSender(), request, destination, () => FROM + 9000)
      expect(result.outcome).toBe('delivered')
      const segments = await receiver.next()
      expect(segments[0]?.[10]).toBe(result.controlId)
      expect(segments[0]?.[11]).toBe('T')
      expect(store.deliveries).toEqual([
        {
          controlId: result.controlId,
          destination: 'school',
          bed: 'b1',
          atUtcMs: FROM + 9000,
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
    await expect(sendShift(store, new MllpSender(), request, destination, () => FROM)).rejects.toThrow(
      expect.objectContaining({ code: 'simulatedNotTraining' }),
    )
    expect(store.deliveries).toEqual([])
  })

  it('refuses arguments that are none', () => {
    expect(() => exportJobs.shiftSummary(memoryReader({}), { bed: 1 })).toThrow(TypeError)
  })
})

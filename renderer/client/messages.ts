import type { EventName, ToWindow, VigilErrorCode } from '../../electron/ipc/contract.ts'

const EVENT_NAMES: ReadonlySet<string> = new Set<EventName>(['beds', 'bedRemoved', 'station'])

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Checks the outer shape of what arrived on the control port.
 * In: anything. Out: the message, or null if it is none of ours (it is then dropped, never guessed at).
 */
export function readMessage(data: unknown): ToWindow | null {
  if (!isRecord(data)) return null
  if (data.type === 'event') {
    const { event, name, value } = data
    if (typeof event !== 'number' || typeof name !== 'string' || !EVENT_NAMES.has(name)) return null
    return { type: 'event', event, name: name as EventName, value }
  }
  if (data.type !== 'reply' || typeof data.seq !== 'number') return null
  if (data.ok === true) return { type: 'reply', seq: data.seq, ok: true, value: data.value }
  const error = data.error
  if (data.ok !== false || !isRecord(error)) return null
  if (typeof error.code !== 'string' || typeof error.message !== 'string') return null
  const code = error.code as VigilErrorCode
  return { type: 'reply', seq: data.seq, ok: false, error: { code, message: error.message } }
}

import { serialTransport } from '../transport.ts'

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The first message in what was sent on either wire; empty if nothing was. */
export function messageOf(sent: Uint8Array | undefined): Uint8Array {
  let message: Uint8Array | null = null
  const framer = serialTransport.framer({
    onFrame: (frame) => {
      message ??= serialTransport.messageOf(frame)?.slice() ?? null
    },
    onFault: () => undefined,
  })
  if (sent !== undefined) framer.push(sent)
  return message ?? sent ?? new Uint8Array(0)
}

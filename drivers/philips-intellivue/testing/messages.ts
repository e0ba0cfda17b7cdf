import { serialTransport } from '../transport.ts'

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The message in what a station sent on either wire; empty if nothing was sent. */
export function messageOf(sent: Uint8Array | undefined): Uint8Array {
  let message: Uint8Array = sent ?? new Uint8Array(0)
  const framer = serialTransport.framer({
    onFrame: (frame) => {
      message = serialTransport.messageOf(frame)?.slice() ?? message
    },
    onFault: () => undefined,
  })
  if (sent !== undefined) framer.push(sent)
  return message
}

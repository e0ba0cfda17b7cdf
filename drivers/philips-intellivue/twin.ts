import type { DatagramTwin, Twin, TwinOptions } from '../driver.ts'
import { joinBytes } from '../framing/join.ts'
import { MTU, TWIN } from './codes.ts'
import { MessageTwin } from './encode.ts'
import { type Admitted, SIMULATED_PATIENT } from './encode-patient.ts'
import { serialTransport } from './transport.ts'

const nobody = (): Admitted => SIMULATED_PATIENT

/**
 * A simulated monitor on the other end of the serial line. In: who is admitted to it at the
 * moment, nobody if null; whether it lets a station list the numerics. Throws a TypeError if the
 * scenario is unknown.
 */
export function createTwin(
  options: TwinOptions,
  admitted: () => Admitted | null = nobody,
  hasNumericList = true,
): Twin {
  const monitor = new MessageTwin(options, TWIN.serialMtuBytes, admitted, hasNumericList)
  let nowMs = 0
  const framer = serialTransport.framer({
    onFrame(frame) {
      const message = serialTransport.messageOf(frame)
      if (message !== null) monitor.receive(message, nowMs)
    },
    onFault: () => undefined,
  })
  return {
    produce: (atMs) => joinBytes(monitor.produce(atMs).map(serialTransport.wrap)),
    receive(bytes, atMs) {
      nowMs = atMs
      framer.push(bytes)
    },
  }
}

/** The same monitor on a network. Throws a TypeError if the scenario is unknown. */
export function createNetworkTwin(options: TwinOptions, hasNumericList = true): DatagramTwin {
  return new MessageTwin(options, MTU.network, nobody, hasNumericList)
}

import { defineDriver, type SerialSettings } from '../driver.ts'
import { channels } from './channels.ts'
import { PORT, SERIAL, TIMING } from './codes.ts'
import { IntellivueDecoder } from './decode.ts'
import { guide } from './guide.ts'
import { messageLength } from './message.ts'
import { type IntellivueOptions, intellivueOptions } from './options.ts'
import { networkTransport, serialTransport } from './transport.ts'
import { createNetworkTwin, createTwin } from './twin.ts'

const documented: SerialSettings = {
  baud: SERIAL.baud,
  dataBits: 8,
  parity: 'none',
  stopBits: 1,
  flow: 'none',
}

/** Philips IntelliVue MP and MX monitors, "Data Export" over their MIB/RS-232 port or over the network. */
export const philipsIntellivue = defineDriver<IntellivueOptions>({
  id: 'philips-intellivue',
  vendor: 'Philips',
  models: ['IntelliVue MP20-MP90', 'IntelliVue MP5', 'IntelliVue MX400-MX800'],
  guide,
  evidence: 'real capture',
  link: { kind: 'stream', serial: documented, candidates: [{ ...documented, baud: SERIAL.slowBaud }] },
  maxQuietMs: TIMING.maxQuietMs,
  writes:
    'Requests to connect and for numbers, waves, alarms and identity, and the choice of waves to export; nothing that changes what the monitor shows or does.',
  carriesAlerts: true,
  asksAlerts: (options) => options.alarms || options.listenOnly,
  channels,
  options: intellivueOptions,
  undetectedErrorRate:
    '1 in 65,536 of frames damaged without a change of length (CRC-16/X-25); 1 in 4,294,967,296 of random bytes between two flags (check and 16-bit length)',
  start: (out, options) => new IntellivueDecoder(out, options, serialTransport),
  twin: (options) => createTwin(options),
  datagrams: {
    ports: [PORT.dataExport, PORT.announcement],
    undetectedErrorRate:
      '1 in 65,536 of damaged datagrams (the 16-bit checksum of UDP; the interface itself has none, and a cable segment adds the 32-bit check of Ethernet)',
    lengthOf: messageLength,
    // The speed of the serial port limits nothing here.
    start: (out, options) => new IntellivueDecoder(out, { ...options, fastLine: true }, networkTransport),
    twin: (options) => createNetworkTwin(options),
  },
})

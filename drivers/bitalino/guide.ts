import type { DeviceGuide } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [
    {
      models: 'Boards with Bluetooth',
      cable: 'Pair the board with the PC (the code on its label, usually 1234): a serial port appears.',
      pins: [],
    },
    {
      models: 'Boards with a cable',
      cable: 'A converter from USB to logic levels at its UART: transmit to receive, and ground.',
      pins: [],
    },
  ],
  steps: [
    'Run the board from its battery, never from a charger, while it is on a patient.',
    'Say in the options of the bed how many ports are read, and at which of A1 to A4 the ECG sensor is, with its lead.',
    'Choose 1000 samples a second for an ECG.',
    'Nothing else is to be set: Vigil stops the board, sets its rate and starts it.',
  ],
  faults: [
    { seen: 'Silence.', todo: 'The board is off, not paired, or its battery is empty.' },
    {
      seen: 'Only bytes outside packets.',
      todo: 'Another program started the board with other ports: close it, or give the bed the same ports and rate.',
    },
    {
      seen: 'A flat line.',
      todo: 'The board does not say that an electrode is off or that nothing is connected: look at the sensor.',
    },
    { seen: 'No heart rate.', todo: 'The board sends samples only: it counts no beats and raises no alarm.' },
  ],
  proven: [],
  unproven: [
    'All of it: packets, check and commands are taken from the programming interface of the maker, and no recording was found.',
    "The millivolt of an ECG: the figures of the maker's sensor (amplification 1100, 3.3 V) were not checked against a sensor.",
  ],
}

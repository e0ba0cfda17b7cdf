import { type DeviceGuide, PLAIN_DB9 } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [
    {
      models: 'Fabius, Perseus, Atlan, Zeus, Infinity V and VN, V300 to V800, Savina 300, Carina, Oxylog',
      cable: 'Null modem, DB9 female at the device, no handshake lines.',
      pins: PLAIN_DB9,
    },
    { models: 'Primus, Apollo', cable: 'Straight cable on COM 1.', pins: [] },
    {
      models: 'Capnosat',
      cable: 'DB25 at the device.',
      pins: [
        { monitor: '2', signal: 'the device sends', pc: '2' },
        { monitor: '3', signal: 'the device receives', pc: '3' },
        { monitor: '7', signal: 'ground', pc: '5' },
      ],
    },
  ],
  steps: [
    'In the interface menu set the COM port to MEDIBUS or MEDIBUS.X. Evita and Evita 2: EvitaLink channel A, fixed.',
    'Read rate and parity there: 19200 8E1 on most, 9600 8E1 on Primus and Apollo, 38400 8N1 or 9600 8E1 on Fabius.',
    'A second station on a Y-cable: set the option "asks" to "other". It then sends nothing and has no curves.',
  ],
  faults: [
    { seen: 'Silence.', todo: 'The wrong cable, or the port is not set to MEDIBUS.' },
    { seen: 'Damaged frames only.', todo: 'Rate or parity: use "Find the device".' },
    {
      seen: 'Numbers without curves.',
      todo: "The device's protocol is older than 3.00, or the port is too slow for curves.",
    },
    {
      seen: 'A communication alarm at the device.',
      todo: 'The cable was pulled without closing the session: confirm it there.',
    },
    { seen: 'No values.', todo: 'In standby the device leaves its numbers out.' },
  ],
  proven: ["Frames that the vendor prints: the messages' form and their sum."],
  unproven: ['Everything else: no recording of a device was found. Hold each value against its screen.'],
}

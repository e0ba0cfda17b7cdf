import { type DeviceGuide, PLAIN_DB9 } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [
    {
      models: 'SERVO-u, SERVO-u MR, SERVO-n, SERVO-air, SERVO-c',
      cable: 'DB9 female at the ventilator, no handshake lines.',
      pins: PLAIN_DB9,
    },
  ],
  steps: [
    'Use the RS-232 port that is marked for the communication interface; SCI needs nothing set on most models.',
    'The manual forbids this interface as part of a remote alarm system: Vigil shows no alarms of it and holds no limits against its numbers, and every tile says so. Alarms are those of the ventilator alone.',
  ],
  faults: [
    { seen: 'Silence.', todo: 'The wrong cable or port, or a Servo-i or 300, which speak another dialect.' },
    { seen: 'Damaged frames only.', todo: 'Rate or parity: 38400 8E1.' },
    {
      seen: 'The mode says Standby and no numbers come.',
      todo: 'In standby the ventilator gives none. They come when ventilation begins.',
    },
    {
      seen: 'No end-tidal CO2.',
      todo: 'There is no CO2 module, or the unit in the options is not one that the ventilator offers.',
    },
  ],
  proven: [],
  unproven: [
    'All of it: the manual and two open drivers agree, no ventilator was connected. Hold each value against its screen.',
  ],
}

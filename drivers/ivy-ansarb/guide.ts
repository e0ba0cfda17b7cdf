import type { DeviceGuide } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [
    {
      models: '405 and 450C',
      cable:
        'RS-232 of the monitor, 9600 8N1; take the pins from its service manual, they were not verified here.',
      pins: [],
    },
  ],
  steps: [
    'The serial port must send the "ANSAR-B" stream: where it is chosen is in the service manual of the monitor.',
    'The monitor then sends one frame a second by itself.',
  ],
  faults: [
    {
      seen: 'Silence.',
      todo: 'The port is set to another format, or the data lines are crossed: try a null modem.',
    },
    {
      seen: 'A cuff reading is in doubt after the monitor was joined.',
      todo: 'The monitor gives it no time: it may be of the patient before. It is certain from the next one on.',
    },
    {
      seen: 'P1 and P2 are named after their sockets.',
      todo: 'The wire does not say which pressure they are.',
    },
  ],
  proven: [
    '27 frames of a 450C: every frame, number, and a pressure wave that runs from diastole to systole.',
  ],
  unproven: ['Order of the numbers of the cuff, temperatures and CO2.'],
}

import type { DeviceGuide } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [
    {
      models: 'PM6750 and PM6100 boards and monitors with them inside',
      cable: 'USB (a virtual serial port), Bluetooth, or the three data lines of the RS-232 plug.',
      pins: [],
    },
  ],
  steps: [
    'Nothing is to be set: the board is silent until Vigil switches its streams on.',
    'Choose lead, filter and gain at the monitor: Vigil changes none of them.',
  ],
  faults: [
    {
      seen: 'Silence.',
      todo: 'A board with logic levels on an RS-232 plug needs a converter; by Bluetooth it must be paired.',
    },
    {
      seen: 'The ECG is cut off flat.',
      todo: 'The board clips at its limits: lower the gain at the monitor.',
    },
    {
      seen: 'A cuff value disappears.',
      todo: 'The cuff has begun to work again: the board tells the new value when it is done.',
    },
  ],
  proven: ['Frames that the vendor prints: the five commands and one ECG packet.'],
  unproven: ['All numbers and states: the text of the vendor alone.'],
}

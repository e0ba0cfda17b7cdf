import type { DeviceGuide } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [
    {
      models: 'N-560, N-595, N-600x, NPB-290, NPB-295, NPB-395',
      cable:
        'The data port, usually of 15 pins: take its pins from the service manual, they were not verified here.',
      pins: [],
    },
  ],
  steps: [
    'In the menu set the serial protocol to ASCII and 9600 baud.',
    'The oximeter then prints a line every two seconds.',
  ],
  faults: [
    {
      seen: 'Lines come and are not read.',
      todo: 'A menu is printed instead of data: the protocol is not ASCII.',
    },
    {
      seen: 'Values come back 8 s after trouble.',
      todo: 'There is no check on the wire: three lines in a row must hold their form.',
    },
  ],
  proven: ['Five lines and a header of an N-560.'],
  unproven: ['Lines without a sensor, and the columns of other models.'],
}

import { type DeviceGuide, PLAIN_DB9 } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [
    { models: 'Models with USB', cable: 'Their USB cable: a serial port appears on the PC.', pins: [] },
    { models: 'Models with RS-232', cable: 'Null modem, DB9.', pins: PLAIN_DB9 },
  ],
  steps: [
    'Switch the serial output of the scale on if it has a setting for it: 9600 baud.',
    'Set "waitMinutes" at the bed to the time between two weighings, for example 1440: the scale is silent while nobody stands on it.',
    'Weigh: the weight shows once the scale has held it for three seconds.',
    'Only the patient of this bed may be weighed, or switch "patientNumbers" on and type the number in at the scale.',
  ],
  faults: [
    { seen: 'NO DATA all day.', todo: 'Nobody was weighed: set "waitMinutes".' },
    {
      seen: 'No weight although somebody stands on it.',
      todo: 'The scale has not locked: stand still until its own display holds the weight.',
    },
    {
      seen: 'The alarm says that the device names another patient.',
      todo: 'The number typed in at the scale is not that of the bed, zeros in front of it included.',
    },
  ],
  proven: ['The two packets that the protocol sheet prints.'],
  unproven: ['Everything else: pounds and inches, a negative tare, and every model but the printed one.'],
}

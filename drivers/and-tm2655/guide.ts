import { type DeviceGuide, PLAIN_DB9 } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [
    {
      models: 'TM-2655, TM-2656, TM-2657',
      cable: 'The RS-232 port; try a null modem cable first. Its pins were not verified here.',
      pins: PLAIN_DB9,
    },
  ],
  steps: [
    'Set the serial port of the kiosk to 2400 baud, or to what it is set to at the bed: some use 9600.',
    'Start readings at the kiosk: Vigil never starts a cuff.',
    'Only the patient of this bed may sit down at it: the kiosk does not know who it measures.',
  ],
  faults: [
    { seen: 'Silence.', todo: 'Another rate (2400 or 9600), or the cable is straight.' },
    {
      seen: 'The number "NIBP error" is 0, and no reading shows.',
      todo: 'The reading in the kiosk was taken before Vigil was joined, perhaps of somebody else: take a new one.',
    },
    {
      seen: 'The number "NIBP error" is not 0.',
      todo: 'The kiosk could not measure: its own display says why.',
    },
    {
      seen: 'A reading shows late.',
      todo: 'There is no check on the wire: three equal replies are waited for.',
    },
  ],
  proven: [],
  unproven: [
    'All of it: two open programs agree on the question and the fields, and no reply of a kiosk was ever seen.',
  ],
}

import { type DeviceGuide, PLAIN_DB9 } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [{ models: '840 and 980', cable: 'Null modem, DB9.', pins: PLAIN_DB9 }],
  steps: [
    'Communication Setup: set one COM port to DCI, 9600 baud, 8 bits, no parity. This port is asked for numbers and alarms.',
    'For waves: set another COM port to "Waveforms", 38400 baud, and choose the option "waves" at its bed. One bed reads one port.',
  ],
  faults: [
    { seen: 'Silence.', todo: 'The cable is straight, or the port is not set to DCI.' },
    {
      seen: 'Only damaged frames.',
      todo: 'The port is set to "Waveforms" or "Philips", or to another rate.',
    },
    {
      seen: 'Values show after six seconds.',
      todo: 'There is no check on the wire: three replies in a row must hold their form.',
    },
  ],
  proven: ['One reply of each kind of an 840, and 127 thousand samples of three streams of waves.'],
  unproven: ['Alarms in force, most fields of the reply, and the 980.'],
}

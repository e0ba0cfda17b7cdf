import { defineDriver } from '../../../drivers/driver.ts'
import { tinyDriver, tinyRate } from './tiny-driver.ts'

const heartRate = { ...tinyRate, key: 'MDC_ECG_HEART_RATE', id: 'MDC_ECG_HEART_RATE', code: 147_842 }

/** The tiny driver, whose rate is a heart rate: a number that has limits. */
export const limitedDriver = defineDriver({
  ...tinyDriver,
  id: 'limited',
  channels: tinyDriver.channels.map((channel) => (channel.key === tinyRate.key ? heartRate : channel)),
  start: (out, options) =>
    tinyDriver.start(
      {
        ...out,
        measure: (measurement) =>
          out.measure(
            measurement.type === 'numeric' && measurement.channel.key === tinyRate.key
              ? { ...measurement, channel: heartRate }
              : measurement,
          ),
      },
      options,
    ),
})

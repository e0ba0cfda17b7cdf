import type { GuidePage } from '../../drivers/model/guide.ts'

export type { GuideNames, GuidePage } from '../../drivers/model/guide.ts'

/** Commands about the pages of devices. */
export interface GuideCommands {
  /** How to connect what a driver reads; null where its driver, which a site made of a file, has no page. */
  'driver.guide': { request: { driver: string }; reply: { page: GuidePage | null } }
}

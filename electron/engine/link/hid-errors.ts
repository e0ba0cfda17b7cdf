import type { LinkCause } from '../../ipc/views.ts'
import { serialCause } from './serial-errors.ts'
import { type HidIdentity, hidName } from './spec.ts'

/** Words that only HID brings: macOS of a device held by another program or not allowed, the loader of a missing library. */
const CAUSES: readonly { readonly pattern: RegExp; readonly cause: LinkCause }[] = [
  {
    pattern: /cannot open shared object|failed to find binding|cannot find (?:module|package)|ERR_DLOPEN/i,
    cause: 'libraryMissing',
  },
  { pattern: /exclusive access/i, cause: 'portBusy' },
  { pattern: /not permitted/i, cause: 'portForbidden' },
]

/** Debian packages of the libraries that node-hid is linked to. */
const PACKAGES: readonly { readonly library: RegExp; readonly debianPackage: string }[] = [
  { library: /libusb-1\.0\.so/, debianPackage: 'libusb-1.0-0' },
  { library: /libudev\.so/, debianPackage: 'libudev1' },
]

/** Why a HID device could not be listed or opened. In: the error text of the system. */
export function hidCause(message: string): LinkCause {
  return CAUSES.find(({ pattern }) => pattern.test(message))?.cause ?? serialCause(message)
}

/** The udev rule that lets users open one kind of device on Linux; `resources/udev` holds it for every driver. */
export function udevRule({ vendorId, productId }: Pick<HidIdentity, 'vendorId' | 'productId'>): string {
  return `KERNEL=="hidraw*", ATTRS{idVendor}=="${vendorId}", ATTRS{idProduct}=="${productId}", MODE="0660", GROUP="dialout", TAG+="uaccess"`
}

/** One sentence for a library that is not there. In: the error text of the loader. */
export function librarySentence(message: string): string {
  const known = PACKAGES.find(({ library }) => library.test(message))
  return known === undefined
    ? 'USB HID devices cannot be used because a part of Vigil is missing on this PC: install Vigil again, or use a serial cable.'
    : `USB HID devices cannot be used because a library is not installed: install the package ${known.debianPackage}.`
}

function forbiddenSentence(identity: HidIdentity, platform: NodeJS.Platform): string {
  const name = hidName(identity)
  if (platform !== 'linux') {
    return `This user may not open the ${name}: allow it in the privacy settings of the system (Input Monitoring).`
  }
  return `This user may not open the ${name}: write the udev rule ${udevRule(identity)} into /etc/udev/rules.d/60-vigil-hid.rules, then plug the device in again.`
}

/** One sentence for each way in which a device does not open. */
export function hidSentence(
  cause: LinkCause,
  identity: HidIdentity,
  message: string,
  platform: NodeJS.Platform = process.platform,
): string {
  const name = hidName(identity)
  switch (cause) {
    case 'portMissing':
      return `The ${name} is not plugged in: plug it in or choose another line.`
    case 'portBusy':
      return `The ${name} is in use by another program: close that program.`
    case 'portForbidden':
      return forbiddenSentence(identity, platform)
    case 'libraryMissing':
      return librarySentence(message)
    default:
      return `The ${name} could not be opened (${message}): plug it out and in again.`
  }
}

/** One sentence for a device that was taken away while it was open. */
export function hidGoneSentence(identity: HidIdentity): string {
  return `The ${hidName(identity)} is gone: plug it back in.`
}

/** One sentence for a device that is there but takes no command. In: the error text of the system. */
export function hidWriteSentence(identity: HidIdentity, message: string): string {
  return `The ${hidName(identity)} takes no command (${message}): plug it out and in again.`
}

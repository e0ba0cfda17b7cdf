import { RefreshCw, Usb } from 'lucide-react'
import { type ReactElement, useCallback, useEffect, useState } from 'react'
import type { PortView } from '../../electron/ipc/views.ts'
import { useClient, useStation } from '../client/context.ts'
import { words } from '../words/words.ts'

interface Found {
  readonly ports: readonly PortView[]
  readonly problem: string | null
}

/** Where the adapter is, who made it, which one it is. */
function adapterText({ name, product, maker, serialNumber }: PortView): string {
  const known = product !== null && maker !== null && product.toLowerCase().includes(maker.toLowerCase())
  return [
    ...(product === null ? [] : [name]),
    ...(known ? [] : [maker ?? words('setup.unknownMaker')]),
    serialNumber === null ? words('setup.noSerial') : words('setup.serial', { serial: serialNumber }),
  ].join(', ')
}

/** Ports of this PC: which adapter, and which bed uses it. Picking a free one starts a new bed on it. */
export function PortList({
  labelOf,
  onPick,
}: {
  readonly labelOf: (bed: string) => string
  readonly onPick: (link: string) => void
}): ReactElement {
  const client = useClient()
  const { connection } = useStation()
  const [found, setFound] = useState<Found | null>(null)
  const scan = useCallback(() => {
    setFound(null)
    client
      .call('ports.list', {})
      .then(setFound, (error: Error) => setFound({ ports: [], problem: error.message }))
  }, [client])
  // The engine answers only while it is there: after a restart it is asked again.
  useEffect(() => {
    if (connection === 'connected') scan()
  }, [scan, connection])
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{words('setup.ports')}</h2>
        <button type="button" className="button dense" onClick={scan}>
          <RefreshCw size={15} aria-hidden="true" />
          {words('setup.scan')}
        </button>
      </div>
      {found === null && <p className="setup-note">{words('setup.scanning')}</p>}
      {found?.problem !== null && found !== null && (
        <p className="setup-note" role="alert">
          {found.problem}
        </p>
      )}
      {found !== null && found.ports.length === 0 && found.problem === null && (
        <p className="setup-note">{words('setup.noPorts')}</p>
      )}
      <ul>
        {found?.ports.map((port) => (
          <li key={port.link}>
            <button type="button" className="setup-row" onClick={() => onPick(port.link)}>
              <Usb size={18} aria-hidden="true" />
              <b>{port.product ?? port.name}</b>
              <span className="quiet">{port.bed === null ? words('setup.noBedYet') : labelOf(port.bed)}</span>
              <small>{adapterText(port)}</small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

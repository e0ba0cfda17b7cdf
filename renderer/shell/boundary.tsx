import { Component, type ReactNode } from 'react'
import { words } from '../words/words.ts'

interface BoundaryProps {
  readonly children: ReactNode
}

/**
 * Keeps a failing screen from taking the bars and the banner with it. A part that fails is replaced by words that
 * cannot be taken for a calm ward, and by one button that loads the window again.
 */
export class Boundary extends Component<BoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return (
      <section className="screen-failed" role="alert">
        <h1>{words('failed.title')}</h1>
        <p>{words('failed.text')}</p>
        <button type="button" className="button primary" onClick={() => location.reload()}>
          {words('failed.reload')}
        </button>
      </section>
    )
  }
}

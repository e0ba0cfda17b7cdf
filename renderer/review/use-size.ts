import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

/** Size of an element in CSS px, followed as it changes; 0 before it is known. */
export function useSize<E extends HTMLElement>(): {
  readonly ref: RefObject<E | null>
  readonly width: number
  readonly height: number
} {
  const ref = useRef<E>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    const read = () => setSize({ width: element.clientWidth, height: element.clientHeight })
    read()
    const observer = new ResizeObserver(read)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { ref, ...size }
}

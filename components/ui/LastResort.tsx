import { Component, type ReactNode } from 'react';

interface LastResortProps {
  /** What is shown in the place of what could not be drawn. */
  instead: (error: unknown) => ReactNode;
  children: ReactNode;
}

/** Keeps what cannot be drawn from taking down all around it. What is wrong is to be caught earlier: this is for what nobody thought of. */
export class LastResort extends Component<LastResortProps, { error?: unknown; hasFailed: boolean }> {
  override state: { error?: unknown; hasFailed: boolean } = { hasFailed: false };

  static getDerivedStateFromError(error: unknown) {
    return { error, hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? this.props.instead(this.state.error) : this.props.children;
  }
}

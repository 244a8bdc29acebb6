import { Component, type ReactNode } from 'react';
import { CrashPage } from '../pages/CrashPage';

interface Props {
  readonly children: ReactNode;
}

/** A bug in the page ends the page, with a way out, and not the browser tab in white. */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <CrashPage /> : this.props.children;
  }
}

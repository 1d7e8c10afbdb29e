import { Button } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { Notice } from "./Notice";

/** What breaks inside a page breaks that page alone; the call above it goes on. */
export class Boundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <Notice tone="danger" title="This page could not be shown" urgent>
        The dialer may have been updated since it was opened here. A call goes on; reload once it is over.{" "}
        <Button variant="subtle" size="compact-sm" onClick={() => window.location.reload()}>
          Reload
        </Button>
      </Notice>
    );
  }
}

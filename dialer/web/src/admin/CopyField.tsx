import { Button, CopyButton, TextInput } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import classes from "./admin.module.css";

/** Something long to pass on: shown whole, and copied by a press. */
export function CopyField({ label, value }: { label: string; value: string }) {
  return (
    <div className={classes.copyField}>
      <TextInput
        label={label}
        value={value}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        data-testid="copy-value"
      />
      <CopyButton value={value} timeout={4000}>
        {({ copied, copy }) => (
          <Button
            variant={copied ? "light" : "filled"}
            leftSection={copied ? <IconCheck size={17} /> : <IconCopy size={17} />}
            onClick={copy}
          >
            {copied ? "Copied" : "Copy"}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}

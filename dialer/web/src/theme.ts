import { createTheme, type MantineColorsTuple } from "@mantine/core";

const petrol: MantineColorsTuple = [
  "#eaf6f8",
  "#d3eaee",
  "#a8d4dc",
  "#79bdc9",
  "#52a7b6",
  "#338fa0",
  "#1f7687",
  "#155f6e",
  "#0f4a57",
  "#0a3540",
];

const paper: MantineColorsTuple = [
  "#faf8f5",
  "#f4f1ec",
  "#e9e4dc",
  "#ddd6cb",
  "#cbc3b6",
  "#a39b8e",
  "#706a60",
  "#5a564e",
  "#3e3b36",
  "#24221f",
];

const night: MantineColorsTuple = [
  "#e3e7e8",
  "#b9c3c6",
  "#8f9ba0",
  "#66737a",
  "#2d373c",
  "#263035",
  "#1b2226",
  "#12171a",
  "#0e1215",
  "#090c0e",
];

const brick: MantineColorsTuple = [
  "#fdf0ec",
  "#f9ddd5",
  "#f1b8a9",
  "#e9907a",
  "#e27054",
  "#d95a3d",
  "#c94a2e",
  "#ac3d25",
  "#8b311e",
  "#692415",
];

const amber: MantineColorsTuple = [
  "#fdf6e7",
  "#faebcb",
  "#f5d798",
  "#f2c468",
  "#eeb143",
  "#e39d24",
  "#c98415",
  "#a1680f",
  "#7c500d",
  "#573809",
];

const FONT =
  '-apple-system, BlinkMacSystemFont, "Segoe UI Variable Text", "Segoe UI", Inter, Roboto, "Noto Sans", sans-serif';

export const theme = createTheme({
  primaryColor: "petrol",
  primaryShade: { light: 7, dark: 6 },
  colors: { petrol, gray: paper, dark: night, red: brick, yellow: amber },
  fontFamily: FONT,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, monospace',
  headings: { fontFamily: FONT, fontWeight: "650" },
  defaultRadius: "md",
  radius: { xs: "4px", sm: "6px", md: "9px", lg: "14px", xl: "22px" },
  fontSizes: { xs: "12px", sm: "14px", md: "15px", lg: "17px", xl: "20px" },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { openDelay: 250, withArrow: true } },
    Modal: {
      defaultProps: {
        overlayProps: { backgroundOpacity: 0.32 },
        radius: "lg",
        styles: { content: { border: "1px solid var(--edge-strong)" } },
        closeButtonProps: { "aria-label": "Close" },
      },
    },
    Drawer: {
      defaultProps: {
        overlayProps: { backgroundOpacity: 0.28 },
        closeButtonProps: { "aria-label": "Close" },
      },
    },
    Notification: { defaultProps: { closeButtonProps: { "aria-label": "Dismiss" } } },
    Button: { defaultProps: { size: "sm" } },
  },
});

/** Our mark: a line that is heard. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="9" fill="#1f7687" />
      <path
        d="M8.5 16a7.5 7.5 0 0 1 15 0"
        fill="none"
        stroke="#f2c468"
        strokeWidth="3"
        strokeLinecap="round"
      />
      <path
        d="M12.8 17a3.2 3.2 0 0 1 6.4 0"
        fill="none"
        stroke="#fff"
        strokeWidth="3"
        strokeLinecap="round"
      />
      <circle cx="16" cy="23.2" r="2.2" fill="#fff" />
    </svg>
  );
}

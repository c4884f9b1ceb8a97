import type { ReactNode } from 'react';

/** Drawn on a grid of 16; they say nothing that the text beside them does not. */
function icon(shape: ReactNode) {
  return function Icon() {
    return (
      <svg
        width="1em"
        height="1em"
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        {shape}
      </svg>
    );
  };
}

export const CheckIcon = icon(<path d="m3.2 8.4 3.1 3.1 6.5-7" />);
export const CrossIcon = icon(<path d="m4 4 8 8m0-8-8 8" />);
export const DotsIcon = icon(<path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2.4" />);
export const DashIcon = icon(<path d="M4.5 8h7" />);
export const AlertIcon = icon(<path d="M8 3.2v5.4M8 12.2v.01" strokeWidth="2.2" />);
export const QuestionIcon = icon(
  <path d="M5.6 5.9C5.7 4.4 6.7 3.6 8 3.6c1.4 0 2.4.9 2.4 2.1 0 1.8-2.4 1.8-2.4 3.5M8 12.3v.01" />,
);
export const CopyIcon = icon(
  <>
    <rect x="5.4" y="5.4" width="7.8" height="7.8" rx="1.6" />
    <path d="M10.6 5.2V4.4a1.6 1.6 0 0 0-1.6-1.6H4.4a1.6 1.6 0 0 0-1.6 1.6V9a1.6 1.6 0 0 0 1.6 1.6h.8" />
  </>,
);
export const OutsideIcon = icon(<path d="M6.5 4H4v8h8V9.5M9 3.5h3.5V7M12.3 3.7 7.5 8.5" />);
export const SearchIcon = icon(
  <>
    <circle cx="7" cy="7" r="4.2" />
    <path d="m10.2 10.2 3.3 3.3" />
  </>,
);
export const SunIcon = icon(
  <>
    <circle cx="8" cy="8" r="2.7" />
    <path d="M8 1.8v1.2M8 13v1.2M1.8 8h1.2M13 8h1.2M3.6 3.6l.9.9M11.5 11.5l.9.9M12.4 3.6l-.9.9M4.5 11.5l-.9.9" />
  </>,
);
export const MoonIcon = icon(<path d="M13.2 9.4A5.6 5.6 0 0 1 6.6 2.8a5.6 5.6 0 1 0 6.6 6.6Z" />);
export const PauseIcon = icon(<path d="M5.7 4v8M10.3 4v8" strokeWidth="2" />);
export const PlayIcon = icon(<path d="M5.2 3.6v8.8L12 8Z" />);
export const BackIcon = icon(<path d="M9.8 3.5 5.3 8l4.5 4.5" />);

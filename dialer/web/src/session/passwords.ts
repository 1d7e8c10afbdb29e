/** The server says no to shorter ones; the page says it first. */
export const SHORTEST_PASSWORD = 10;

export { default } from "../placeholder";

/** The compiler's package has no types: it is the path of its program, null where there is none for the platform. */
declare module 'relay-compiler' {
  const program: string | null;
  export default program;
}

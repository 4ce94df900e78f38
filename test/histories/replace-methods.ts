/** The same object with some of its methods replaced; all others work on the real one. */
export function replaceMethods<Target extends object>(target: Target, methods: Partial<Target>): Target {
  return new Proxy(target, {
    get(real, name) {
      const replaced: unknown = Reflect.get(methods, name);
      if (replaced !== undefined) return replaced;
      const value: unknown = Reflect.get(real, name, real);
      // Private members are there for the real object only.
      return typeof value === 'function' ? (value.bind(real) as unknown) : value;
    },
  });
}
